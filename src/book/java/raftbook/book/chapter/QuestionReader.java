package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.asciidoctor.ast.DescriptionList;
import org.asciidoctor.ast.DescriptionListEntry;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.ListItem;
import org.asciidoctor.ast.StructuralNode;
import org.jsoup.Jsoup;
import raftbook.book.chapter.Question.Choice;
import raftbook.book.chapter.Question.Kind;
import raftbook.book.chapter.Question.Run;
import raftbook.book.source.Problem;

/** Finds a chapter's questions, and has them checked. */
final class QuestionReader {
    static final Pattern RUN = Pattern.compile("^run::([^\\[]+)\\[.*]\\s*$");

    /** The attribute that is written without a name, right behind the question's id. */
    static final String OPTION = "2";

    private final Chapter chapter;
    private final QuestionProblems checks;

    QuestionReader(Chapter chapter, List<Cell> cells, List<Problem> problems) {
        this.chapter = chapter;
        this.checks = new QuestionProblems(chapter, cells, problems);
    }

    List<Question> read(Document document) {
        List<Question> questions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (StructuralNode node : document.findBy(new HashMap<>(Map.of("context", ":example")))) {
            if (!node.hasRole(Mark.QUESTION)) continue;
            Question question = question(node);
            if (node.getId() == null) {
                checks.fail(question, "has no id, by which its answer is remembered: [question#id]");
            } else if (!ids.add(question.id())) {
                checks.fail(question, "is there twice: give each question of a chapter an id of its own");
            } else {
                checks.check(question, node);
                questions.add(question);
            }
        }
        checks.check(questions);
        return questions;
    }

    private Question question(StructuralNode node) {
        String id = node.getId() == null ? "" : node.getId();
        int line = line(id, node);
        List<Choice> choices = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (StructuralNode part : node.getBlocks()) {
            if (isChoices(part)) {
                part.getBlocks().forEach(item -> choices.add(choice((ListItem) item)));
                part.addRole(Mark.CHOICES);
            } else if (part instanceof DescriptionList list) {
                for (DescriptionListEntry entry : list.getItems()) {
                    entry.getTerms().forEach(term -> expected.addAll(Question.spellings(text(term))));
                }
                part.addRole(Mark.EXPECTED);
            }
        }
        String title = node.getTitle() == null ? "" : plain(node.getTitle());
        List<String> answers = Question.spellings(String.valueOf(node.getAttribute("answer", "")));
        Kind kind = !choices.isEmpty() ? Kind.CHOICE : asksForPrinted(node) ? Kind.PRINTS : Kind.SHORT;
        return new Question(id, line, title, kind, answers, choices, expected, runs(line, node));
    }

    static boolean asksForPrinted(StructuralNode node) {
        return Mark.PRINTS.equals(node.getAttribute(OPTION));
    }

    static boolean isChoices(StructuralNode part) {
        return "ulist".equals(part.getContext())
                && part.getBlocks().stream().anyMatch(item -> item.hasAttribute("checkbox"));
    }

    static Choice choice(ListItem item) {
        return new Choice(item.hasAttribute("checked"), text(item));
    }

    private static String text(ListItem item) {
        return item.hasText() ? plain(item.getText()) : "";
    }

    private static String plain(String html) {
        return Jsoup.parseBodyFragment(html).text().strip();
    }

    /** The parser knows where the block begins, below its attributes. */
    private int line(String id, StructuralNode node) {
        int begin =
                node.getSourceLocation() == null ? 1 : node.getSourceLocation().getLineNumber();
        Pattern attributes = Pattern.compile("\\[question#" + Pattern.quote(id) + "[],%].*");
        for (int i = Math.min(begin, chapter.lines().size()); i > Math.max(0, begin - 4); i--) {
            if (attributes.matcher(chapter.lines().get(i - 1)).matches()) return i;
        }
        return begin;
    }

    private List<Run> runs(int from, StructuralNode node) {
        List<Run> runs = new ArrayList<>();
        int end = end(from);
        for (int i = from; i <= end; i++) {
            Matcher run = RUN.matcher(chapter.lines().get(i - 1));
            if (run.matches()) runs.add(new Run(run.group(1), i));
        }
        return runs;
    }

    /** The line that closes the block which begins at a line. */
    private int end(int from) {
        int delimiters = 0;
        for (int i = from; i <= chapter.lines().size(); i++) {
            if (chapter.lines().get(i - 1).strip().equals("====") && ++delimiters == 2) return i;
        }
        return from;
    }
}
