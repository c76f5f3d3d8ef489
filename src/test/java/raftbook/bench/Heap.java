package raftbook.bench;

import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How much memory a million entries take in three replicas: the heap in use after a collection, less what was in use
 * before the cluster started.
 */
final class Heap {

    private static final int MILLION = 1_000_000;

    private Heap() {}

    static void run(int rounds) {
        List<Contestant.Entry> entries = List.of(OURS, MICRO_RAFT);
        List<Samples> all = new ArrayList<>();
        entries.forEach(entry -> all.add(new Samples()));
        for (int round = 1; round <= rounds; round++) {
            System.err.print((round == 1 ? "heap: " : ", ") + round + "/" + rounds);
            for (int i = 0; i < all.size(); i++) {
                Contestant.Entry entry = entries.get(i);
                all.get(i).add(Rounds.repeatIfSpoilt(entry.name(), () -> mebibytes(entry))[0]);
            }
        }
        System.err.println();
        System.out.printf("%nheap of a million entries, MiB%n");
        for (int i = 0; i < all.size(); i++) {
            System.out.printf(
                    "  %-16s %28s%n", entries.get(i).name(), all.get(i).text(0));
        }
        System.out.printf(
                "  %s / %s: %s%n",
                OURS.name(), MICRO_RAFT.name(), all.get(0).dividedBy(all.get(1)).text(2));
    }

    private static double[] mebibytes(Contestant.Entry entry) {
        double before = used();
        try (Contestant contestant = entry.start()) {
            Load.puts(contestant, MILLION, 4096);
            return new double[] {(used() - before) / (1 << 20)};
        }
    }

    /** Executors that were shut down let go of their memory a little later, so the heap is looked at until it is steady. */
    private static double used() {
        double least = Double.MAX_VALUE;
        for (int look = 0; look < 5; look++) {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return least;
    }
}
