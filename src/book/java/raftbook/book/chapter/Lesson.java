package raftbook.book.chapter;

import java.util.List;
import raftbook.book.source.Problem;

/**
 * How a chapter is taught, from {@code docs/teaching/NN-name.adoc}: for the instructor's edition alone.
 *
 * @param notes the file, under its chapter's name
 * @param html its body, in which a wrong answer has the anchor {@link WrongAnswer#anchor}
 */
public record Lesson(Chapter notes, String html, List<WrongAnswer> wrongAnswers, List<Problem> problems) {
    public Lesson {
        wrongAnswers = List.copyOf(wrongAnswers);
        problems = List.copyOf(problems);
    }

    /**
     * An answer as students hand it in, which the exercise's check must not pass.
     *
     * @param number among those of its exercise, from 1
     * @param line of its first line of code
     * @param raises whether it, or the check of it, ends in an exception
     */
    public record WrongAnswer(String exercise, int number, int line, String title, String source, boolean raises) {
        /** Where it stands in the notes. */
        public String anchor() {
            return "wrong-" + exercise + "-" + number;
        }

        /** The result of the answer itself. */
        String answer() {
            return anchor() + ":answer";
        }

        /** The result of the check, which has words for the student. */
        public String check() {
            return anchor() + ":check";
        }
    }

    List<WrongAnswer> wrongAnswers(Exercise exercise) {
        return wrongAnswers.stream()
                .filter(wrong -> wrong.exercise().equals(exercise.id()))
                .toList();
    }
}
