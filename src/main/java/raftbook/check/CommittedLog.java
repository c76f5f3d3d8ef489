package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLog;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;

/**
 * The log that all servers together have promised: each entry that any of them ever called committed. From then on it
 * must be everywhere the same, on a majority, and in the log of every later leader.
 */
final class CommittedLog {

    /** Makes the exception for what was found. */
    @FunctionalInterface
    interface Finding {
        InvariantViolation broken(Invariant invariant, List<NodeId> nodes, long term, long index, String detail);
    }

    /** An entry, and the term in which it was first called committed. */
    private record Promise(RaftLogEntry entry, long term) {}

    private final SimulatedCluster cluster;
    private final Finding finding;
    private final List<Promise> promises = new ArrayList<>();

    CommittedLog(SimulatedCluster cluster, Finding finding) {
        this.cluster = cluster;
        this.finding = finding;
    }

    /** A server calls its entry at this index committed. */
    void commit(RaftNode node, long index) {
        RaftLog log = node.log();
        if (index > log.getLastIndex()) {
            String detail = "commitIndex lies beyond the end of the log, " + log.getLastIndex();
            throw finding.broken(Invariant.MONOTONIC, List.of(node.id()), node.term(), index, detail);
        }
        if (index <= promises.size()) requireSame(node, index);
        else promise(node, index);
    }

    private void requireSame(RaftNode node, long index) {
        RaftLogEntry mine = node.log().entry(index);
        RaftLogEntry promised = promises.get((int) index - 1).entry;
        if (mine != promised && !mine.equals(promised)) {
            String detail = node.id() + " commits " + mine + " where " + promised + " was committed before";
            throw finding.broken(Invariant.STATE_MACHINE_SAFETY, List.of(node.id()), node.term(), index, detail);
        }
    }

    private void promise(RaftNode node, long index) {
        promises.add(new Promise(node.log().entry(index), node.term()));
        requireMajority(index, node);
        for (NodeId id : cluster.nodes()) {
            RaftNode other = cluster.inside(id).raft();
            if (other.role() == RaftRole.LEADER && other.term() > node.term()) requireIn(other, index);
        }
    }

    /** All that was committed in earlier terms must be in this leader's log. */
    void requireIn(RaftNode leader) {
        for (long i = 1; i <= promises.size(); i++) {
            if (promises.get((int) i - 1).term < leader.term()) requireIn(leader, i);
        }
    }

    private void requireIn(RaftNode leader, long index) {
        if (!holds(leader.log(), index)) {
            String detail = leader.id() + " leads without " + promises.get((int) index - 1).entry;
            throw finding.broken(Invariant.LEADER_COMPLETENESS, List.of(leader.id()), leader.term(), index, detail);
        }
    }

    /** The committed entries from an index on must be in the logs of a majority, now that this server has changed its own. */
    void requireMajority(long from, RaftNode changed) {
        for (long i = Math.max(1, from); i <= promises.size(); i++) {
            int holders = 0;
            for (NodeId id : cluster.nodes())
                if (holds(cluster.inside(id).raft().log(), i)) holders++;
            // The judge counts for itself: a library that takes half for a majority must not be its own witness.
            int servers = cluster.nodes().size();
            if (2 * holders <= servers) {
                String detail = "only " + holders + " of " + servers + " logs hold " + promises.get((int) i - 1).entry;
                throw finding.broken(Invariant.MAJORITY, List.of(changed.id()), changed.term(), i, detail);
            }
        }
    }

    private boolean holds(RaftLog log, long index) {
        if (index > log.getLastIndex()) return false;
        RaftLogEntry entry = log.entry(index);
        RaftLogEntry promised = promises.get((int) index - 1).entry;
        return entry == promised || entry.equals(promised);
    }
}
