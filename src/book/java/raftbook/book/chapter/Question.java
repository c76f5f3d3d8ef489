package raftbook.book.chapter;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A question in the text, whose key a run asserts.
 *
 * @param id unique within the chapter
 * @param line the chapter's line of its first attributes
 * @param title the question itself, as plain text
 * @param answers of a short answer the spellings that are right, as the author gives them; empty for another kind
 * @param choices in order; empty unless it is a choice
 * @param expected the wrong answers that have a reply of their own, each with its spellings
 * @param runs the cells whose outputs its replies show, by their anchors
 */
public record Question(
        String id,
        int line,
        String title,
        Kind kind,
        List<String> answers,
        List<Choice> choices,
        List<String> expected,
        List<Run> runs) {

    /** What the reader does. */
    public enum Kind {
        /** Chooses one of several. */
        CHOICE,
        /** Types a word or a number. */
        SHORT,
        /** Types what the cell that they see prints, or what its value is. */
        PRINTS
    }

    /**
     * One of several.
     *
     * @param text as plain text
     */
    public record Choice(boolean right, String text) {}

    /**
     * A mention of a cell's output.
     *
     * @param line of the chapter
     */
    public record Run(String cell, int line) {}

    public Question {
        answers = List.copyOf(answers);
        choices = List.copyOf(choices);
        expected = List.copyOf(expected);
        runs = List.copyOf(runs);
    }

    /** What a learner sees before a choice. */
    public static String letter(int choice) {
        return String.valueOf((char) ('A' + choice));
    }

    /** The answer as the chapter names it: the right choice's letter, or the first spelling; empty if only a run knows. */
    public Optional<String> named() {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).right()) return Optional.of(letter(i));
        }
        return answers.stream().findFirst();
    }

    /** The id as the end of a variable's name: {@code WhyMoreThanHalf} for {@code why-more-than-half}. */
    public String camelCase() {
        return Arrays.stream(id.split("-"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** Its spellings, which are parted by bars, as they are compared. */
    public static List<String> spellings(String answers) {
        return Arrays.stream(answers.split("\\|"))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** As answers are compared: trimmed, and in small letters. */
    public static String plain(String answer) {
        return answer.strip().toLowerCase(Locale.ROOT);
    }
}
