package raftbook.ratis.judge;

import java.util.concurrent.TimeUnit;

/** How long to wait for something. Time in which this process was stopped itself does not count. */
final class Patience {

    private static final long MINUTE = 60_000;
    private static final long LONGEST_STEP = TimeUnit.SECONDS.toNanos(2);

    private final long millis;
    private long left;
    private long last = System.nanoTime();

    Patience(long millis) {
        this.millis = millis;
        this.left = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** As long as the cluster may take for anything. */
    static Patience ofAMinute() {
        return new Patience(MINUTE);
    }

    /**
     * To be called again and again, at least every second.
     *
     * @throws Stalled with these words, if this has taken too long
     */
    void check(String otherwise) {
        long now = System.nanoTime();
        left -= Math.min(LONGEST_STEP, now - last);
        last = now;
        if (left <= 0) throw new Stalled(otherwise + " within " + millis / 1000 + " s");
    }
}
