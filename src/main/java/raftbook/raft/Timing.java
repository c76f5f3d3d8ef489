package raftbook.raft;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How long servers wait. The order of the three is what makes Raft live: a heartbeat must reach the followers well
 * before the first of them loses patience (§5.6), and they must not all lose it at once (§5.2).
 *
 * @param heartbeat how often a leader shows that it lives
 * @param electionMin the shortest patience of a follower; at least twice the heartbeat
 * @param electionMax the longest patience; each wait is drawn anew between the two
 */
public record Timing(Duration heartbeat, Duration electionMin, Duration electionMax) {

    private static final Duration LONGEST = Duration.ofDays(1);

    /** A heartbeat every 50 ms, elections after 150 to 300 ms, the range the paper recommends (§9.3). */
    public static final Timing DEFAULT = ofMillis(50, 150, 300);

    /** @throws IllegalArgumentException if the three are not positive and well apart, or over a day */
    public Timing {
        require(heartbeat.compareTo(Duration.ZERO) > 0, "heartbeat " + heartbeat, "must be positive");
        for (Duration time : List.of(heartbeat, electionMin, electionMax)) {
            require(time.compareTo(LONGEST) <= 0, "time " + time, "must not exceed a day, or nobody will see it end");
        }
        require(
                electionMin.compareTo(heartbeat.multipliedBy(2)) >= 0,
                "electionMin " + electionMin,
                "must be at least twice the heartbeat of " + heartbeat + ", or one late heartbeat deposes a leader");
        require(
                electionMax.compareTo(electionMin) > 0,
                "electionMax " + electionMax,
                "must exceed electionMin " + electionMin + ", or all servers stand for election at once");
    }

    /** The same, in milliseconds. */
    public static Timing ofMillis(long heartbeat, long electionMin, long electionMax) {
        return new Timing(Duration.ofMillis(heartbeat), Duration.ofMillis(electionMin), Duration.ofMillis(electionMax));
    }

    /** One follower's patience for one wait, in nanoseconds. */
    long drawElectionTimeout(RandomGenerator random) {
        long min = electionMin.toNanos();
        return min + (long) (random.nextDouble() * (electionMax.toNanos() - min));
    }

    private static void require(boolean holds, String what, String rule) {
        if (!holds) throw new IllegalArgumentException(what + " " + rule);
    }
}
