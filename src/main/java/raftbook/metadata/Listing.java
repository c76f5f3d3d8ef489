package raftbook.metadata;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * All that lies at a path and below it at one moment: a copy.
 *
 * @param upTo the last entry that it takes into account: what a watch goes on after
 * @param keys for each key the change that has made it what it is
 */
public record Listing(long upTo, NavigableMap<String, Change> keys) {

    /** Keeps a copy. */
    public Listing {
        keys = Collections.unmodifiableNavigableMap(new TreeMap<>(keys));
    }
}
