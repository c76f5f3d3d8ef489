package raftbook.check;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.Faults;
import raftbook.cluster.Seeds;
import raftbook.raft.RaftConfig;
import raftbook.raft.SendLimits;

/**
 * A run before it is run: everything about it follows from its seed. A scenario can be made smaller, which gives another
 * that does less; so a failing one shrinks to what its failure needs.
 *
 * @param seed what the cluster, the network and the script are drawn from
 * @param kept the lines of the script that are carried out, by number; null for all of them
 * @param calm whether the network loses, doubles and reorders nothing, whatever the seed says
 * @param pace how many times faster the script is carried out than it was drawn
 */
public record Scenario(long seed, List<Integer> kept, boolean calm, int pace) {

    private static final Duration CHAOS = Duration.ofSeconds(4);
    private static final int FASTEST = 1000;
    /** The part of a seed's randomness that says what is rare about its world. */
    private static final int RARE = 48;

    /** @throws IllegalArgumentException if a line is not one of the script, or the pace is not 1 to 1000 */
    public Scenario {
        if (pace < 1 || pace > FASTEST) {
            throw new IllegalArgumentException(
                    "pace " + pace + " of scenario " + seed + ": must be 1 to " + FASTEST + ", times as fast as drawn");
        }
        if (kept != null) kept = List.copyOf(kept);
        int lines = kept == null ? 0 : wholeScript(seed).size();
        for (int line : kept == null ? List.<Integer>of() : kept) {
            if (line < 0 || line >= lines) {
                throw new IllegalArgumentException("line " + line + " of scenario " + seed
                        + ": its script has lines 0 to " + (lines - 1) + ", keep some of these");
            }
        }
    }

    /** The whole scenario of a seed. */
    public static Scenario of(long seed) {
        return new Scenario(seed, null, false, 1);
    }

    /** This scenario with these lines of its script alone. */
    public Scenario only(Integer... lines) {
        return only(List.of(lines));
    }

    Scenario only(List<Integer> lines) {
        return new Scenario(seed, lines, calm, pace);
    }

    /** This scenario on a network without faults of its own. */
    public Scenario onCalmNetwork() {
        return new Scenario(seed, kept, true, pace);
    }

    /**
     * This scenario with its script carried out so many times faster.
     *
     * @throws IllegalArgumentException if {@code times} is not positive, or the pace would exceed 1000
     */
    public Scenario faster(int times) {
        if (times < 1 || times > FASTEST) {
            throw new IllegalArgumentException("faster(" + times + "): must be 1 to " + FASTEST + " times");
        }
        return new Scenario(seed, kept, calm, pace * times);
    }

    /** How long the script lasts, in virtual time. */
    Duration chaos() {
        return CHAOS.dividedBy(pace);
    }

    /** The servers, which behave as given but for the size of what they send at once. */
    ClusterConfig cluster(RaftConfig behaviour) {
        Random random = new Random(seed);
        int usual = pick(random, 3, 3, 5);
        int size = hasRareSize() ? 2 + Math.floorMod(seed, 6) : usual;
        int batch = pick(random, 1, 1, 2, 8, 4096);
        int window = batch * pick(random, 1, 2, 4);
        return ClusterConfig.of(size)
                .with(behaviour.with(new SendLimits(batch, window)))
                .withSeed(seed)
                .withPatience(Duration.ofMillis(1000))
                .withTraceCapacity(0);
    }

    /** One world in eight has 2 to 7 servers: half of four is no majority, and half of three is no number. */
    private boolean hasRareSize() {
        return Seeds.below(8, Seeds.randomFor(seed, RARE)) == 0;
    }

    /**
     * How many terms two of the servers have led in turns before the world begins, each without the other's knowledge. One
     * world in sixteen has such a past, and much to repair; in the others it is 0.
     */
    int past() {
        RandomGenerator random = Seeds.randomFor(seed, RARE);
        Seeds.below(8, random);
        return Seeds.below(16, random) == 0 ? 40 + Seeds.below(40, random) : 0;
    }

    /** What the network does to messages while the script runs. */
    Faults faults() {
        Random random = new Random(~seed);
        long min = 1 + Seeds.below(10, random);
        long max = min + Seeds.below(pick(random, 5, 20, 80), random);
        Faults drawn = new Faults(
                chance(random, 0.3),
                chance(random, 0.3),
                chance(random, 1),
                Duration.ofMillis(min),
                Duration.ofMillis(max));
        return calm ? Faults.NONE : drawn;
    }

    private static double chance(Random random, double most) {
        return random.nextBoolean() ? random.nextDouble() * most : 0;
    }

    private static int pick(Random random, int... choices) {
        return choices[Seeds.below(choices.length, random)];
    }

    /** What is done to the cluster. */
    List<Action> script() {
        List<Action> all = wholeScript(seed);
        List<Action> carriedOut =
                kept == null ? all : kept.stream().map(all::get).toList();
        return carriedOut.stream().map(action -> action.faster(pace)).toList();
    }

    /** The numbers of the lines that are carried out. */
    List<Integer> lines() {
        return kept != null
                ? kept
                : IntStream.range(0, wholeScript(seed).size()).boxed().toList();
    }

    private static List<Action> wholeScript(long seed) {
        return Action.drawScript(new Random(seed * 31 + 7), CHAOS);
    }

    /** What will be done, in words, a line each: the cluster, its network, and the script with its times. */
    public String describe() {
        ClusterConfig cluster = cluster(RaftConfig.DEFAULT);
        SendLimits limits = cluster.raft().limits();
        Faults faults = faults();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%d servers, entries sent in batches of %d%n%.0f%% of messages lost, %.0f%% doubled, %.0f%% reordered; %d to %d ms each%n",
                cluster.nodes().size(),
                limits.batch(),
                100 * faults.loss(),
                100 * faults.duplicate(),
                100 * faults.reorder(),
                faults.minDelay().toMillis(),
                faults.maxDelay().toMillis()));
        for (Action action : script()) text.append(line(action.at(), action.describe(cluster.nodes())));
        return text.append(line(chaos().toNanos(), "peace")).toString();
    }

    private static String line(long at, String what) {
        return String.format(Locale.ROOT, "%6d ms  %s%n", at / 1_000_000, what);
    }

    /** The call that makes this scenario. */
    @Override
    public String toString() {
        String lines =
                kept == null ? "" : kept.stream().map(String::valueOf).collect(Collectors.joining(", ", ".only(", ")"));
        return "Scenario.of(" + seed + ")" + lines + (calm ? ".onCalmNetwork()" : "")
                + (pace > 1 ? ".faster(" + pace + ")" : "");
    }
}
