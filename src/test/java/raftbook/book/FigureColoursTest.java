package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The library's pictures in light, as they are, and in the dark, as the page's style shows them: nothing keeps a light
 * colour, words have the contrast that WCAG 2 asks for (4.5), strokes too (3), and terms are told apart by all eyes.
 */
class FigureColoursTest {
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final Pattern RULE =
            Pattern.compile("\\[(fill|stroke)=\"(#[0-9a-f]{6})\"] \\{ \\1: light-dark\\(\\2, (#[0-9a-f]{6})\\); }");
    /** In hundredths of OKLab's distance from black to white. */
    private static final double TOLD_APART = 11;

    private static final double TOLD_APART_FROM_THE_NEXT = 18;
    private static final double OF_A_CELL = 0.5;

    private final Map<String, String> dark = rules("fill");

    private static String style() {
        try {
            return Files.readString(Path.of("src/book/resources/raftbook/book/figures.css"));
        } catch (IOException missing) {
            throw new AssertionError("the style of the figures", missing);
        }
    }

    private static Map<String, String> rules(String property) {
        Map<String, String> rules = new LinkedHashMap<>();
        RULE.matcher(style())
                .results()
                .filter(rule -> rule.group(1).equals(property))
                .forEach(rule -> rules.put(rule.group(2), rule.group(3)));
        return rules;
    }

    private static List<String> coloursIn(String code) {
        return COLOUR.matcher(code).results().map(MatchResult::group).toList();
    }

    @Test
    void everyColourOfTheLibraryHasItsCounterpartInTheDark() throws IOException {
        List<String> colours = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                colours.addAll(coloursIn(Files.readString(source)));
            }
        }
        assertThat(rules("fill").keySet()).containsExactlyInAnyOrderElementsOf(colours);
        assertThat(rules("stroke")).isEqualTo(rules("fill"));
    }

    @Test
    void wordsAndStrokesHaveContrast() throws IOException {
        for (boolean inTheDark : new boolean[] {false, true}) {
            Map<String, String> named = named(inTheDark);
            for (String words : List.of("INK", "MUTED", "FAULT")) {
                assertContrast(named.get(words), named.get("CARD"), 4.5, words + ", dark: " + inTheDark);
            }
            assertContrast(named.get("BLANK"), named.get("INK"), 4.5, "words upon ink");
            for (String stroke : List.of("QUIET", "VOTE", "APPEND", "LOSS")) {
                assertContrast(named.get(stroke), named.get("CARD"), 3, stroke + ", dark: " + inTheDark);
            }
            for (String term : terms(inTheDark)) {
                String cell = blend(term, named.get("CARD"));
                assertContrast(named.get("INK"), cell, 4.5, "an entry of colour " + term);
            }
        }
    }

    @Test
    void anyTwoOfEightTermsAreToldApartByAllEyes() throws IOException {
        for (boolean inTheDark : new boolean[] {false, true}) {
            List<String> terms = terms(inTheDark);
            assertThat(terms).hasSize(9);
            for (Eyes eyes : Eyes.values()) {
                for (int i = 0; i < terms.size(); i++) {
                    for (int j = i + 1; j < terms.size(); j++) {
                        double enough = j == i + 1 ? TOLD_APART_FROM_THE_NEXT : TOLD_APART;
                        assertThat(eyes.distance(terms.get(i), terms.get(j)))
                                .as("terms %d and %d for %s, dark: %s", i, j, eyes, inTheDark)
                                .isGreaterThan(enough);
                    }
                }
            }
        }
    }

    private Map<String, String> named(boolean inTheDark) throws IOException {
        Matcher constants = Pattern.compile("static final String ([A-Z]+) = \"(#[0-9a-f]{6})\"")
                .matcher(Files.readString(Path.of("src/main/java/raftbook/picture/Style.java")));
        Map<String, String> named = new LinkedHashMap<>();
        constants.results().forEach(each -> named.put(each.group(1), seen(each.group(2), inTheDark)));
        return named;
    }

    /** The colours of the terms, 0 at last before 1. */
    private List<String> terms(boolean inTheDark) throws IOException {
        String style = Files.readString(Path.of("src/main/java/raftbook/picture/Style.java"));
        List<String> terms = coloursIn(style.substring(style.indexOf("BEFORE_ALL_TERMS = ")));
        return terms.stream().map(colour -> seen(colour, inTheDark)).toList();
    }

    private String seen(String colour, boolean inTheDark) {
        return inTheDark ? dark.get(colour) : colour;
    }

    private static String blend(String colour, String card) {
        StringBuilder blend = new StringBuilder("#");
        for (int i = 1; i < 7; i += 2) {
            double over = OF_A_CELL * Integer.parseInt(colour.substring(i, i + 2), 16);
            double under = (1 - OF_A_CELL) * Integer.parseInt(card.substring(i, i + 2), 16);
            blend.append("%02x".formatted(Math.round(over + under)));
        }
        return blend.toString();
    }

    private static void assertContrast(String one, String other, double enough, String what) {
        assertThat(ContrastTest.contrast(one, other)).as(what).isGreaterThan(enough);
    }

    /** How people see who lack a kind of cones: the matrices of Machado, Oliveira and Fernandes (2009), for linear RGB. */
    private enum Eyes {
        ALL_CONES(1, 0, 0, 0, 1, 0, 0, 0, 1),
        PROTANOPIA(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        DEUTERANOPIA(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        TRITANOPIA(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900);

        private final double[] matrix;

        Eyes(double... matrix) {
            this.matrix = matrix;
        }

        double distance(String one, String other) {
            double[] a = lab(one);
            double[] b = lab(other);
            return 100 * Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
        }

        private double[] lab(String colour) {
            double[] rgb = ContrastTest.linear(colour);
            double[] seen = times(matrix, rgb);
            for (int i = 0; i < 3; i++) seen[i] = Math.max(0, Math.min(1, seen[i]));
            double[] cones = times(
                    new double[] {
                        0.4122214708,
                        0.5363325363,
                        0.0514459929,
                        0.2119034982,
                        0.6806995451,
                        0.1073969566,
                        0.0883024619,
                        0.2817188376,
                        0.6299787005
                    },
                    seen);
            for (int i = 0; i < 3; i++) cones[i] = Math.cbrt(cones[i]);
            return times(
                    new double[] {
                        0.2104542553,
                        0.7936177850,
                        -0.0040720468,
                        1.9779984951,
                        -2.4285922050,
                        0.4505937099,
                        0.0259040371,
                        0.7827717662,
                        -0.8086757660
                    },
                    cones);
        }

        private static double[] times(double[] matrix, double[] vector) {
            double[] product = new double[3];
            for (int i = 0; i < 9; i++) product[i / 3] += matrix[i] * vector[i % 3];
            return product;
        }
    }
}
