package raftbook.cluster;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time of a live cluster, in nanoseconds since its start: the real time, less that in which the whole JVM stood still.
 * Servers in one JVM share its pauses, for a garbage collection or for want of a processor, as those of a real cluster
 * never do. If pauses counted, every follower would wake from one to find its patience exhausted, before a leader that
 * slept as well could say a word.
 *
 * <p>Every running server looks at the clock at least once a {@link #TICK}. If nobody has for longer, nobody could.
 */
final class LiveClock implements LongSupplier {

    /** The longest that a server may wait without a look at the clock, in nanoseconds. */
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    private static final long LONGEST_STEP = 2 * TICK;

    private long lastLook = System.nanoTime();
    private long time;

    @Override
    public synchronized long getAsLong() {
        long look = System.nanoTime();
        time += Math.min(look - lastLook, LONGEST_STEP);
        lastLook = look;
        return time;
    }
}
