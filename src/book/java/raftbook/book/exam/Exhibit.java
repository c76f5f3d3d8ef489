package raftbook.book.exam;

/** What a question shows. */
sealed interface Exhibit {

    /** What stands above it; empty if nothing does. */
    String title();

    /**
     * A drawing of the library.
     *
     * @param words what there is to see, for those who cannot see it
     */
    record Picture(String title, String svg, String words) implements Exhibit {}

    /** Lines of plain text, in columns. */
    record Listing(String title, String text) implements Exhibit {}
}
