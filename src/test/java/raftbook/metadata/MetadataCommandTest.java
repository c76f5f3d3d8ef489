package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.metadata.MetadataCommand.Delete;
import raftbook.metadata.MetadataCommand.Put;

class MetadataCommandTest {

    private static final String KEY = "/config/service/a";

    @Test
    void aPutIsThreeLinesOfText() {
        assertThat(new Put(KEY, "v1").encode()).asString(StandardCharsets.UTF_8).isEqualTo("PUT\n" + KEY + "\nv1");
    }

    @Test
    void aDeleteIsTwoLinesOfText() {
        assertThat(new Delete(KEY).encode()).asString(StandardCharsets.UTF_8).isEqualTo("DEL\n" + KEY);
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#keys")
    void aMalformedKeyIsRefusedWithInputRuleAndRemedy(String key, String input, String rule, String remedy) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Put(key, "v").encode())
                .withMessageContainingAll(input, rule, remedy);
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Delete(key).encode())
                .withMessageContainingAll(input, rule, remedy);
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#values")
    void aBadValueIsRefusedWithInputRuleAndRemedy(String value, String input, String rule, String remedy) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Put(KEY, value).encode())
                .withMessageContainingAll(input, rule, remedy);
    }

    @Test
    void theMessageAboutALongKeyStaysShort() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Delete("no slash" + "x".repeat(100_000)))
                .satisfies(refused -> assertThat(refused.getMessage()).hasSizeLessThan(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "/...", "/a/.../b", "/.a", "/a.", "/..a", "/a b", "/größe/日本/😀", "/a:b=c,d", "/-"})
    void unusualKeysAreFine(String key) {
        assertThat(MetadataCommand.decode(new Put(key, "v").encode())).isEqualTo(new Put(key, "v"));
        assertThat(MetadataCommand.decode(new Delete(key).encode())).isEqualTo(new Delete(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "日", "😀"})
    void aKeyMayHaveExactly1024Bytes(String character) {
        String key = fill("/", character, BadInput.KEY_LIMIT);
        assertThat(MetadataCommand.decode(new Delete(key).encode())).isEqualTo(new Delete(key));
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> new Delete(key + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "日", "😀"})
    void aValueMayHaveExactlyOneMebibyte(String character) {
        Put put = new Put(KEY, fill("", character, BadInput.VALUE_LIMIT));
        assertThat(MetadataCommand.decode(put.encode()).equals(put)).isTrue();
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> new Put(KEY, put.value() + "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "a\nb\n", "DEL\n/a", "\u0000", "\r\n", "größe 日本 😀", "\ufffd", "\ufeff"})
    void aValueMayBeAnyText(String value) {
        assertThat(MetadataCommand.decode(new Put(KEY, value).encode())).isEqualTo(new Put(KEY, value));
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#commands")
    void bytesThatAreNoCommandAreNotDecoded(byte[] garbage) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> MetadataCommand.decode(garbage))
                .satisfies(refused -> assertThat(refused.getMessage()).isNotBlank());
    }

    @Test
    void whatIsEncodedDecodesToTheSame() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            MetadataCommand command = random.nextBoolean()
                    ? new Put(randomKey(random), randomText(random, 50))
                    : new Delete(randomKey(random));
            byte[] bytes = command.encode();
            assertThat(MetadataCommand.decode(bytes)).as("seed %d", seed).isEqualTo(command);
            assertThat(MetadataCommand.decode(bytes).encode())
                    .as("seed %d", seed)
                    .isEqualTo(bytes);
        }
    }

    @Test
    void randomBytesAreRefusedOrDecodeToWhatEncodesToThem() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new Put(randomKey(random), randomText(random, 20)).encode();
            for (int i = random.nextInt(4); i >= 0; i--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            byte[] decodedAndEncoded;
            try {
                decodedAndEncoded = MetadataCommand.decode(bytes).encode();
            } catch (InvalidRequestException refused) {
                continue;
            }
            assertThat(decodedAndEncoded).as("seed %d", seed).isEqualTo(bytes);
        }
    }

    private static String randomKey(Random random) {
        StringBuilder key = new StringBuilder();
        for (int segments = random.nextInt(4); segments >= 0; segments--) {
            String text = randomText(random, 10)
                    .codePoints()
                    .filter(c -> c > '/' && !Character.isISOControl(c))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            key.append('/').append(text.isEmpty() ? "x" : text);
        }
        return key.toString();
    }

    private static String randomText(Random random, int most) {
        int[] ranges = {0x80, 0x800, 0xd800, 0x110000};
        return random.ints(random.nextInt(most + 1), 0, ranges.length)
                .map(range -> random.nextInt(ranges[range]))
                .map(c -> c >= 0xd800 && c < 0xe000 ? c - 0x800 : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** The prefix, then the character as often as it fits, then x up to so many bytes. */
    private static String fill(String prefix, String character, int bytes) {
        int width = character.getBytes(StandardCharsets.UTF_8).length;
        int left = bytes - prefix.length();
        return prefix + character.repeat(left / width) + "x".repeat(left % width);
    }

    @Test
    void ofALongKeyTheFirst80CharactersAreQuoted() {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Delete("x".repeat(80)))
                .withMessageContaining("key '" + "x".repeat(80) + "' must");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Delete("x".repeat(81)))
                .withMessageContaining("key '" + "x".repeat(80) + "…' must");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udfff"})
    void theFirstAndTheLastSurrogateAreShownAsNumbersToo(String half) {
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> new Delete("/" + half))
                .withMessageContaining(String.format("key '/\\u%04x'", (int) half.charAt(0)));
    }
}
