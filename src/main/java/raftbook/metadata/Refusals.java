package raftbook.metadata;

import java.util.Optional;
import java.util.TreeMap;
import raftbook.raft.RefusedException;

/** Why the last {@value #MOST} commands that were refused where they are applied were refused, for whoever answers their clients. */
final class Refusals {

    /** More than are ever applied before somebody looks. */
    static final int MOST = 4096;

    private final TreeMap<Long, RefusedException> byIndex = new TreeMap<>();

    void add(long index, RefusedException why) {
        byIndex.put(index, why);
        if (byIndex.size() > MOST) byIndex.pollFirstEntry();
    }

    Optional<RefusedException> at(long index) {
        // Most stores never refuse anything, and are asked for each write.
        return byIndex.isEmpty() ? Optional.empty() : Optional.ofNullable(byIndex.get(index));
    }
}
