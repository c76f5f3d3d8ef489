package raftbook.cluster;

import java.time.Duration;

/**
 * How badly a simulated network behaves.
 *
 * @param loss the chance that a message is lost, 0 to 1
 * @param duplicate the chance that a message arrives twice, 0 to 1
 * @param reorder the chance that a message may overtake those sent before it on the same way, 0 to 1
 * @param minDelay the shortest way from server to server
 * @param maxDelay the longest way
 */
public record Faults(double loss, double duplicate, double reorder, Duration minDelay, Duration maxDelay) {

    /** Nothing is lost, the order of sending is kept, and a message takes 5 to 15 ms: slow enough to see it travel in a picture. */
    public static final Faults NONE = new Faults(0, 0, 0, Duration.ofMillis(5), Duration.ofMillis(15));

    /** @throws IllegalArgumentException if a chance is not from 0 to 1, or the delays are negative, out of order, or endless */
    public Faults {
        requireChance("loss", loss);
        requireChance("duplicate", duplicate);
        requireChance("reorder", reorder);
        if (minDelay.isNegative() || maxDelay.compareTo(minDelay) < 0) {
            throw new IllegalArgumentException(
                    "delays " + minDelay + " to " + maxDelay + ": need 0 <= minDelay <= maxDelay");
        }
        Times.nanos("maxDelay", maxDelay);
    }

    private static void requireChance(String name, double chance) {
        if (!(chance >= 0 && chance <= 1)) {
            throw new IllegalArgumentException(name + " " + chance + ": a chance lies between 0 and 1");
        }
    }

    /** This network with another chance of losing a message. */
    public Faults withLoss(double other) {
        return new Faults(other, duplicate, reorder, minDelay, maxDelay);
    }

    /** This network with another chance of delivering a message twice. */
    public Faults withDuplicate(double other) {
        return new Faults(loss, other, reorder, minDelay, maxDelay);
    }

    /** This network with another chance that a message overtakes those before it. */
    public Faults withReorder(double other) {
        return new Faults(loss, duplicate, other, minDelay, maxDelay);
    }

    /** This network with other delays. */
    public Faults withDelay(Duration min, Duration max) {
        return new Faults(loss, duplicate, reorder, min, max);
    }
}
