package raftbook.book.eval;

/** No more of a text than a reader reads and a page holds, and a note of what was left out. */
final class Bounded {

    /** Of a value's or a message's text, in characters. */
    static final int LONGEST_TEXT = 20_000;

    /** Of a picture or of any other form that cannot be cut: longer ones are left out whole. */
    static final int LONGEST_FORM = 5_000_000;

    private Bounded() {}

    static String text(String whole) {
        return text(whole, "");
    }

    /** @param what what the text is of, for the note: {@code "2000000 elements"}; may be empty */
    static String text(String whole, String what) {
        if (whole.length() <= LONGEST_TEXT) return whole;
        int end = Character.isHighSurrogate(whole.charAt(LONGEST_TEXT - 1)) ? LONGEST_TEXT - 1 : LONGEST_TEXT;
        return whole.substring(0, end) + "\n[" + (whole.length() - end) + " of " + whole.length()
                + " characters are left out" + (what.isEmpty() ? "" : "; the value has " + what) + "]";
    }
}
