package raftbook.book.source;

/**
 * Something that keeps the book from being true: where it is, and what to do about it.
 *
 * @param file relative to the book's root
 * @param line 1-based; 0 where the whole file is meant
 * @param message names the input, the rule and the remedy
 */
public record Problem(String file, int line, String message) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ": " + message;
    }
}
