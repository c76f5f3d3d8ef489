package raftbook.metadata;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Malformed keys and values, each with what its refusal must say: the input as shown, the rule, and the remedy. */
final class BadInput {

    static final int KEY_LIMIT = 1024;
    static final int VALUE_LIMIT = 1024 * 1024;

    private BadInput() {}

    /** Key, the input as the message shows it, the rule, the remedy. */
    static Stream<Arguments> keys() {
        return Stream.of(
                arguments(null, "key null", "a key is a path", "such as /config/service/a"),
                arguments("", "key ''", "must start with /", "as /config/service/a does"),
                arguments("config/a", "key 'config/a'", "must start with /", "as /config/service/a does"),
                arguments(" /a", "key ' /a'", "must start with /", "as /config/service/a does"),
                arguments("/", "key '/'", "is the root, which holds no value", "name something below it"),
                arguments("/config/", "key '/config/'", "must not end with /", "leave it off"),
                arguments("//a", "key '//a'", "must not have an empty segment", "write one / between names"),
                arguments("/a//b", "key '/a//b'", "must not have an empty segment", "write one / between names"),
                arguments("/.", "key '/.'", "must not have a segment . or ..", "write the path out"),
                arguments("/..", "key '/..'", "must not have a segment . or ..", "write the path out"),
                arguments("/a/./b", "key '/a/./b'", "must not have a segment . or ..", "write the path out"),
                arguments("/a/../b", "key '/a/../b'", "must not have a segment . or ..", "write the path out"),
                arguments("/a\nb", "key '/a\\nb'", "must not hold control characters", "position 2: leave"),
                arguments("/\u0000", "key '/\\u0000'", "must not hold control characters", "position 1: leave"),
                arguments("/ab\u007f", "key '/ab\\u007f'", "must not hold control characters", "position 3: leave"),
                arguments("/\u0085", "key '/\\u0085'", "must not hold control characters", "position 1: leave"),
                arguments("/" + "x".repeat(KEY_LIMIT), "key '/xxx", "must not exceed 1024 bytes", "shorten the path"),
                arguments(
                        "/" + "é".repeat(KEY_LIMIT / 2), "key '/ééé", "must not exceed 1024 bytes", "shorten the path"),
                arguments("/a\ud83d", "key '/a\\ud83d'", "must be valid Unicode", "mend the text where it was cut"),
                arguments("/\ude00b", "key '/\\ude00b'", "must be valid Unicode", "mend the text where it was cut"));
    }

    /** Value, the input as the message shows it, the rule, the remedy. The key is /config/service/a. */
    static Stream<Arguments> values() {
        String input = "for key '/config/service/a'";
        return Stream.of(
                arguments(null, "value null " + input, "to remove it", "delete"),
                arguments("v".repeat(VALUE_LIMIT + 1), input, "exceeds 1048576 bytes", "store it elsewhere"),
                arguments("é".repeat(VALUE_LIMIT / 2) + "v", input, "exceeds 1048576 bytes", "store it elsewhere"),
                arguments("a\ud83d", input, "is not valid Unicode", "mend the text where it was cut"),
                arguments("\ude00b", input, "is not valid Unicode", "mend the text where it was cut"));
    }

    /** Bytes that are no command, for one reason each. */
    static Stream<byte[]> commands() {
        return Stream.of(
                new byte[0],
                new byte[] {0},
                new byte[] {(byte) 0xff, (byte) 0xfe},
                utf8("PUT"),
                utf8("PUT\n"),
                utf8("PUT\n/a"),
                utf8("PUT\n\nv"),
                utf8("PUT\na\nv"),
                utf8("PUT\n/a/\nv"),
                utf8("put\n/a\nv"),
                utf8("DEL"),
                utf8("DEL\n"),
                utf8("DEL\n/a\n"),
                utf8("DEL\n/a\n/b"),
                utf8("GET\n/a"),
                utf8(" PUT\n/a\nv"),
                utf8("PUT\r\n/a\r\nv"),
                new byte[] {'P', 'U', 'T', '\n', '/', 'a', '\n', (byte) 0xc0, (byte) 0x80},
                new byte[] {'D', 'E', 'L', '\n', '/', (byte) 0xc3},
                utf8("PUT\n/a\n" + "v".repeat(VALUE_LIMIT + 1)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
