package raftbook.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import raftbook.raft.NodeId;

/**
 * Groups of servers that reach only each other; those in no group form one together. The groups are kept in order, each
 * and all of them, so that the same partition reads the same, in whatever order its parts were named.
 */
final class Partition {

    private final List<List<NodeId>> groups;
    private final Map<NodeId, Integer> groupOf = new HashMap<>();

    /** @throws IllegalArgumentException if a server is named twice */
    Partition(Collection<? extends Collection<NodeId>> named) {
        groups = named.stream()
                .filter(group -> !group.isEmpty())
                .map(group -> group.stream().sorted().toList())
                .sorted(Comparator.comparing(group -> group.get(0)))
                .toList();
        for (int i = 0; i < groups.size(); i++) {
            for (NodeId node : groups.get(i)) {
                if (groupOf.put(node, i) == null) continue;
                throw new IllegalArgumentException("partition " + groups + ": " + node
                        + " is named twice, but can be on one side only; to cut single ways, use cut");
            }
        }
    }

    /** All who are named, in order. */
    List<NodeId> members() {
        List<NodeId> members = new ArrayList<>();
        groups.forEach(members::addAll);
        return members;
    }

    /** Whether these two are on different sides. */
    boolean parts(NodeId one, NodeId other) {
        return groupOf.getOrDefault(one, -1) != (int) groupOf.getOrDefault(other, -1);
    }

    /** The partition in words: {@code n1 n2 | the rest}. */
    String describe() {
        if (groups.isEmpty()) return "all links healed";
        return groups.stream()
                .map(group -> group.stream().map(NodeId::name).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | ", "cut: ", " | the rest"));
    }
}
