package raftbook.book.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.site.Reading;
import raftbook.book.source.Problem;

/** No chapter is too long to be read at a sitting. Workshops and appendices are looked into, and have no bound. */
public final class Bounds {
    private static final int MOST_WORDS = 3000;
    private static final int MOST_LINES = 300;
    private static final String REMEDY =
            ": cut, split, fold, or move what is not the chapter's subject to its workshop";

    private Bounds() {}

    /** @param bodies as their readers get them */
    public static List<Problem> problems(Map<Chapter, Element> bodies) {
        List<Problem> problems = new ArrayList<>();
        bodies.forEach((chapter, body) -> {
            if (!chapter.isNumbered()) return;
            Reading reading = Reading.of(body);
            if (reading.words() > MOST_WORDS) {
                problems.add(over(chapter, reading.words(), "words of prose", MOST_WORDS));
            }
            if (reading.lines() > MOST_LINES) {
                problems.add(over(chapter, reading.lines(), "open lines of listings", MOST_LINES));
            }
        });
        return problems;
    }

    private static Problem over(Chapter chapter, int found, String what, int most) {
        return new Problem(chapter.file(), 1, "has %d %s, and may have %d".formatted(found, what, most) + REMEDY);
    }
}
