package raftbook.metadata;

import java.util.List;
import java.util.NavigableMap;

/**
 * All that a store is at one moment, as data that can be written down and read back: what Raft calls a snapshot (§7).
 *
 * @param appliedIndex the last entry that it takes into account
 * @param values the last change to each key that is there, sorted by key
 * @param sessions those that are open, sorted by key, with what they hold
 * @param rejected the entries that were no commands, by their places in the log, and why
 */
public record StoreImage(
        long appliedIndex, List<Change> values, List<Held> sessions, NavigableMap<Long, String> rejected) {

    /** A session and the keys that it holds, sorted. */
    public record Held(Session session, List<String> keys) {}
}
