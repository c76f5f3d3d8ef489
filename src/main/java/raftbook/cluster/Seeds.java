package raftbook.cluster;

import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Turns one seed into many sources of randomness, one for each part of a cluster. */
public final class Seeds {

    private Seeds() {}

    /** A seed that nobody has chosen, short enough to be copied by hand. */
    public static long fresh() {
        return ThreadLocalRandom.current().nextLong(1_000_000_000);
    }

    /** A source for one part, independent of the other parts' and of those of the neighbouring seeds. */
    public static RandomGenerator randomFor(long seed, int part) {
        // SplitMix64's finaliser: java.util.Random's first numbers for neighbouring seeds are alike.
        long z = seed + 0x9E3779B97F4A7C15L * (part + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return new Random(z ^ (z >>> 31));
    }
}
