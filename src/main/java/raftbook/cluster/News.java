package raftbook.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.TraceEvent;

/** What happens in a simulation: it goes into the trace, and waits here until somebody asks for what is new. */
final class News implements Sink {

    private final Consumer<TraceEvent> trace;
    private List<TraceEvent> happened = new ArrayList<>();
    private boolean muted;

    News(Consumer<TraceEvent> trace) {
        this.trace = trace;
    }

    /** From now on, messages and timers are no news, but for a message that gives a vote. */
    void muteRoutine() {
        muted = true;
    }

    @Override
    public void accept(TraceEvent event) {
        if (muted && event instanceof TraceEvent.TimerSet) return;
        trace.accept(event);
        happened.add(event);
    }

    @Override
    public void sent(long at, long id, NodeId from, NodeId to, RaftMessage message) {
        boolean givesVote = message instanceof RequestVoteReply reply && reply.voteGranted();
        if (givesVote || !muted) Sink.super.sent(at, id, from, to, message);
    }

    @Override
    public void received(long at, long id, NodeId from, NodeId to, RaftMessage message) {
        if (!muted) Sink.super.received(at, id, from, to, message);
    }

    @Override
    public void lost(long at, long id, NodeId from, NodeId to, RaftMessage message, String why) {
        if (!muted) Sink.super.lost(at, id, from, to, message, why);
    }

    /** What has happened since the last call. */
    List<TraceEvent> take() {
        if (happened.isEmpty()) return List.of();
        List<TraceEvent> taken = happened;
        happened = new ArrayList<>();
        return taken;
    }
}
