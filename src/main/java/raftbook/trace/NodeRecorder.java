package raftbook.trace;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;

/**
 * Watches one server from outside: after each of its steps it compares what is with what was, and reports the difference
 * as events. The server does not know that it is watched.
 */
public final class NodeRecorder {

    private final RaftNode node;
    private final Consumer<TraceEvent> sink;
    private final LongUnaryOperator toTraceTime;

    private RaftRole role = RaftRole.FOLLOWER;
    private long term;
    private NodeId votedFor;
    private long deadline = Long.MAX_VALUE;
    private long lastIndex;
    private int truncations;
    private long commitIndex;
    private long lastApplied;

    /** @param toTraceTime turns a time of the server's own clock into one of the trace; they differ in a simulation */
    public NodeRecorder(RaftNode node, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink) {
        this.node = node;
        this.toTraceTime = toTraceTime;
        this.sink = sink;
    }

    /** Reports what has changed since the last call. Call it after every step of the server. */
    public void observe(long at) {
        observeElection(at);
        observeLog(at);
        if (node.commitIndex() != commitIndex) {
            commitIndex = node.commitIndex();
            sink.accept(new TraceEvent.Committed(at, node.id(), commitIndex));
        }
        if (node.lastApplied() != lastApplied) {
            lastApplied = node.lastApplied();
            sink.accept(new TraceEvent.Applied(at, node.id(), lastApplied));
        }
    }

    private void observeElection(long at) {
        if (node.role() != role || node.term() != term) {
            role = node.role();
            if (node.term() != term) votedFor = null;
            term = node.term();
            sink.accept(new TraceEvent.Became(at, node.id(), role, term));
        }
        NodeId vote = node.termState().votedFor();
        if (vote != null && !vote.equals(votedFor)) {
            votedFor = vote;
            sink.accept(new TraceEvent.Voted(at, node.id(), vote, term));
        }
        if (node.electionDeadline() != deadline) {
            deadline = node.electionDeadline();
            if (role != RaftRole.LEADER) {
                sink.accept(new TraceEvent.TimerSet(at, node.id(), toTraceTime.applyAsLong(deadline)));
            }
        }
    }

    private void observeLog(long at) {
        List<Long> all = node.log().truncations();
        for (; truncations < all.size(); truncations++) {
            long from = all.get(truncations);
            // What came and went between two looks leaves no trace.
            if (from <= lastIndex) sink.accept(new TraceEvent.Truncated(at, node.id(), from));
            lastIndex = Math.min(lastIndex, from - 1);
        }
        long last = node.log().getLastIndex();
        if (last > lastIndex) {
            sink.accept(new TraceEvent.Appended(
                    at, node.id(), lastIndex + 1, last, node.log().getLastTerm()));
            lastIndex = last;
        }
    }
}
