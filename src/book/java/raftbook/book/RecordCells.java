package raftbook.book;

import java.nio.file.Path;
import java.util.List;
import raftbook.book.source.Problem;

/** Runs the cells that need Apache Ratis, and keeps what they print in {@code docs/recorded}, where that is stale. */
public final class RecordCells {
    private RecordCells() {}

    /** Ends with 0 if what is kept is true, with 1 if the cells do not do what the chapter says, and with 2 if they cannot run. */
    public static void main(String[] args) {
        try {
            List<Problem> problems = Book.record(Path.of(""), line -> System.out.println("  " + line));
            problems.forEach(System.err::println);
            System.exit(problems.isEmpty() ? 0 : 1); // threads that cells have left behind must not keep it waiting
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
    }
}
