package raftbook.cluster;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** Which servers can reach which: all of them, except for the directions that are cut. A value; changes give new ones. */
final class Links {

    static final Links ALL = new Links(Set.of());

    private final Set<Link> cut;

    private Links(Set<Link> cut) {
        this.cut = Set.copyOf(cut);
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
    static Links partition(Collection<NodeId> all, List<? extends Collection<NodeId>> groups) {
        Set<NodeId> grouped = new HashSet<>();
        for (NodeId node : groups.stream().flatMap(Collection::stream).toList()) {
            if (!grouped.add(node)) {
                throw new IllegalArgumentException("partition " + groups + ": " + node
                        + " is named twice, but can be on one side only; to cut single ways, use cut");
            }
        }
        Set<Link> cut = new HashSet<>();
        for (NodeId from : all) {
            for (NodeId to : all) {
                if (groupOf(from, groups) != groupOf(to, groups)) cut.add(new Link(from, to));
            }
        }
        return new Links(cut);
    }

    /** A partition in words: {@code n1 n2 | the rest}. */
    static String describe(List<? extends Collection<NodeId>> groups) {
        if (groups.isEmpty()) return "all links healed";
        return groups.stream()
                .map(group -> group.stream().map(NodeId::name).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | ", "cut: ", " | the rest"));
    }

    private static int groupOf(NodeId node, List<? extends Collection<NodeId>> groups) {
        for (int i = 0; i < groups.size(); i++) if (groups.get(i).contains(node)) return i;
        return -1;
    }
}
