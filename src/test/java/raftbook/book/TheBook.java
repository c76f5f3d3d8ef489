package raftbook.book;

import java.nio.file.Path;

/** The book of this checkout, every cell having run in this build: made once for all tests that look at it. */
final class TheBook {
    static final Book RUN = Book.runToTeach(Path.of(""), Book.Results.FRESH, line -> System.out.println("  " + line));

    private TheBook() {}
}
