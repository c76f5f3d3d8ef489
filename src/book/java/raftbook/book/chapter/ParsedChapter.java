package raftbook.book.chapter;

import java.util.List;
import raftbook.book.source.Problem;

/**
 * A chapter after AsciiDoc: its body as HTML, in which live listings have the role {@code cell-ID}, promised outputs
 * {@code promised} and shown code {@code showing-ID}. It depends on text alone, not on what the cells do.
 */
public record ParsedChapter(
        Chapter chapter,
        String html,
        List<Cell> cells,
        List<Exercise> exercises,
        List<Question> questions,
        List<Slide> slides,
        List<Problem> problems) {
    public ParsedChapter {
        cells = List.copyOf(cells);
        exercises = List.copyOf(exercises);
        questions = List.copyOf(questions);
        slides = List.copyOf(slides);
        problems = List.copyOf(problems);
    }

    public List<Cell> cellsOf(Question question) {
        return cells.stream()
                .filter(cell -> cell.question().equals(question.id()))
                .toList();
    }

    public List<Cell> cellsOf(Exercise exercise) {
        return cells.stream()
                .filter(cell -> cell.exercise().equals(exercise.id()))
                .toList();
    }
}
