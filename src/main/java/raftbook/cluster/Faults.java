package raftbook.cluster;

import java.time.Duration;

/**
 * How badly a simulated network behaves. Each message draws its own delay, so that a wide range of delays reorders.
 *
 * @param loss the chance that a message is lost, 0 to 1
 * @param duplicate the chance that a message arrives twice, 0 to 1
 * @param minDelay the shortest way from server to server
 * @param maxDelay the longest way
 */
public record Faults(double loss, double duplicate, Duration minDelay, Duration maxDelay) {

    /** Nothing is lost, and a message takes 5 to 15 ms: slow enough to see it travel in a picture. */
    public static final Faults NONE = new Faults(0, 0, Duration.ofMillis(5), Duration.ofMillis(15));

    /** @throws IllegalArgumentException if a chance is not from 0 to 1, or the delays are negative or out of order */
    public Faults {
        requireChance("loss", loss);
        requireChance("duplicate", duplicate);
        if (minDelay.isNegative() || maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException(
                    "delays " + minDelay + " to " + maxDelay + ": need 0 <= minDelay <= maxDelay");
        }
    }

    private static void requireChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + " " + chance + ": a chance lies between 0 and 1");
        }
    }

    /** This network with another chance of losing a message. */
    public Faults withLoss(double other) {
        return new Faults(other, duplicate, minDelay, maxDelay);
    }

    /** This network with another chance of delivering a message twice. */
    public Faults withDuplicate(double other) {
        return new Faults(loss, other, minDelay, maxDelay);
    }

    /** This network with other delays. */
    public Faults withDelay(Duration min, Duration max) {
        return new Faults(loss, duplicate, min, max);
    }
}
