package raftbook.book.serve;

import java.util.List;

/**
 * How far the book is, as its pages show it.
 *
 * @param building whether a build is going on
 * @param done how many of its chapters are done
 * @param of how many chapters there are
 * @param says the latest news of the build
 * @param problems what kept the book from being true when it was built last
 * @param failure why it could not be built at all; empty if it could
 */
public record BookState(boolean building, int done, int of, String says, List<String> problems, String failure) {
    public BookState {
        problems = List.copyOf(problems);
    }

    /** Before the first build. */
    public static BookState first() {
        return new BookState(true, 0, 0, "", List.of(), "");
    }

    /** A build has begun. */
    public BookState begins(int chapters) {
        return new BookState(true, 0, chapters, "compiling the library, chapter by chapter", problems, failure);
    }

    /** The build has something to say. */
    public BookState hears(String news) {
        return new BookState(building, done, of, news, problems, failure);
    }

    /** One more chapter is done. */
    public BookState counts() {
        return new BookState(building, done + 1, of, says, problems, failure);
    }

    /** The build has ended, and found these problems. */
    public BookState ends(List<String> found) {
        return new BookState(false, done, of, "", found, "");
    }

    /** The build has broken off. */
    public BookState fails(String why) {
        return new BookState(false, done, of, "", problems, why);
    }
}
