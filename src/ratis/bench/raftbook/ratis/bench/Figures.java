package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was measured, a line each: {@code what | figure | unit}, and where a figure was wanted, {@code | wanted}. */
final class Figures {

    private final List<String> lines = new ArrayList<>();

    void add(String what, double figure, String unit) {
        add(what, number(figure), unit, "");
    }

    /** A figure that should be at least so much. */
    void atLeast(double wanted, String what, double figure, String unit) {
        add(what, number(figure), unit, wanted(figure >= wanted, "at least ", wanted));
    }

    /** A figure that should be at most so much. */
    void atMost(double wanted, String what, double figure, String unit) {
        add(what, number(figure), unit, wanted(figure <= wanted, "at most ", wanted));
    }

    private static String wanted(boolean reached, String how, double wanted) {
        return " | " + how + number(wanted) + ": " + (reached ? "reached" : "not reached");
    }

    private void add(String what, String figure, String unit, String wanted) {
        String line = what + " | " + figure + " | " + unit + wanted;
        lines.add(line);
        System.err.println(line);
    }

    /** Three digits of it. */
    private static String number(double figure) {
        if (figure >= 100 || figure == Math.rint(figure)) return String.format(Locale.ROOT, "%.0f", figure);
        return String.format(Locale.ROOT, figure >= 10 ? "%.1f" : "%.2f", figure);
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().collect(Collectors.toList());
        return sorted.get(sorted.size() / 2);
    }

    void write(Path file, String... about) throws IOException {
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder();
        for (String line : about) text.append("# ").append(line).append('\n');
        text.append("# what | figure | unit | wanted\n");
        for (String line : lines) text.append(line).append('\n');
        Files.writeString(file, text);
    }
}
