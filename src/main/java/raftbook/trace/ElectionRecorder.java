package raftbook.trace;

import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import raftbook.raft.LeaderElection;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

/** Watches a server's role, term, vote and election timer. */
public final class ElectionRecorder implements Recorder {

    private final NodeId node;
    private final LeaderElection election;

    private RaftRole role = RaftRole.FOLLOWER;
    private long term;
    private NodeId votedFor;
    private long deadline = Long.MAX_VALUE;

    /** @param node the server that the election is part of */
    public ElectionRecorder(NodeId node, LeaderElection election) {
        this.node = node;
        this.election = election;
    }

    @Override
    public void observe(long at, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink) {
        if (election.role() != role || election.term() != term) {
            role = election.role();
            if (election.term() != term) votedFor = null;
            term = election.term();
            sink.accept(new TraceEvent.Became(at, node, role, term));
        }
        NodeId vote = election.state().votedFor();
        if (vote != null && !vote.equals(votedFor)) {
            votedFor = vote;
            sink.accept(new TraceEvent.Voted(at, node, vote, term));
        }
        if (election.electionDeadline() != deadline) {
            deadline = election.electionDeadline();
            if (role != RaftRole.LEADER) {
                sink.accept(new TraceEvent.TimerSet(at, node, toTraceTime.applyAsLong(deadline)));
            }
        }
    }
}
