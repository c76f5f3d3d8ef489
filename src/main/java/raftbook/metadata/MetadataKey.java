package raftbook.metadata;

import java.nio.charset.StandardCharsets;
import raftbook.raft.OneLine;

/**
 * What a key may look like: {@code /} and one or more segments, as in {@code /config/service/a}. The rules keep the
 * hierarchy unambiguous (one spelling per place) and the command format safe (a newline would forge a second field).
 */
final class MetadataKey {

    static final int MAX_BYTES = 1024;

    /** The path above all keys. It is no key itself. */
    static final String ROOT = "/";

    /** So much of a malformed key is quoted: enough to find it, however long it is. */
    private static final int MAX_SHOWN = 80;

    private MetadataKey() {}

    /** Returns the key. @throws InvalidRequestException if it breaks a rule */
    static String require(String key) {
        if (key == null) throw new InvalidRequestException("key null: a key is a path such as /config/service/a");
        if (key.isEmpty() || key.charAt(0) != '/') throw invalid(key, "must start with /, as /config/service/a does");
        if (key.equals(ROOT))
            throw invalid(key, "is the root, which holds no value: name something below it, as /config does");
        int segmentStart = 1;
        for (int i = 1; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '/') {
                requireSegment(key, segmentStart, i);
                segmentStart = i + 1;
            } else if (c < ' ' || c > '~') {
                requireCharacter(key, i);
            }
        }
        requireSegment(key, segmentStart, key.length());
        if (key.length() * 3 > MAX_BYTES && key.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid(key, "must not exceed " + MAX_BYTES + " bytes in UTF-8: shorten the path");
        }
        return key;
    }

    /** Returns the path: a key, or the root. @throws InvalidRequestException if it is neither */
    static String requirePath(String path) {
        return ROOT.equals(path) ? path : require(path);
    }

    /** Whether a key is this path, or lies below it. */
    static boolean isWithin(String path, String key) {
        if (path.equals(ROOT)) return true;
        return key.startsWith(path) && (key.length() == path.length() || key.charAt(path.length()) == '/');
    }

    private static void requireSegment(String key, int start, int end) {
        int length = end - start;
        if (length == 0 && end == key.length()) throw invalid(key, "must not end with /: leave it off");
        if (length == 0) throw invalid(key, "must not have an empty segment, as between //: write one / between names");
        boolean dots = length <= 2 && key.charAt(start) == '.' && key.charAt(end - 1) == '.';
        if (dots) throw invalid(key, "must not have a segment . or ..: write the path out");
    }

    private static void requireCharacter(String key, int i) {
        char c = key.charAt(i);
        if (Character.isISOControl(c)) {
            throw invalid(key, "must not hold control characters, such as the one at position " + i + ": leave it out");
        }
        if (Character.isSurrogate(c) && !isPaired(key, i)) {
            throw invalid(
                    key,
                    "must be valid Unicode, but position " + i
                            + " holds half a character (a lone surrogate): mend the text where it was cut");
        }
    }

    private static boolean isPaired(String key, int i) {
        if (Character.isLowSurrogate(key.charAt(i))) return Character.isHighSurrogate(key.charAt(i - 1));
        return i + 1 < key.length() && Character.isLowSurrogate(key.charAt(i + 1));
    }

    private static InvalidRequestException invalid(String key, String rule) {
        return new InvalidRequestException("key '" + shown(key) + "' " + rule);
    }

    /** A key as a message quotes it. */
    static String shown(String key) {
        return OneLine.of(key, MAX_SHOWN);
    }
}
