package raftbook.cluster;

import java.util.Comparator;
import java.util.PriorityQueue;

/** Virtual time, and what is planned for it. What is planned for the same moment happens in the order of planning. */
final class Agenda {

    private record Planned(long at, long order, Runnable action) {}

    private final PriorityQueue<Planned> planned =
            new PriorityQueue<>(Comparator.comparingLong(Planned::at).thenComparingLong(Planned::order));
    private long now;
    private long plans;

    /** Virtual nanoseconds since the start. */
    long now() {
        return now;
    }

    /** Plans an action; one for a time that has passed happens next. */
    void plan(long at, Runnable action) {
        planned.add(new Planned(Math.max(now, at), plans++, action));
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
        planned.remove().action.run();
    }
}
