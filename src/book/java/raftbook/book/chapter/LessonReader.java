package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Cell;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.Row;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.ast.Table;
import raftbook.book.chapter.Lesson.WrongAnswer;
import raftbook.book.source.Problem;

/** Reads how a chapter is taught, and says what an instructor would miss in it. */
final class LessonReader {
    private static final String GOALS = "Goals";
    private static final String EXERCISES = "Exercises";
    private static final String IN_THE_ROOM = "In the room";
    private static final Map<String, Integer> PLANS = Map.of("Fifty minutes", 50, "Ninety minutes", 90);

    private static final int FEWEST_GOALS = 3;
    private static final int MOST_GOALS = 5;
    private static final int MOST_WRONG = 3;

    private final Chapter notes;
    private final ParsedChapter chapter;
    private final List<Problem> problems = new ArrayList<>();
    private final List<WrongAnswer> wrongAnswers = new ArrayList<>();

    LessonReader(Chapter notes, ParsedChapter chapter) {
        this.notes = notes;
        this.chapter = chapter;
    }

    Lesson read(Document document) {
        int goals = within(document, GOALS, "ulist").stream()
                .mapToInt(list -> list.getBlocks().size())
                .sum();
        if (goals < FEWEST_GOALS || goals > MOST_GOALS) {
            fail(1, "'== Goals' lists %d goals; %d to %d are a lesson".formatted(goals, FEWEST_GOALS, MOST_GOALS));
        }
        PLANS.forEach((title, minutes) -> checkPlan(document, title, minutes));
        if (within(document, IN_THE_ROOM, "dlist").isEmpty()) {
            fail(1, "'== In the room' says for nothing that can go wrong, as in 'No leader:: Run the cell again.'");
        }
        readExercises(document);
        String html = document.convert();
        return new Lesson(notes, html, wrongAnswers, problems);
    }

    private void checkPlan(Document document, String title, int minutes) {
        int sum = 0;
        for (StructuralNode table : within(document, title, "table")) {
            for (Row row : ((Table) table).getBody()) {
                String first =
                        row.getCells().stream().map(Cell::getText).findFirst().orElse("");
                if (!first.matches("\\d{1,3}")) {
                    fail(lineOf(table), "'" + first + "' under '" + title + "' is no number of minutes");
                    return;
                }
                sum += Integer.parseInt(first);
            }
        }
        if (sum != minutes) {
            fail(lineOf(document, title), "the minutes under '== " + title + "' sum to " + sum + ", not to " + minutes);
        }
    }

    private void readExercises(Document document) {
        List<StructuralNode> sections = section(document, EXERCISES)
                .map(all -> all.findBy(new HashMap<>(Map.of("context", ":section"))))
                .orElse(List.of());
        for (Exercise exercise : chapter.exercises()) {
            Optional<StructuralNode> own = sections.stream()
                    .filter(each -> exercise.id().equals(each.getTitle()))
                    .findFirst();
            own.ifPresent(each -> readWrongAnswers(exercise, each));
            int wrong = (int) wrongAnswers.stream()
                    .filter(each -> each.exercise().equals(exercise.id()))
                    .count();
            if (wrong < 1 || wrong > MOST_WRONG) {
                fail(
                        lineOf(document, EXERCISES),
                        "'=== %s' needs 1 to %d [wrong] answers under '== Exercises', and has %d"
                                .formatted(exercise.id(), MOST_WRONG, wrong));
            }
        }
        for (StructuralNode each : sections) {
            boolean known = chapter.exercises().stream().anyMatch(it -> it.id().equals(each.getTitle()));
            if (each.getLevel() > 1 && !known) {
                fail(lineOf(each), "'=== " + each.getTitle() + "' is no exercise of the chapter: give its id");
            }
        }
    }

    private void readWrongAnswers(Exercise exercise, StructuralNode section) {
        int number = 0;
        for (StructuralNode node : section.findBy(new HashMap<>(Map.of("context", ":example")))) {
            if (!node.hasRole(Mark.WRONG)) continue;
            Optional<Block> code = node.findBy(new HashMap<>(Map.of("context", ":listing"))).stream()
                    .map(Block.class::cast)
                    .findFirst();
            if (code.isEmpty() || node.getTitle() == null) {
                fail(lineOf(node), "a [wrong] answer has a title, and its code in a [source,java] listing");
                continue;
            }
            WrongAnswer wrong = new WrongAnswer(
                    exercise.id(),
                    ++number,
                    lineOf(code.get()) + 1,
                    node.getTitle(),
                    code.get().getSource(),
                    node.isOption(raftbook.book.chapter.Cell.RAISES));
            node.setId(wrong.anchor());
            wrongAnswers.add(wrong);
        }
    }

    private static List<StructuralNode> within(Document document, String title, String context) {
        return section(document, title)
                .map(each -> each.findBy(new HashMap<>(Map.of("context", ":" + context))))
                .orElse(List.of());
    }

    private static Optional<StructuralNode> section(Document document, String title) {
        return document.getBlocks().stream()
                .filter(block -> title.equals(block.getTitle()))
                .findFirst();
    }

    private static int lineOf(Document document, String title) {
        return section(document, title).map(LessonReader::lineOf).orElse(1);
    }

    private static int lineOf(StructuralNode node) {
        return node.getSourceLocation() == null ? 1 : node.getSourceLocation().getLineNumber();
    }

    private void fail(int line, String message) {
        problems.add(new Problem(notes.file(), line, message));
    }
}
