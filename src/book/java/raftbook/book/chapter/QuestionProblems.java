package raftbook.book.chapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.asciidoctor.ast.ListItem;
import org.asciidoctor.ast.StructuralNode;
import raftbook.book.chapter.Question.Choice;
import raftbook.book.chapter.Question.Run;
import raftbook.book.source.Problem;

/** What keeps a chapter's questions from being asked, as far as their text tells; their keys are {@link KeyProblems}'. */
final class QuestionProblems {
    private static final String ID = "[a-z0-9-]{1,48}";

    private final Chapter chapter;
    private final List<Cell> cells;
    private final List<Problem> problems;

    QuestionProblems(Chapter chapter, List<Cell> cells, List<Problem> problems) {
        this.chapter = chapter;
        this.cells = cells;
        this.problems = problems;
    }

    /** Of all together, and of what stands outside of them. */
    void check(List<Question> questions) {
        checkRuns(questions);
    }

    void check(Question question, StructuralNode node) {
        if (!question.id().matches(ID)) {
            fail(question, "has an id that is not like what-is-it: small letters, digits and hyphens, at most 48");
        }
        String option = String.valueOf(node.getAttribute(QuestionReader.OPTION, ""));
        if (!option.isEmpty() && !option.equals(Mark.PRINTS)) {
            fail(question, "says " + option + ", which is not known: a question may say prints, or answer=\"…\"");
        }
        if (question.title().isEmpty()) fail(question, "does not ask: a line .Title above the block is the question");
        switch (question.kind()) {
            case CHOICE -> checkChoices(question, node);
            case SHORT -> checkShort(question);
            case PRINTS -> {
                if (!question.answers().isEmpty()) {
                    fail(question, "says prints and answer: what its key cell prints is the answer; take answer= away");
                }
            }
        }
        long keys = keys(question).count();
        if (keys != 1) {
            fail(
                    question,
                    "has " + (keys == 0 ? "no" : keys) + " key cell" + (keys == 0 ? "" : "s")
                            + ", and needs one, [source%live%key,java], whose run asserts the answer");
        }
        for (String wrong : question.expected()) {
            if (question.answers().stream().map(Question::plain).anyMatch(Question.plain(wrong)::equals)) {
                fail(question, "lists " + wrong + " among the wrong answers, and answer= says that it is right");
            }
        }
    }

    private void checkShort(Question question) {
        if (question.answers().isEmpty()) {
            fail(
                    question,
                    "has no answer: give it choices, * [ ] and * [x], or [question#" + question.id()
                            + ", answer=\"2|two\"], or [question#" + question.id() + ", prints]");
        }
    }

    private void checkChoices(Question question, StructuralNode node) {
        List<Choice> choices = question.choices();
        if (!question.answers().isEmpty() || QuestionReader.asksForPrinted(node)) {
            fail(question, "has choices and asks for a typed answer as well: it is one or the other");
        }
        if (!question.expected().isEmpty()) {
            fail(question, "has choices and a list of typed answers: what is said to a wrong choice stands below it");
        }
        if (choices.size() < 3 || choices.size() > 4) {
            fail(question, "has " + choices.size() + " choices, and may have three or four");
        }
        long right = choices.stream().filter(Choice::right).count();
        if (right != 1) {
            fail(
                    question,
                    "marks " + (right == 0 ? "no choice" : right + " choices")
                            + " as right, and must mark one: * [x] …, and * [ ] … the others");
        }
        if (choices.stream().map(Choice::text).distinct().count() < choices.size()) {
            fail(question, "has two choices of the same words: a reader could not tell them apart");
        }
        for (StructuralNode part : node.getBlocks()) {
            if (QuestionReader.isChoices(part)) checkReplies(question, part);
        }
    }

    private void checkReplies(Question question, StructuralNode list) {
        for (StructuralNode item : list.getBlocks()) {
            if (item.getBlocks().isEmpty()) {
                Choice choice = QuestionReader.choice((ListItem) item);
                fail(
                        question,
                        "says nothing to whoever chooses \"" + choice.text() + "\": below a line +, tell why it is "
                                + (choice.right() ? "right" : "wrong, and show the run that refutes it, run::ID[]"));
            }
        }
    }

    private Stream<Cell> keys(Question question) {
        return cells.stream()
                .filter(cell -> cell.is(Cell.KEY) && cell.question().equals(question.id()));
    }

    private void checkRuns(List<Question> questions) {
        for (Question question : questions) {
            for (Run run : question.runs()) {
                Optional<Cell> named = cells.stream()
                        .filter(cell -> cell.anchor().equals(run.cell()))
                        .findFirst();
                String macro = "question " + question.id() + " shows run::" + run.cell() + "[], ";
                if (named.isEmpty()) {
                    fail(
                            run.line(),
                            macro + "and no cell of this chapter has that id: write [#" + run.cell()
                                    + "] on the line above the cell's [source%live,java]");
                } else if (named.get().line() > question.line()
                        && !named.get().question().equals(question.id())) {
                    fail(
                            run.line(),
                            macro + "a cell further down, which no reader has met: name one above, or move it");
                } else if (named.get().is(Cell.VARIES)) {
                    fail(
                            run.line(),
                            macro + "a cell that varies, and so would the notebook that holds the reply: name one in"
                                    + " virtual time");
                }
            }
        }
        for (int i = 1; i <= chapter.lines().size(); i++) {
            int line = i;
            boolean within = questions.stream()
                    .anyMatch(question -> question.runs().stream().anyMatch(run -> run.line() == line));
            if (!within
                    && QuestionReader.RUN.matcher(chapter.lines().get(i - 1)).matches()) {
                fail(line, "run::ID[] shows a cell's output in the reply to an answer, and stands in no question");
            }
        }
    }

    void fail(Question question, String message) {
        fail(question.line(), ("question " + question.id()).strip() + " " + message);
    }

    private void fail(int line, String message) {
        problems.add(new Problem(chapter.file(), line, message));
    }
}
