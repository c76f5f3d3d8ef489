package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Compares output with what was promised. In a promise, … stands for anything, within a line or as a line of its own. */
final class Diff {
    private static final String ANYTHING = "…";

    private Diff() {}

    static boolean fits(String promised, String actual) {
        return fits(stripped(promised), stripped(actual));
    }

    private static boolean fits(List<String> promised, List<String> actual) {
        if (promised.isEmpty()) return actual.isEmpty();
        List<String> rest = promised.subList(1, promised.size());
        if (promised.get(0).strip().equals(ANYTHING)) {
            return IntStream.rangeClosed(0, actual.size())
                    .anyMatch(skipped -> fits(rest, actual.subList(skipped, actual.size())));
        }
        return !actual.isEmpty()
                && fitsLine(promised.get(0), actual.get(0))
                && fits(rest, actual.subList(1, actual.size()));
    }

    private static boolean fitsLine(String promised, String actual) {
        String pattern =
                Arrays.stream(promised.split(ANYTHING, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, actual);
    }

    /** The two texts line by line: {@code -} for what was promised, {@code +} for what came. */
    static String of(String promised, String actual) {
        List<String> left = stripped(promised);
        List<String> right = stripped(actual);
        int[][] same = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                same[i][j] = fitsLine(left.get(i), right.get(j))
                        ? same[i + 1][j + 1] + 1
                        : Math.max(same[i + 1][j], same[i][j + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && fitsLine(left.get(i), right.get(j))) {
                lines.add("    " + right.get(j++));
                i++;
            } else if (i < left.size() && (j == right.size() || same[i + 1][j] >= same[i][j + 1])) {
                lines.add("  - " + left.get(i++));
            } else {
                lines.add("  + " + right.get(j++));
            }
        }
        return String.join("\n", lines);
    }

    private static List<String> stripped(String text) {
        return text.stripTrailing().lines().map(String::stripTrailing).toList();
    }
}
