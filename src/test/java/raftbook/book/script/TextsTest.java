package raftbook.book.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.script.standin.Texts;

/** What a page has for the JDK's formats and splits gives the JDK's texts. */
class TextsTest {
    private static final Pattern FORMAT =
            Pattern.compile("String\\.format\\(\\s*Locale\\.ROOT,\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Else the page would have a formatter with locales, 150 kB of it, and one that rounds otherwise. */
    @Test
    void everyFormatOfTheLibraryIsKnown() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> formats = files.filter(Files::isRegularFile)
                    .flatMap(file -> FORMAT.matcher(read(file)).results())
                    .map(MatchResult::toString)
                    .toList();
            assertThat(formats).hasSizeGreaterThan(5);
        }
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .flatMap(file -> FORMAT.matcher(read(file)).results())
                            .map(found -> found.group(1)))
                    .allMatch(StandInCalls::knowsFormat);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new AssertionError(file + " cannot be read", failed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%10.3f ms", "%.1f–%.0f%%", "%.2f", "%.3f%n"})
    void numbersWithAPointAreRoundedAsTheJdkRoundsThem(String format) {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            double nanos = random.nextLong(1L << 1 + random.nextInt(45)) / 1e6;
            double chance = random.nextInt(2_000) / 1_000.0;
            double any = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(12) - 6);
            for (double value : new double[] {nanos, chance, any, 0, 0.5, 9.9995, -0.05, 999.9999}) {
                assertThat(Texts.format(Locale.ROOT, format, value, value))
                        .as("%s of %s", format, value)
                        .isEqualTo(String.format(Locale.ROOT, format, value, value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d servers", "%6d ms  %s%n", "%,d worlds, %,d", "%s %5d", "%-8d|%s"})
    void wholeNumbersStandAsTheJdkWritesThem(String format) {
        for (long value : new long[] {0, 7, -7, 999, 1_000, -1_000, 123_456, -123_456, 1_234_567, Long.MIN_VALUE}) {
            if (!StandInCalls.knowsFormat(format)) continue;
            assertThat(Texts.format(Locale.ROOT, format, value, value))
                    .isEqualTo(String.format(Locale.ROOT, format, value, value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s|%5s|%-5s", "100%% %s%n%s%s"})
    void wordsArePaddedAsTheJdkPadsThem(String format) {
        assertThat(Texts.format(Locale.ROOT, format, "n1", null, "longer"))
                .isEqualTo(String.format(Locale.ROOT, format, "n1", null, "longer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%x", "%+d", "%05d", "%e", "%1$s", "%.10f", "%tY", "%", "%S"})
    void aFormatThatIsNotKnownIsLeftAlone(String format) {
        assertThat(StandInCalls.knowsFormat(format)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a", " a", "a ", "a  b\t\nc", "\u0001a\u007f\u0085b", "a\u00a0b", "\u000b\f x"})
    void textsAreSplitAndReplacedAsTheJdkDoes(String text) {
        for (String regex : List.of("\\s+", "\\p{Cntrl}+")) {
            assertThat(Texts.split(text, regex)).isEqualTo(text.split(regex));
        }
        assertThat(Texts.replaceAll(text, "\\p{Cntrl}", " ")).isEqualTo(text.replaceAll("\\p{Cntrl}", " "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "n1", "n12", "12", "a1b", "a1b22"})
    void theNumberAtANamesEndIsReplacedAsTheJdkDoes(String name) {
        assertThat(Texts.replaceAll(name, "[0-9]+$", "")).isEqualTo(name.replaceAll("[0-9]+$", ""));
    }
}
