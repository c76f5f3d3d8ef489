package raftbook.bench;

import static raftbook.bench.Contestant.HAND_OFF;
import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;
import static raftbook.bench.Contestant.SINGLE_THREAD;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Requests per second and their latencies, by how many are outstanding, and by the size of the cluster. */
final class Throughput {

    /** How many puts are measured, by how many are outstanding: enough for about a second each. */
    private static final Map<Integer, Integer> COUNTS =
            new TreeMap<>(Map.of(1, 20_000, 16, 100_000, 256, 400_000, 4096, 600_000));

    private static final int FULL_LOAD = 4096;

    private static final Measurement GETS =
            new Measurement("linearizable gets, 256 outstanding", List.of(OURS, MICRO_RAFT), Throughput::gets);

    private static final Contestant.Entry OURS_OF_7 =
            new Contestant.Entry("raftbook of 7", () -> new RaftbookContestant(7));

    private static final Contestant.Entry MICRO_RAFT_OF_7 =
            new Contestant.Entry("MicroRaft of 7", () -> new MicroRaftContestant(7));

    private static final Measurement NODES = new Measurement(
            "puts, 3 or 7 servers, " + FULL_LOAD + " outstanding",
            List.of(OURS, MICRO_RAFT, OURS_OF_7, MICRO_RAFT_OF_7),
            contestant -> puts(contestant, 300_000, FULL_LOAD));

    private static final String ROW = "%-40s %30s %30s %34s %22s%n";

    private Throughput() {}

    /** Everything that is measured here. */
    static Stream<Measurement> all() {
        return Stream.concat(COUNTS.keySet().stream().map(Throughput::outstanding), Stream.of(GETS, NODES));
    }

    private static Measurement outstanding(int outstanding) {
        return new Measurement(
                "puts, " + outstanding + " outstanding",
                List.of(OURS, MICRO_RAFT, HAND_OFF, SINGLE_THREAD),
                contestant -> puts(contestant, COUNTS.get(outstanding), outstanding));
    }

    static void puts(int rounds) {
        Integer only = Integer.getInteger("bench.outstanding");
        for (int outstanding : COUNTS.keySet()) {
            if (only == null || only == outstanding) puts(rounds, outstanding(outstanding));
        }
    }

    private static void puts(int rounds, Measurement measurement) {
        Map<String, List<Samples>> all = new Rounds(rounds).run(measurement);
        print(measurement.title(), all);
        printRatio("puts/s", OURS, HAND_OFF, all, 0);
        printRatio("puts/s", OURS, MICRO_RAFT, all, 0);
        printRatio("puts/s", HAND_OFF, MICRO_RAFT, all, 0);
        printRatio("p50", OURS, MICRO_RAFT, all, 1);
        printRatio("processor time per put", OURS, HAND_OFF, all, 3);
    }

    private static double[] puts(Contestant contestant, int count, int outstanding) {
        Load.puts(contestant, count / 4, outstanding);
        long term = contestant.term();
        Load.Result result = Load.puts(contestant, count, outstanding);
        if (contestant.term() != term) throw new IllegalStateException("a new leader was elected under load");
        return numbers(result);
    }

    private static double[] numbers(Load.Result result) {
        return new double[] {result.perSecond(), result.p50Micros(), result.p99Micros(), result.cpuMicros()};
    }

    private static double[] gets(Contestant contestant) {
        Load.puts(contestant, 20_000, 256);
        Load.gets(contestant, 50_000, 256);
        return numbers(Load.gets(contestant, 200_000, 256));
    }

    static void gets(int rounds) {
        Map<String, List<Samples>> all = new Rounds(rounds).run(GETS);
        print(GETS.title(), all);
        printRatio("gets/s", OURS, MICRO_RAFT, all, 0);
    }

    static void nodes(int rounds) {
        Map<String, List<Samples>> all = new Rounds(rounds).run(NODES);
        print(NODES.title(), all);
        printRatio("puts/s", OURS_OF_7, OURS, all, 0);
        printRatio("puts/s", MICRO_RAFT_OF_7, MICRO_RAFT, all, 0);
        printAddedServer(OURS_OF_7, OURS, all);
        printAddedServer(MICRO_RAFT_OF_7, MICRO_RAFT, all);
    }

    /** What one more server costs tells more than the ratio, which is the steeper the less the first three cost. */
    private static void printAddedServer(Contestant.Entry of7, Contestant.Entry of3, Map<String, List<Samples>> all) {
        if (!all.containsKey(of7.name()) || !all.containsKey(of3.name())) return;
        System.out.printf(
                "  processor time of a put per added server, %s: %.2f µs%n",
                of3.name(),
                (all.get(of7.name()).get(3).median()
                                - all.get(of3.name()).get(3).median())
                        / 4);
    }

    private static void print(String title, Map<String, List<Samples>> all) {
        System.out.printf(ROW, "\n" + title, "per second", "p50, µs", "p99, µs", "processor, µs each");
        all.forEach((name, samples) -> System.out.printf(
                ROW,
                "  " + name,
                samples.get(0).text(0),
                samples.get(1).text(1),
                samples.get(2).text(1),
                samples.get(3).text(2)));
    }

    private static void printRatio(
            String what, Contestant.Entry one, Contestant.Entry other, Map<String, List<Samples>> all, int quantity) {
        if (!all.containsKey(one.name()) || !all.containsKey(other.name())) return;
        Samples ratio = all.get(one.name())
                .get(quantity)
                .dividedBy(all.get(other.name()).get(quantity));
        System.out.printf("  %s, %s / %s: %s%n", what, one.name(), other.name(), ratio.text(2));
    }
}
