package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** WCAG 2 asks for a contrast of 4.5 between text and ground (level AA): every colour of the style against each ground. */
class ContrastTest {
    private static final double ENOUGH = 4.5;
    private static final String[] GROUNDS = {"paper", "ground"};
    private static final String[] TEXTS = {
        "ink", "faint", "accent", "mark", "code-keyword", "code-string", "code-comment", "code-number", "code-type"
    };

    private final String css;

    ContrastTest() throws IOException {
        css = Files.readString(Path.of("src/book/resources/raftbook/book/book.css"));
    }

    @Test
    void inLight() {
        check(colours(1));
    }

    @Test
    void inDark() {
        check(colours(2));
    }

    private static void check(Map<String, String> colours) {
        for (String ground : GROUNDS) {
            for (String text : TEXTS) {
                assertEnough(colours, text, ground);
            }
        }
        assertEnough(colours, "bad", "bad-ground");
        assertEnough(colours, "accent", "accent-ground");
        assertEnough(colours, "ink", "accent-ground");
    }

    private static void assertEnough(Map<String, String> colours, String text, String ground) {
        assertThat(contrast(colours.get(text), colours.get(ground)))
                .as(text + " on " + ground)
                .isGreaterThan(ENOUGH);
    }

    static double contrast(String colour, String ground) {
        double one = luminance(colour);
        double other = luminance(ground);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private Map<String, String> colours(int which) {
        Matcher matcher = Pattern.compile("--([a-z-]+): light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\);")
                .matcher(css);
        Map<String, String> colours = new HashMap<>();
        while (matcher.find()) {
            colours.put(matcher.group(1), matcher.group(1 + which));
        }
        return colours;
    }

    private static double luminance(String colour) {
        double[] rgb = linear(colour);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    /** Red, green and blue as shares of light. */
    static double[] linear(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return new double[] {linear(rgb >> 16), linear(rgb >> 8 & 255), linear(rgb & 255)};
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
