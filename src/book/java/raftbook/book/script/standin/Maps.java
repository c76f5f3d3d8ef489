package raftbook.book.script.standin;

import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Of {@link Collections}. */
public final class Maps {
    private Maps() {}

    /** A copy: whoever changes it changes nothing else. */
    public static <K, V> NavigableMap<K, V> unmodifiableNavigableMap(NavigableMap<K, V> map) {
        return new TreeMap<>(map);
    }
}
