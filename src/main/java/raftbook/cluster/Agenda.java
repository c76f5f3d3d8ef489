package raftbook.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Virtual time, and what is planned for it. What is planned for the same moment happens in the order of planning. */
final class Agenda {

    /** Here time ends: what is planned for later does not happen by itself. */
    static final long END = Times.LONGEST.toNanos();

    /** Something that is planned, once. */
    abstract static class Planned {

        private long at;

        abstract void happen();
    }

    /** The latest first, so that the next is taken from the end; most of what is new belongs near there too. */
    private final List<Planned> planned = new ArrayList<>();

    private long now;

    /** Virtual nanoseconds since the start. */
    long now() {
        return now;
    }

    /** Plans an action. */
    void plan(long at, Runnable action) {
        plan(at, new Planned() {
            @Override
            void happen() {
                action.run();
            }
        });
    }

    /** Plans something; what is planned for a time that has passed happens next. */
    void plan(long at, Planned next) {
        next.at = Math.max(now, at);
        planned.add(placeOf(next.at), next);
    }

    /** In front of all that happens at that time or sooner; found by halving, as there may be thousands. */
    private int placeOf(long at) {
        int later = 0;
        for (int step = Integer.highestOneBit(planned.size()); step > 0; step >>>= 1) {
            if (later + step <= planned.size() && planned.get(later + step - 1).at > at) later += step;
        }
        return later;
    }

    /** What was planned will not happen. */
    void cancel(Planned unwanted) {
        planned.remove(unwanted);
    }

    /** All that is planned and of this kind. */
    <P extends Planned> Stream<P> planned(Class<P> kind) {
        return planned.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The moment so long from now. @throws IllegalArgumentException if time ends before */
    long after(Duration duration) {
        return requireInTime(now + Times.nanos("a run of", duration));
    }

    /** Returns a moment, if it comes before time ends. */
    static long requireInTime(long at) {
        if (at <= END) return at;
        throw new IllegalArgumentException("time " + at + " ns: simulated time ends after " + Times.LONGEST.toDays()
                + " days; start a new simulation");
    }

    /** When the next action is due; {@link Long#MAX_VALUE} if none is planned. */
    long nextAt() {
        return planned.isEmpty() ? Long.MAX_VALUE : planned.get(planned.size() - 1).at;
    }

    /** Lets time pass until a moment, unless that has passed already. */
    void passUntil(long time) {
        now = Math.max(now, time);
    }

    /** Carries out the next action. */
    void runNext() {
        planned.remove(planned.size() - 1).happen();
    }
}
