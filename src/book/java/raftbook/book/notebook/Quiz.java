package raftbook.book.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.Question;
import raftbook.book.eval.LastSnippet;

/**
 * A question as cells of a notebook: what is asked, a variable for the learner's answer, and a check that runs the key. It is
 * plain Java that any kernel runs, and names no answer but as a run's value.
 */
record Quiz(ChapterRun run, Question question, Element section) {

    /** What is asked, as Markdown. */
    String asked() {
        Element open = section.clone();
        open.select("." + Mark.ANSWERS).remove();
        Element asked = open.selectFirst("> ." + Mark.ASKED);
        String words = "";
        if (asked != null) {
            asked.select("." + Mark.KIND).remove();
            words = "**Question:** " + Inline.of(asked);
            asked.remove();
        }
        return anchor() + words + "\n\n" + Markdown.blocks(open);
    }

    private String anchor() {
        return "<a id=\"" + question.id() + "\"></a>\n\n";
    }

    /** What is said to each answer, to be unfolded. A picture is where its cell has drawn it. */
    String replies() {
        Element answers = section.selectFirst("> ." + Mark.ANSWERS);
        if (answers == null) return "";
        Element folded = answers.clone();
        folded.select("." + Mark.CELL + "[" + Mark.CELL_OPTION + Cell.KEY + "], svg")
                .remove();
        for (Element cell : folded.select("." + Mark.CELL)) {
            Element link = new Element("p").text("From ");
            link.appendElement("a").attr("href", "#" + cell.id()).text("the run above");
            cell.replaceWith(link);
        }
        return Markdown.block(folded);
    }

    /** The cells of the question's own, which replies speak of and the key may need. They come before it is judged. */
    List<Cell> runs() {
        return run.parsed().cellsOf(question).stream()
                .filter(cell -> !cell.is(Cell.KEY))
                .toList();
    }

    /** What stands above these cells. */
    String aboutRuns() {
        String anchors = runs().stream()
                .map(Cell::anchor)
                .filter(anchor -> !anchor.isEmpty())
                .map(anchor -> "<a id=\"" + anchor + "\"></a>")
                .collect(Collectors.joining());
        return anchors + (anchors.isEmpty() ? "" : "\n\n") + "What is said to an answer speaks of:";
    }

    /** The cell in which the learner answers. */
    String answer() {
        return "String " + answerName() + " = \"\"; // " + choices();
    }

    private String choices() {
        if (question.kind() != Question.Kind.CHOICE) return "your answer";
        List<String> letters = IntStream.range(0, question.choices().size())
                .mapToObj(Question::letter)
                .toList();
        int last = letters.size() - 1;
        return String.join(", ", letters.subList(0, last)) + " or " + letters.get(last);
    }

    /** The cell that says what the run says to it. */
    String check() {
        List<String> lines = new ArrayList<>();
        lines.add("// Runs the key, and compares your answer with it.");
        run.parsed().cellsOf(question).stream()
                .filter(cell -> cell.is(Cell.KEY))
                .findFirst()
                .ifPresent(key -> {
                    LastSnippet cut = LastSnippet.of(key.source());
                    if (!cut.before().isBlank()) lines.add(cut.before().strip());
                    lines.add("var " + key() + " = " + cut.expression() + ";");
                });
        String given = answerName() + ".strip()";
        lines.add(given + ".isEmpty() ? \"Not answered yet: answer in the cell above, and run it and this one\"");
        lines.add("    : " + comparison(given));
        lines.add("    ? \"Right: \" + " + given + " + \". Why is told below.\"");
        lines.add("    : \"Not \" + " + given + " + \". What is said to it, and to others, is told below.\"");
        return String.join("\n", lines);
    }

    private String answerName() {
        return "answerTo" + question.camelCase();
    }

    private String key() {
        return "keyTo" + question.camelCase();
    }

    private String comparison(String given) {
        if (question.kind() == Question.Kind.CHOICE) {
            return isList()
                    ? given + ".equalsIgnoreCase(String.valueOf((char) ('A' + " + key() + ".indexOf(true))))"
                    : given + ".equalsIgnoreCase(String.valueOf((char) ('A' + List.of(" + texts() + ").indexOf(" + key()
                            + "))))";
        }
        String same = given + ".equalsIgnoreCase(String.valueOf(" + key() + ").strip())";
        return question.answers().size() < 2
                ? same
                : "(" + same + "\n        || List.of(" + spellings() + ").contains(" + given
                        + ".toLowerCase().hashCode())) // in other spellings";
    }

    private boolean isList() {
        return run.parsed().cellsOf(question).stream()
                .filter(cell -> cell.is(Cell.KEY))
                .flatMap(cell -> run.result(cell.id()).stream())
                .noneMatch(result -> question.choices().stream().anyMatch(choice -> choice.text()
                        .equals(result.transcript().strip())));
    }

    private String texts() {
        return question.choices().stream()
                .map(choice -> "\"" + choice.text().replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(", "));
    }

    /** As numbers, since the answer is not to be read off the question. */
    private String spellings() {
        return question.answers().stream()
                .map(answer -> String.valueOf(Question.plain(answer).hashCode()))
                .collect(Collectors.joining(", "));
    }
}
