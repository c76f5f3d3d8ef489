package raftbook.book.chapter;

/**
 * A slide as its chapter writes it.
 *
 * @param id unique within the chapter, {@code s1}, {@code s2} in order: its block has the role {@link Mark#slide}
 * @param line where it begins
 * @param minutes how long it takes, as the author has typed it
 */
public record Slide(String id, int line, String minutes) {
    private static final String NUMBER = "\\d{1,2}(\\.\\d)?";

    public boolean hasMinutes() {
        return minutes.matches(NUMBER);
    }

    /** None where what was typed is no number. */
    public double time() {
        return hasMinutes() ? Double.parseDouble(minutes) : 0;
    }
}
