package raftbook.bench;

import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How much memory a million entries take in three replicas: the objects that live then, less those that lived before any
 * cluster had started.
 */
final class Heap {

    private static final int MILLION = 1_000_000;

    private Heap() {}

    static void run(int rounds) {
        List<Contestant.Entry> entries = List.of(OURS, MICRO_RAFT);
        List<Samples> all = new ArrayList<>();
        entries.forEach(entry -> all.add(new Samples()));
        double before = live();
        for (int round = 1; round <= rounds; round++) {
            System.err.print((round == 1 ? "heap: " : ", ") + round + "/" + rounds);
            for (int i = 0; i < all.size(); i++) {
                Contestant.Entry entry = entries.get(i);
                all.get(i).add(Fork.repeatIfSpoilt(entry.name(), () -> mebibytes(entry, before))[0]);
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

    private static double[] mebibytes(Contestant.Entry entry, double before) {
        try (Contestant contestant = entry.start()) {
            Load.puts(contestant, MILLION, 4096);
            return new double[] {(live() - before) / (1 << 20)};
        }
    }

    /**
     * Bytes of all objects that live, counted by the JVM one by one: "memory in use" would also hold what threads have
     * reserved for objects to come. Executors that were shut down let go of theirs a little later, hence several looks.
     */
    private static double live() {
        double least = Double.MAX_VALUE;
        for (int look = 0; look < 3; look++) {
            String total = histogram().lines().reduce("", (before, line) -> line);
            least = Math.min(least, Double.parseDouble(total.trim().split(" +")[2]));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return least;
    }

    private static String histogram() {
        try {
            Object[] options = {new String[0]};
            String[] types = {String[].class.getName()};
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            options,
                            types);
        } catch (JMException unavailable) {
            throw new IllegalStateException("this JVM counts no live objects: run it on HotSpot", unavailable);
        }
    }
}
