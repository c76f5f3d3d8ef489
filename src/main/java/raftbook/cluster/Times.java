package raftbook.cluster;

import java.time.Duration;

/** How long anything may last: longer than any run, and so short that sums of times fit into their 64 bits. */
final class Times {

    static final Duration LONGEST = Duration.ofDays(365);

    private Times() {}

    /**
     * A time in nanoseconds; 0 for a negative one.
     *
     * @param what whose time it is, for the message if it is refused
     * @throws IllegalArgumentException if it is longer than {@link #LONGEST}
     */
    static long nanos(String what, Duration time) {
        if (time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(what + " " + time + ": must not exceed " + LONGEST.toDays() + " days");
        }
        return time.isNegative() ? 0 : time.toNanos();
    }
}
