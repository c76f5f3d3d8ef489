package raftbook.book.site;

import java.util.List;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Mark;

/**
 * What a page asks of a reader: what is folded, what cells have printed, and exercises, which take as long as they take,
 * do not count.
 *
 * @param words of prose
 * @param lines of listings that stand open, the library's and the cells', without blank ones
 * @param questions to be answered
 */
public record Reading(int words, int lines, int questions) {
    private static final int WORDS_A_MINUTE = 150;
    private static final int LINES_A_MINUTE = 12;
    private static final int QUESTIONS_A_MINUTE = 2;
    private static final String NOT_COUNTED = "details, figcaption, svg, sup, ."
            + String.join(
                    ", .",
                    List.of(
                            Mark.EXERCISE,
                            Mark.QUESTION,
                            Mark.OUTPUT,
                            Mark.IN_PAGE,
                            Mark.FIGURE2,
                            Mark.RULE_MAP,
                            Mark.MUSEUM,
                            Mark.MISCONCEPTIONS,
                            Mark.GLOSSARY));

    /** @param body a chapter's, as its readers get it; it stays as it is */
    public static Reading of(Element body) {
        Element counted = body.clone();
        int questions = counted.select("." + Mark.QUESTION).size();
        counted.select(NOT_COUNTED).remove();
        int lines = 0;
        for (Element listing : counted.select("pre")) {
            lines += (int)
                    listing.wholeText().lines().filter(line -> !line.isBlank()).count();
            listing.remove();
        }
        String text = counted.text().strip();
        return new Reading(text.isEmpty() ? 0 : text.split("\\s+").length, lines, questions);
    }

    /** Rounded to five, as it is no more than a guess: technical prose with its figures, and code that is followed. */
    public int minutes() {
        double minutes = (double) words / WORDS_A_MINUTE
                + (double) lines / LINES_A_MINUTE
                + (double) questions / QUESTIONS_A_MINUTE;
        return Math.max(5, 5 * (int) Math.round(minutes / 5));
    }
}
