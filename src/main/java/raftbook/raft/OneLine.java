package raftbook.raft;

/**
 * Text from outside, made fit for one line of a table, a trace or a message: not too long, and without characters that
 * would break the line, or change the direction in which it is read.
 */
public final class OneLine {

    private OneLine() {}

    /** The text, with {@code \n} for a newline and the like; of one longer than so many characters the beginning, and an ellipsis. */
    public static String of(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most));
        int at = 0;
        for (int shown = 0; at < text.length() && shown < most; shown++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            append(c, line);
        }
        if (at < text.length()) line.append('…');
        return line.toString();
    }

    private static void append(int c, StringBuilder line) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (isHarmless(c)) line.appendCodePoint(c);
                else line.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
            }
        }
    }

    private static boolean isHarmless(int c) {
        boolean halfCharacter = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        boolean endsALine = Character.isISOControl(c) || c == 0x2028 || c == 0x2029;
        boolean turnsTheText =
                c == 0x61c || c == 0x200e || c == 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        return !halfCharacter && !endsALine && !turnsTheText;
    }
}
