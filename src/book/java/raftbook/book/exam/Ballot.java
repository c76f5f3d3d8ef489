package raftbook.book.exam;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import raftbook.cluster.NodeState;
import raftbook.cluster.Seeds;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/** Elections held by the library's servers, begun where a run has left them. */
final class Ballot {

    private record Mail(NodeId from, NodeId to, RaftMessage message) {}

    private final Map<NodeId, RaftNode> servers = new LinkedHashMap<>();
    private final Deque<Mail> mail = new ArrayDeque<>();
    private long now;

    private Ballot(List<NodeState> states, List<NodeId> up, Rules rules) {
        List<NodeId> all = states.stream().map(NodeState::id).toList();
        for (NodeState state : states) {
            if (!up.contains(state.id())) continue;
            RaftNode node = new RaftNode(
                    state.id(),
                    all,
                    RaftConfig.DEFAULT.with(rules),
                    Seeds.randomFor(1, servers.size()),
                    (index, command) -> {},
                    0,
                    state.termState(),
                    state.log());
            servers.put(state.id(), node);
        }
    }

    /** Those of the servers that are up which win an election if they alone stand for it, as often as they must. */
    static List<NodeId> winners(List<NodeState> states, List<NodeId> up, Rules rules) {
        List<NodeId> winners = new ArrayList<>();
        for (NodeId candidate : up) {
            if (new Ballot(states, up, rules).elects(candidate)) winners.add(candidate);
        }
        return winners;
    }

    /** A candidate whose term is behind learns the term of the others by its first attempt. */
    private boolean elects(NodeId candidate) {
        RaftNode node = servers.get(candidate);
        long last =
                2 + servers.values().stream().mapToLong(RaftNode::term).max().orElse(0);
        while (node.role() != RaftRole.LEADER && node.term() < last) {
            now = Math.max(now, node.electionDeadline());
            node.advance(now, (to, message) -> mail.add(new Mail(candidate, to, message)));
            while (!mail.isEmpty()) deliver(mail.remove());
            node.advance(now, (to, message) -> {});
        }
        return node.role() == RaftRole.LEADER;
    }

    private void deliver(Mail letter) {
        RaftNode receiver = servers.get(letter.to);
        if (receiver == null) return;
        receiver.receive(now, letter.from, letter.message, (to, reply) -> mail.add(new Mail(letter.to, to, reply)));
    }
}
