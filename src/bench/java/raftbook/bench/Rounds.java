package raftbook.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lets contestants take turns. Every round measures each of them, each in a {@link Fork}, and begins with another one, so
 * that whatever else the machine does hits them alike.
 */
final class Rounds {

    private static final List<String> ONLY =
            List.of(System.getProperty("bench.only", "").split(","));

    private final int rounds;

    /** Refuses names that no contestant goes by: they would be left out in silence. */
    static void checkOnly() {
        List<String> names = Stream.of(Throughput.all(), Stream.of(Growth.MEASUREMENT, Failover.MEASUREMENT))
                .flatMap(all -> all)
                .flatMap(measurement -> measurement.entries().stream())
                .map(Contestant.Entry::name)
                .distinct()
                .toList();
        for (String name : ONLY) {
            if (!name.isEmpty() && !names.contains(name)) {
                throw new IllegalArgumentException(
                        "-Dbench.only=" + name + ": must be of " + names + ", with commas between");
            }
        }
    }

    Rounds(int rounds) {
        this.rounds = rounds;
    }

    /** Runs all rounds; returns each contestant's samples by its name, one for each of its measured quantities. */
    Map<String, List<Samples>> run(Measurement measurement) {
        Map<String, List<Samples>> all = new LinkedHashMap<>();
        List<Contestant.Entry> order = new ArrayList<>(measurement.entries());
        order.removeIf(entry -> !ONLY.contains("") && !ONLY.contains(entry.name()));
        order.forEach(entry -> all.put(entry.name(), new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            System.err.print((round == 1 ? measurement.title() + ": " : ", ") + round + "/" + rounds);
            for (Contestant.Entry entry : order) Samples.add(all.get(entry.name()), Fork.measure(measurement, entry));
            Collections.rotate(order, 1);
        }
        System.err.println();
        return all;
    }
}
