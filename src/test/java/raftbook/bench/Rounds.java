package raftbook.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lets contestants take turns. Every round measures each of them once, on a fresh start and a collected heap, and begins
 * with another one, so that whatever else the machine does hits them alike. A first round warms up and does not count.
 */
final class Rounds {

    private static final int ATTEMPTS = 5;
    private static final List<String> ONLY =
            List.of(System.getProperty("bench.only", "").split(","));

    private final int rounds;

    Rounds(int rounds) {
        this.rounds = rounds;
    }

    /** Runs all rounds; returns each contestant's samples by its name, one for each of its measured quantities. */
    Map<String, List<Samples>> run(
            String title, List<Contestant.Entry> entries, Function<Contestant, double[]> measurement) {
        Map<String, List<Samples>> all = new LinkedHashMap<>();
        List<Contestant.Entry> order = new ArrayList<>(entries);
        order.removeIf(entry -> !ONLY.contains("") && !ONLY.contains(entry.name()));
        order.forEach(entry -> all.put(entry.name(), new ArrayList<>()));
        for (int round = 0; round <= rounds; round++) {
            System.err.print(round == 0 ? title + ": warm-up" : ", " + round + "/" + rounds);
            for (Contestant.Entry entry : order) {
                double[] measured = once(entry, measurement);
                if (round > 0) add(all.get(entry.name()), measured);
            }
            Collections.rotate(order, 1);
        }
        System.err.println();
        return all;
    }

    private static double[] once(Contestant.Entry entry, Function<Contestant, double[]> measurement) {
        return repeatIfSpoilt(entry.name(), () -> {
            System.gc();
            try (Contestant contestant = entry.start()) {
                return measurement.apply(contestant);
            }
        });
    }

    /** A leader that falls under load fails what it was asked; that is reported, and the measurement repeated. */
    static double[] repeatIfSpoilt(String name, Supplier<double[]> measurement) {
        for (int attempt = 1; ; attempt++) {
            try {
                return measurement.get();
            } catch (CompletionException | IllegalStateException failed) {
                if (attempt == ATTEMPTS) throw failed;
                Throwable cause = failed.getCause() == null ? failed : failed.getCause();
                System.out.println("\nFAILED, to be repeated: " + name + ": " + cause.getMessage());
            }
        }
    }

    private static void add(List<Samples> samples, double[] measured) {
        for (int i = 0; i < measured.length; i++) {
            if (samples.size() <= i) samples.add(new Samples());
            samples.get(i).add(measured[i]);
        }
    }
}
