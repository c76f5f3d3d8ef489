package raftbook.cluster;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Virtual time, and what is planned for it. What is planned for the same moment happens in the order of planning. */
final class Agenda {

    /** Here time ends: nothing can be planned beyond it. */
    static final long END = Times.LONGEST.toNanos();

    /** Something that is planned, once. */
    abstract static class Planned implements Comparable<Planned> {

        private long at;
        private long order;

        abstract void happen();

        @Override
        public final int compareTo(Planned other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Planned> planned = new PriorityQueue<>();
    private long now;
    private long plans;

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
        next.order = plans++;
        planned.add(next);
    }

    /** What was planned will not happen. */
    void cancel(Planned unwanted) {
        planned.remove(unwanted);
    }

    /** All that is planned and of this kind, in the order of planning. */
    <P extends Planned> List<P> planned(Class<P> kind) {
        return planned.stream()
                .filter(kind::isInstance)
                .sorted(Comparator.comparingLong(each -> each.order))
                .map(kind::cast)
                .toList();
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
        return planned.isEmpty() ? Long.MAX_VALUE : planned.element().at;
    }

    /** Lets time pass until a moment, unless that has passed already. */
    void passUntil(long time) {
        now = Math.max(now, time);
    }

    /** Carries out the next action. */
    void runNext() {
        planned.remove().happen();
    }
}
