package raftbook.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * The benchmark's start: {@code mvn -Pbench -Dbench=puts -Dbench.rounds=7}; run by hand, it also takes {@code
 * -Dbench.only=raftbook,hand-off} and {@code -Dbench.outstanding=256}. Each part prints a table of medians with the
 * range over all rounds, and ratios formed within each round. On a machine that does other things as well, only those
 * ratios mean anything.
 */
public final class Bench {

    private static final Map<String, IntConsumer> PARTS = new LinkedHashMap<>();

    static {
        PARTS.put("puts", Throughput::puts);
        PARTS.put("gets", Throughput::gets);
        PARTS.put("nodes", Throughput::nodes);
        PARTS.put("failover", Failover::run);
        PARTS.put("growth", Growth::run);
        PARTS.put("heap", Heap::run);
        PARTS.put("flood", Flood::run);
    }

    private Bench() {}

    /** Runs the part named by the system property {@code bench}, or all of them. */
    public static void main(String[] args) {
        String wanted = System.getProperty("bench", "all");
        int rounds = Integer.getInteger("bench.rounds", 5);
        if (!wanted.equals("all") && !PARTS.containsKey(wanted)) {
            throw new IllegalArgumentException("-Dbench=" + wanted + ": must be all, or one of " + PARTS.keySet());
        }
        if (rounds < 1) throw new IllegalArgumentException("-Dbench.rounds=" + rounds + ": must be at least 1");
        System.out.printf(
                "JDK %s, %d processors, heap of %d MiB, %d rounds; each value: median (min..max)%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                rounds);
        PARTS.forEach((name, part) -> {
            if (wanted.equals("all") || wanted.equals(name)) part.accept(rounds);
        });
    }
}
