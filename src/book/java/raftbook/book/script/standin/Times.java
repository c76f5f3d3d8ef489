package raftbook.book.script.standin;

import java.time.Duration;

/** Of {@link Duration}; the class library's own takes big decimal numbers for it, which are 100 kB of script. */
public final class Times {
    private Times() {}

    public static long dividedBy(Duration time, Duration by) {
        return time.toNanos() / by.toNanos();
    }

    public static Duration dividedBy(Duration time, long by) {
        return Duration.ofNanos(time.toNanos() / by);
    }

    public static Duration multipliedBy(Duration time, long by) {
        return Duration.ofNanos(Math.multiplyExact(time.toNanos(), by));
    }
}
