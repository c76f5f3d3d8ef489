package raftbook.bench;

import static raftbook.bench.Contestant.HAND_OFF;
import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;
import static raftbook.bench.Contestant.SINGLE_THREAD;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Requests per second and their latencies, by how many are outstanding, and by the size of the cluster. */
final class Throughput {

    /** How many puts are measured, by how many are outstanding: enough for about a second each. */
    private static final Map<Integer, Integer> COUNTS =
            new TreeMap<>(Map.of(1, 20_000, 16, 100_000, 256, 400_000, 4096, 600_000));

    private static final int FULL_LOAD = 4096;

    private static final String ROW = "%-40s %30s %30s %34s %22s%n";

    private Throughput() {}

    static void puts(int rounds) {
        Integer only = Integer.getInteger("bench.outstanding");
        COUNTS.forEach((outstanding, count) -> {
            if (only == null || only.equals(outstanding)) puts(rounds, outstanding, count);
        });
    }

    private static void puts(int rounds, int outstanding, int count) {
        String title = "puts, " + outstanding + " outstanding";
        Map<String, List<Samples>> all = new Rounds(rounds)
                .run(
                        title,
                        List.of(OURS, MICRO_RAFT, HAND_OFF, SINGLE_THREAD),
                        contestant -> puts(contestant, count, outstanding));
        print(title, all);
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

    static void gets(int rounds) {
        String title = "linearizable gets, 256 outstanding";
        Map<String, List<Samples>> all = new Rounds(rounds).run(title, List.of(OURS, MICRO_RAFT), contestant -> {
            Load.puts(contestant, 20_000, 256);
            Load.gets(contestant, 50_000, 256);
            return numbers(Load.gets(contestant, 200_000, 256));
        });
        print(title, all);
        printRatio("gets/s", OURS, MICRO_RAFT, all, 0);
    }

    static void nodes(int rounds) {
        List<Contestant.Entry> entries = IntStream.of(3, 7)
                .boxed()
                .<Contestant.Entry>mapMulti((size, next) -> {
                    next.accept(new Contestant.Entry("raftbook of " + size, () -> new RaftbookContestant(size)));
                    next.accept(new Contestant.Entry("MicroRaft of " + size, () -> new MicroRaftContestant(size)));
                })
                .toList();
        String title = "puts by cluster size, " + FULL_LOAD + " outstanding";
        Function<Contestant, double[]> measurement = contestant -> puts(contestant, 300_000, FULL_LOAD);
        Map<String, List<Samples>> all = new Rounds(rounds).run(title, entries, measurement);
        print(title, all);
        printRatio("puts/s", entries.get(2), entries.get(0), all, 0);
        printRatio("puts/s", entries.get(3), entries.get(1), all, 0);
        printAddedServer(
                "raftbook",
                all.get(entries.get(2).name()),
                all.get(entries.get(0).name()));
        printAddedServer(
                "MicroRaft",
                all.get(entries.get(3).name()),
                all.get(entries.get(1).name()));
    }

    /** What one more server costs tells more than the ratio, which is the steeper the less the first three cost. */
    private static void printAddedServer(String name, List<Samples> seven, List<Samples> three) {
        System.out.printf(
                "  processor time of a put per added server, %s: %.2f µs%n",
                name, (seven.get(3).median() - three.get(3).median()) / 4);
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
