package raftbook.book.world;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import raftbook.raft.OneLine;

/** Texts as a link's fragment may hold them. */
final class Words {
    private static final String HEX = "0123456789ABCDEF";
    private static final String PLAIN = "/-._~";
    /** What bytes become that are no character. */
    private static final char NO_CHARACTER = 0xfffd;

    private Words() {}

    /** The parts between separators; none of an empty text. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        if (text.isEmpty()) return parts;
        int begin = 0;
        for (int end = text.indexOf(separator); end >= 0; end = text.indexOf(separator, begin)) {
            parts.add(text.substring(begin, end));
            begin = end + 1;
        }
        parts.add(text.substring(begin));
        return parts;
    }

    /** Letters, digits and a few marks as they are; all else as the bytes of UTF-8, each with a percent sign. */
    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes in the same way. */
    static String encode(byte[] bytes) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : bytes) {
            char c = (char) (each & 0xff);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0;
            if (plain) encoded.append(c);
            else encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
        return encoded.toString();
    }

    /** @throws IllegalArgumentException if a percent sign is not followed by two digits, or what they say is no UTF-8 */
    static String decode(String encoded) {
        String text = new String(bytes(encoded), StandardCharsets.UTF_8);
        if (text.indexOf(NO_CHARACTER) < 0) return text;
        throw new IllegalArgumentException("'" + OneLine.of(encoded, 40) + "': is no text in UTF-8");
    }

    /** @throws IllegalArgumentException if a percent sign is not followed by two digits */
    static byte[] bytes(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); ) {
            int percent = encoded.indexOf('%', i);
            int plainEnd = percent < 0 ? encoded.length() : percent;
            byte[] plain = encoded.substring(i, plainEnd).getBytes(StandardCharsets.UTF_8);
            bytes.write(plain, 0, plain.length);
            if (percent >= 0) bytes.write(digit(encoded, percent + 1) << 4 | digit(encoded, percent + 2));
            i = percent < 0 ? plainEnd : percent + 3;
        }
        return bytes.toByteArray();
    }

    private static int digit(String encoded, int at) {
        int digit = at < encoded.length() ? HEX.indexOf(Character.toUpperCase(encoded.charAt(at))) : -1;
        if (digit >= 0) return digit;
        throw new IllegalArgumentException(
                "'" + OneLine.of(encoded, 40) + "': a percent sign stands before two hexadecimal digits");
    }
}
