package raftbook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The values that one quantity took, a value per round. */
final class Samples {

    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /** Adds one value of each quantity. */
    static void add(List<Samples> quantities, double[] measured) {
        for (int i = 0; i < measured.length; i++) {
            if (quantities.size() <= i) quantities.add(new Samples());
            quantities.get(i).add(measured[i]);
        }
    }

    double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    /** Round by round, this divided by that: what the machine did to both in a round cancels out. */
    Samples dividedBy(Samples other) {
        Samples ratios = new Samples();
        IntStream.range(0, values.size()).forEach(i -> ratios.add(values.get(i) / other.values.get(i)));
        return ratios;
    }

    /** Median and range, such as {@code 1.25 (1.10..1.31)}. */
    String text(int decimals) {
        double min = values.stream().mapToDouble(v -> v).min().orElseThrow();
        double max = values.stream().mapToDouble(v -> v).max().orElseThrow();
        String number = "%,." + decimals + "f";
        return String.format(Locale.ROOT, number + " (" + number + ".." + number + ")", median(), min, max);
    }
}
