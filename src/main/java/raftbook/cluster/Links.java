package raftbook.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** Which servers can reach which: all of them, except for the directions that are cut. A value; changes give new ones. */
final class Links {

    static final Links ALL = new Links(Set.of());

    private final Set<Link> cut;

    private Links(Set<Link> cut) {
        this.cut = Collections.unmodifiableSet(cut);
    }

    /** The directions that are cut. */
    Set<Link> cut() {
        return cut;
    }

    boolean isCut(NodeId from, NodeId to) {
        return !cut.isEmpty() && cut.contains(new Link(from, to));
    }

    Links cut(NodeId from, NodeId to) {
        Set<Link> more = new HashSet<>(cut);
        more.add(new Link(from, to));
        return new Links(more);
    }

    Links heal(NodeId from, NodeId to) {
        Set<Link> fewer = new HashSet<>(cut);
        fewer.remove(new Link(from, to));
        return new Links(fewer);
    }

    /** Only members of the same group reach each other; servers in no group form one of their own, together. */
    static Links of(Collection<NodeId> all, Partition partition) {
        Set<Link> cut = new HashSet<>();
        for (NodeId from : all) {
            for (NodeId to : all) if (partition.parts(from, to)) cut.add(new Link(from, to));
        }
        return new Links(cut);
    }
}
