package raftbook.trace;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happened in a run, in order, as data. A trace holds the latest events up to its capacity, so that a cluster may
 * run for ever. Safe for use by several threads.
 */
public final class Trace {

    /** Enough for the runs in the book, and little memory in a cluster that runs for days. */
    public static final int DEFAULT_CAPACITY = 20_000;

    private final int capacity;
    private final Deque<TraceEvent> events = new ArrayDeque<>();
    private long forgotten;

    /** @param capacity how many events to keep; 0 keeps none */
    public Trace(int capacity) {
        if (capacity < 0) throw new IllegalArgumentException("trace capacity " + capacity + ": must not be negative");
        this.capacity = capacity;
    }

    /** Adds an event, forgetting the oldest if the trace is full. */
    public synchronized void record(TraceEvent event) {
        if (capacity == 0) return;
        if (events.size() == capacity) {
            events.removeFirst();
            forgotten++;
        }
        events.addLast(event);
    }

    /** The events so far, oldest first: a copy. */
    public synchronized List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /** How many events were forgotten because newer ones needed their place. */
    public synchronized long forgotten() {
        return forgotten;
    }

    /** The events from one time to another, both in nanoseconds, the second excluded. */
    public List<TraceEvent> between(long from, long to) {
        return events().stream().filter(e -> e.at() >= from && e.at() < to).toList();
    }

    /** The events as text, a line each; timers are left out, since every heartbeat sets one. */
    public String text() {
        return events().stream()
                .filter(event -> !(event instanceof TraceEvent.TimerSet))
                .map(event -> event.line() + "\n")
                .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return text();
    }
}
