package raftbook.book.serve;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The latest events of one chapter, numbered from 1. Whoever writes never waits for whoever reads, and a reader that
 * was away can go on where it left off.
 */
final class EventLog {

    /**
     * An event, and its JSON.
     *
     * @param replaces what it makes of no interest: an earlier event that replaces the same; empty for most
     */
    record Entry(long number, String json, String replaces) {}

    private final int capacity;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long last;
    private long lost;
    private boolean closed;

    /** @param capacity how many events are kept for those who come late */
    EventLog(int capacity) {
        this.capacity = capacity;
    }

    void append(String json) {
        append(json, "");
    }

    /** A reader who has not yet got the earlier event that replaces the same never will. */
    synchronized void append(String json, String replaces) {
        last++;
        if (!replaces.isEmpty()) {
            entries.removeIf(entry -> entry.replaces.equals(replaces));
        }
        entries.addLast(new Entry(last, json, replaces));
        if (entries.size() > capacity) {
            lost = entries.removeFirst().number();
        }
        notifyAll();
    }

    synchronized long last() {
        return last;
    }

    /** Whether nothing that came after this number, and would be of interest, is gone. */
    synchronized boolean reachesBackTo(long number) {
        return number >= lost && number <= last;
    }

    /**
     * The kept events after this number, as soon as there are any.
     *
     * @return empty if there were none in time, or if the log was closed
     */
    synchronized List<Entry> after(long number, long milliseconds) throws InterruptedException {
        if (last <= number && !closed) {
            wait(milliseconds);
        }
        List<Entry> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.number() > number) {
                found.add(entry);
            }
        }
        return found;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
