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
        PARTS.put("search", PrefixReplay::run);
    }

    private Bench() {}

    /** Runs the part named by the system property {@code bench}, or all of them. */
    public static void main(String[] args) {
        String wanted = System.getProperty("bench", "all");
        int rounds = 0;
        try {
            if (!wanted.equals("all") && !PARTS.containsKey(wanted)) {
                throw new IllegalArgumentException("-Dbench=" + wanted + ": must be all, or one of " + PARTS.keySet());
            }
            rounds = number("bench.rounds", 5);
            number("bench.outstanding", 1);
            Rounds.checkOnly();
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        }
        run(wanted, rounds);
    }

    /** The property, if it is given and not empty; else the other. */
    private static int number(String property, int otherwise) {
        String given = System.getProperty(property, "");
        if (given.isEmpty()) return otherwise;
        if (!given.matches("[1-9]\\d{0,6}")) {
            throw new IllegalArgumentException("-D" + property + "=" + given + ": must be a number, and at least 1");
        }
        return Integer.parseInt(given);
    }

    private static void run(String wanted, int rounds) {
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
