package raftbook.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.LogPosition;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLog;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;

/**
 * Checks a simulated cluster after each of its events. It sees all servers at once, which none of them can, and
 * remembers what has ever been promised: the leader of each term, every vote, every entry ever written, and what is
 * committed. Only what an event has changed is looked at again, so that a check costs little.
 */
public final class Invariants {

    private record Ballot(NodeId voter, long term) {}

    private record Written(RaftLogEntry entry, long previousTerm) {}

    private final SimulatedCluster cluster;
    private final String replay;
    private final Map<Long, NodeId> leaders = new HashMap<>();
    private final Map<Ballot, NodeId> votes = new HashMap<>();
    private final Map<LogPosition, Written> written = new HashMap<>();
    private final Map<NodeId, Seen> seen = new HashMap<>();
    private final CommittedLog committed;

    /** What one server was after the last check. */
    private static final class Seen {
        private RaftRole role = RaftRole.FOLLOWER;
        private long term;
        private long commitIndex;
        private long lastApplied;
    }

    /** @param replay the seed and the call that repeats this run, for the message of a violation */
    public Invariants(SimulatedCluster cluster, String replay) {
        this.cluster = cluster;
        this.replay = replay;
        this.committed = new CommittedLog(cluster, this::broken);
        for (NodeId id : cluster.nodes()) seen.put(id, new Seen());
    }

    /**
     * Checks what one step of the cluster has brought about.
     *
     * @param news what {@link SimulatedCluster#step} returned
     * @throws InvariantViolation if an invariant is broken
     */
    public void check(List<TraceEvent> news) {
        for (TraceEvent event : news) {
            if (event instanceof TraceEvent.Became became) checkLeadership(became);
            else if (event instanceof TraceEvent.Voted vote) checkVote(vote.node(), vote.term(), vote.candidate());
            else if (event instanceof TraceEvent.Sent sent) checkSent(sent);
            else if (event instanceof TraceEvent.Truncated truncated) checkTruncation(truncated);
            else if (event instanceof TraceEvent.Appended appended) checkMatching(appended);
            else if (event instanceof TraceEvent.Committed commit) checkCommit(commit);
            else if (event instanceof TraceEvent.Applied applied) checkApplied(applied);
        }
        for (TraceEvent event : news) {
            if (event instanceof TraceEvent.Became became) remember(became);
        }
    }

    private void checkLeadership(TraceEvent.Became became) {
        if (became.term() < seen.get(became.node()).term) {
            throw broken(Invariant.MONOTONIC, List.of(became.node()), became.term(), 0, "the term went back");
        }
        if (became.role() != RaftRole.LEADER) return;
        NodeId other = leaders.putIfAbsent(became.term(), became.node());
        if (other != null && !other.equals(became.node())) {
            String detail = other + " and " + became.node() + " both lead";
            throw broken(Invariant.ELECTION_SAFETY, List.of(other, became.node()), became.term(), 0, detail);
        }
        committed.requireIn(raft(became.node()));
    }

    private void checkSent(TraceEvent.Sent sent) {
        if (sent.message() instanceof RequestVoteReply reply && reply.voteGranted()) {
            checkVote(sent.from(), reply.term(), sent.to());
        }
    }

    private void checkVote(NodeId voter, long term, NodeId candidate) {
        NodeId earlier = votes.putIfAbsent(new Ballot(voter, term), candidate);
        if (earlier != null && !earlier.equals(candidate)) {
            String detail = voter + " voted for " + earlier + " and for " + candidate;
            throw broken(Invariant.ONE_VOTE, List.of(voter), term, 0, detail);
        }
    }

    private void checkTruncation(TraceEvent.Truncated truncated) {
        Seen before = seen.get(truncated.node());
        long term = raft(truncated.node()).term();
        if (before.role == RaftRole.LEADER && before.term == term) {
            String detail = "the leader dropped its log from " + truncated.from() + " on";
            throw broken(Invariant.LEADER_APPEND_ONLY, List.of(truncated.node()), term, truncated.from(), detail);
        }
        committed.requireMajority(truncated.from(), raft(truncated.node()));
    }

    /**
     * Log Matching, entry by entry: an index and a term name one command, and one term of the entry before it. If that
     * holds for every entry ever written, logs that agree at an index agree on all before it, by induction.
     */
    private void checkMatching(TraceEvent.Appended appended) {
        RaftLog log = raft(appended.node()).log();
        for (long i = appended.first(); i <= Math.min(appended.last(), log.getLastIndex()); i++) {
            RaftLogEntry entry = log.entry(i);
            Written mine = new Written(entry, log.term(i - 1));
            Written known = written.putIfAbsent(new LogPosition(i, entry.term()), mine);
            if (known != null && !isSame(known, mine)) {
                String detail = appended.node() + " holds " + entry + " after term " + mine.previousTerm
                        + ", another log " + known.entry + " after term " + known.previousTerm;
                throw broken(Invariant.LOG_MATCHING, List.of(appended.node()), entry.term(), i, detail);
            }
        }
    }

    private static boolean isSame(Written a, Written b) {
        return a.previousTerm == b.previousTerm && (a.entry == b.entry || a.entry.equals(b.entry));
    }

    private void checkCommit(TraceEvent.Committed commit) {
        Seen before = seen.get(commit.node());
        requireForward("commitIndex", before.commitIndex, commit.index(), commit.node());
        for (long i = before.commitIndex + 1; i <= commit.index(); i++) committed.commit(raft(commit.node()), i);
        before.commitIndex = commit.index();
    }

    private void checkApplied(TraceEvent.Applied applied) {
        Seen before = seen.get(applied.node());
        requireForward("lastApplied", before.lastApplied, applied.index(), applied.node());
        if (applied.index() > before.commitIndex) {
            String detail = "applied " + applied.index() + ", committed only " + before.commitIndex;
            throw broken(Invariant.MONOTONIC, List.of(applied.node()), before.term, applied.index(), detail);
        }
        for (long i = before.lastApplied + 1; i <= applied.index(); i++) committed.commit(raft(applied.node()), i);
        before.lastApplied = applied.index();
    }

    private void requireForward(String what, long before, long after, NodeId node) {
        if (after < before) {
            String detail = what + " went from " + before + " back to " + after;
            throw broken(Invariant.MONOTONIC, List.of(node), raft(node).term(), after, detail);
        }
    }

    private void remember(TraceEvent.Became became) {
        seen.get(became.node()).role = became.role();
        seen.get(became.node()).term = became.term();
    }

    private RaftNode raft(NodeId id) {
        return cluster.inside(id).raft();
    }

    InvariantViolation broken(Invariant invariant, List<NodeId> nodes, long term, long index, String detail) {
        return new InvariantViolation(invariant, nodes, term, index, cluster.now(), detail, replay);
    }
}
