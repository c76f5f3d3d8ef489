package raftbook.raft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A server's log: it appends, truncates and reads, and decides nothing. Indexing starts at 1; index 0 is a sentinel of
 * term 0 that every log holds, so that "the entry before the first" exists and always matches (§5.3).
 */
public final class RaftLog {

    private final ArrayList<RaftLogEntry> entries = new ArrayList<>(List.of(RaftLogEntry.noOp(0)));
    private final List<Long> truncations = new ArrayList<>();
    private final List<Long> truncationsToSee = Collections.unmodifiableList(truncations);

    /** Index of the last entry, 0 if there is none. */
    public long getLastIndex() {
        return entries.size() - 1;
    }

    /** Term of the last entry, 0 if there is none. */
    public long getLastTerm() {
        return entries.get(entries.size() - 1).term();
    }

    /** Where the log ends: its last index and last term together. */
    public LogPosition last() {
        return new LogPosition(getLastIndex(), getLastTerm());
    }

    /** Adds a command of this term at the end (a leader's side) and returns its index. */
    public long appendLocal(long term, byte[] command) {
        return append(new RaftLogEntry(term, command));
    }

    /** Adds an entry at the end and returns its index. */
    public long append(RaftLogEntry entry) {
        entries.add(entry);
        return getLastIndex();
    }

    /**
     * Drops the entry at this index and all that follow it.
     *
     * @throws IndexOutOfBoundsException if there is no such entry; the sentinel cannot be dropped
     */
    public void truncateFrom(long index) {
        if (index < 1) throw noSuchEntry(index);
        entry(index);
        entries.subList((int) index, entries.size()).clear();
        truncations.add(index);
    }

    /** @throws IndexOutOfBoundsException if the log does not reach that far */
    public RaftLogEntry entry(long index) {
        if (index < 0 || index > getLastIndex()) throw noSuchEntry(index);
        return entries.get((int) index);
    }

    /** Term of the entry at this index. @throws IndexOutOfBoundsException if the log does not reach that far */
    public long term(long index) {
        return entry(index).term();
    }

    /** The entries from {@code first} to {@code last}, both included, as an unchangeable copy; empty if there are none. */
    public List<RaftLogEntry> entries(long first, long last) {
        if (first > last) return List.of();
        entry(first);
        entry(last);
        return List.copyOf(entries.subList((int) first, (int) last + 1));
    }

    /**
     * Every truncation this log has seen, oldest first, as the index it began at. This is how an observer that looks at a
     * log now and then can tell which part of it is new.
     */
    public List<Long> truncations() {
        return truncationsToSee;
    }

    private IndexOutOfBoundsException noSuchEntry(long index) {
        return new IndexOutOfBoundsException("no log entry " + index + ": this log ends at " + getLastIndex());
    }
}
