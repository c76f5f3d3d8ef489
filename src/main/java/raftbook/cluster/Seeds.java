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

    /** A source for one part, independent of the other parts' and of those of the neighbouring seeds; for one thread. */
    public static RandomGenerator randomFor(long seed, int part) {
        // SplitMix64's finaliser: java.util.Random's first numbers for neighbouring seeds are alike.
        long z = seed + 0x9E3779B97F4A7C15L * (part + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return new Source(z ^ (z >>> 31));
    }

    /**
     * A whole number from 0 on and below the bound, each as likely as the others, drawn as {@link Random#nextInt(int)} is
     * documented to. Not every Java keeps to that: one that runs in a browser may draw otherwise.
     *
     * @throws IllegalArgumentException if there is no such number
     */
    public static int below(int bound, RandomGenerator random) {
        if (bound < 1) throw new IllegalArgumentException("bound " + bound + ": must be 1 or more");
        boolean isPowerOfTwo = (bound & -bound) == bound;
        while (true) {
            int bits = random.nextInt() >>> 1;
            if (isPowerOfTwo) return (int) ((bound * (long) bits) >> 31);
            int drawn = bits % bound;
            // From the last, incomplete row of numbers only the first would come: draw again.
            if (bits - drawn <= Integer.MAX_VALUE - (bound - 1)) return drawn;
        }
    }

    /**
     * The numbers of {@link Random}, made as documented there. It is built to be shared by threads, and makes them by a
     * compare-and-set each; this is for one thread.
     */
    static final class Source implements RandomGenerator {

        private static final long MULTIPLIER = 0x5DEECE66DL;
        private static final long LOW_48_BITS = (1L << 48) - 1;

        private long state;

        Source(long seed) {
            state = (seed ^ MULTIPLIER) & LOW_48_BITS;
        }

        private int next(int bits) {
            state = (state * MULTIPLIER + 0xB) & LOW_48_BITS;
            return (int) (state >>> (48 - bits));
        }

        @Override
        public int nextInt() {
            return next(32);
        }

        @Override
        public int nextInt(int bound) {
            return below(bound, this);
        }

        @Override
        public long nextLong() {
            return ((long) next(32) << 32) + next(32);
        }

        @Override
        public double nextDouble() {
            return (((long) next(26) << 27) + next(27)) * 0x1p-53;
        }
    }
}
