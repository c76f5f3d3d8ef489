package raftbook.trace;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What happened in a run, in order, as data. A trace holds the latest events up to its capacity, so that a cluster may
 * run for ever. Safe for use by several threads.
 */
public final class Trace {

    /** Enough for the runs in the book, and little memory in a cluster that runs for days. */
    public static final int DEFAULT_CAPACITY = 20_000;

    private static final int LASTING_ENTRIES = 8;

    private final int capacity;
    private final Deque<TraceEvent> events = new ArrayDeque<>();
    /** Of the forgotten events that are no messages, the last of each kind and server; of appended entries a few. */
    private final Map<Object, TraceEvent> lasting = new LinkedHashMap<>();

    private long forgotten;

    /** @param capacity how many events to keep; 0 keeps none */
    public Trace(int capacity) {
        if (capacity < 0) throw new IllegalArgumentException("trace capacity " + capacity + ": must not be negative");
        this.capacity = capacity;
    }

    /** Adds an event, forgetting the oldest if the trace is full. */
    public void record(TraceEvent event) {
        if (capacity > 0) keep(event);
    }

    private synchronized void keep(TraceEvent event) {
        if (events.size() == capacity) {
            forget(events.removeFirst());
        }
        events.addLast(event);
    }

    private void forget(TraceEvent event) {
        forgotten++;
        Object kind = null;
        if (event instanceof TraceEvent.Appended e) kind = List.of(e.node(), e.last() % LASTING_ENTRIES);
        else if (event instanceof TraceEvent.OfNode e) kind = List.of(e.node(), e.getClass());
        else if (event instanceof TraceEvent.NetworkFault) kind = TraceEvent.NetworkFault.class;
        if (kind == null) return;
        lasting.put(kind, event);
    }

    private Stream<TraceEvent> lasting() {
        return lasting.values().stream().sorted(Comparator.comparingLong(TraceEvent::at));
    }

    /** The events so far, oldest first: a copy. */
    public synchronized List<TraceEvent> events() {
        return List.copyOf(events);
    }

    /**
     * The same, and before them what is still known of the forgotten ones: of each server the last event of each kind, and
     * how the last entries came into its log. So whoever looks at a cluster that has run for days sees what has become of it.
     */
    public synchronized List<TraceEvent> history() {
        return Stream.concat(lasting(), events.stream()).toList();
    }

    /**
     * Lets another trace, which has got the first {@code count} events of this one, catch up as with {@link #history}.
     *
     * @return how many it has got then
     */
    public synchronized long copyTo(Trace other, long count) {
        if (count < forgotten) lasting().forEach(other::record);
        events.stream().skip(Math.max(0, count - forgotten)).forEach(other::record);
        return forgotten + events.size();
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
