package raftbook.metadata;

import java.util.List;

/**
 * What a watcher is told: all that has happened at a path and below it within a stretch of the log, in order.
 *
 * @param upTo the last entry of that stretch: what the next watch goes on after
 * @param changes may be none; those that one entry has made are never parted
 */
public record Changes(long upTo, List<Change> changes) {

    /** Keeps a copy. */
    public Changes {
        changes = List.copyOf(changes);
    }
}
