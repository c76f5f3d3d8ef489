package raftbook.cluster;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import raftbook.raft.NodeId;

/** Servers by their names, in the order in which they were added. */
final class Members<D> {

    private final Map<NodeId, D> byName = new LinkedHashMap<>();
    private List<NodeId> names = List.of();
    private List<D> all = List.of();

    /** Adds one, in the place of one of its name if there was one. */
    void put(NodeId id, D member) {
        byName.put(id, member);
        names = List.copyOf(byName.keySet());
        all = List.copyOf(byName.values());
    }

    /** @throws IllegalArgumentException if there is none of this name */
    D find(NodeId id) {
        D member = byName.get(id);
        if (member == null) throw new IllegalArgumentException("no node " + id + ": this cluster has " + names());
        return member;
    }

    /** @throws IllegalArgumentException if there is none of one of these names */
    void requireKnown(Collection<NodeId> ids) {
        ids.forEach(this::find);
    }

    List<NodeId> names() {
        return names;
    }

    List<D> all() {
        return all;
    }
}
