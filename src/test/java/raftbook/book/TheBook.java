package raftbook.book;

import java.nio.file.Path;
import raftbook.book.chapter.Wish;

/** The book of this checkout, made once for all tests that look at it. */
final class TheBook {
    private static Book made;

    private TheBook() {}

    /** Every cell has run in this build. */
    static synchronized Book fresh() {
        made = Book.runToTeach(Path.of(""), Wish.Results.FRESH, line -> System.out.println("  " + line));
        return made;
    }

    /** For a test that asks nothing of what cells have said: the fresh one, if there is one, else as it is remembered. */
    static synchronized Book any() {
        if (made == null) made = Book.runOnly(Path.of(""), "none", line -> {});
        return made;
    }
}
