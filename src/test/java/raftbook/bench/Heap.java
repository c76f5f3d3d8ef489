package raftbook.bench;

import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;

import java.util.List;
import java.util.Map;

/** How much memory a million entries take in three replicas: the heap in use after a collection, less that of none. */
final class Heap {

    private static final int MILLION = 1_000_000;

    private Heap() {}

    static void run(int rounds) {
        Map<String, List<Samples>> all = new Rounds(rounds).run("heap", List.of(OURS, MICRO_RAFT), Heap::mebibytes);
        System.out.printf("%nheap of a million entries, MiB%n");
        all.forEach((name, samples) ->
                System.out.printf("  %-16s %28s%n", name, samples.get(0).text(0)));
        Samples ratio =
                all.get(OURS.name()).get(0).dividedBy(all.get(MICRO_RAFT.name()).get(0));
        System.out.printf("  %s / %s: %s%n", OURS.name(), MICRO_RAFT.name(), ratio.text(2));
    }

    private static double[] mebibytes(Contestant contestant) {
        Load.puts(contestant, 20_000, 4096);
        double before = used();
        Load.puts(contestant, MILLION, 4096);
        return new double[] {(used() - before) / (1 << 20)};
    }

    private static double used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
