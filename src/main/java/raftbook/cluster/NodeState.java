package raftbook.cluster;

import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import raftbook.metadata.MetadataNode;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;

/**
 * What one server was and knew at one moment: a copy, to print, compare and draw.
 *
 * @param running false once the server has been stopped; the rest is then its last state
 * @param termState its current term, its vote, and the leader it knows
 * @param log its entries, the first at index 1
 * @param store the keys and values it has applied
 */
public record NodeState(
        NodeId id,
        boolean running,
        RaftRole role,
        TermState termState,
        List<RaftLogEntry> log,
        long commitIndex,
        long lastApplied,
        NavigableMap<String, String> store) {

    static NodeState of(MetadataNode node, boolean running) {
        RaftNode raft = node.raft();
        return new NodeState(
                raft.id(),
                running,
                raft.role(),
                raft.termState(),
                raft.log().entries(1, raft.log().getLastIndex()),
                raft.commitIndex(),
                raft.lastApplied(),
                node.store().snapshot());
    }

    /** {@code currentTerm} of Figure 2. */
    public long term() {
        return termState.term();
    }

    /** Whether this server runs and believes that it leads. */
    public boolean leads() {
        return running && role == RaftRole.LEADER;
    }

    /** This server as a row of a {@link LogStrip}. */
    public LogStrip.Row row() {
        String note = running ? role.name().toLowerCase(Locale.ROOT) + ", term " + term() : "stopped";
        return new LogStrip.Row(id.name(), note, log, commitIndex);
    }

    /** Whether both hold the same log, all of it applied, and so the same store. */
    public boolean agreesWith(NodeState other) {
        return log.equals(other.log)
                && lastApplied == log.size()
                && other.lastApplied == log.size()
                && store.equals(other.store);
    }
}
