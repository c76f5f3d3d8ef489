package raftbook.trace;

import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import raftbook.raft.Commitment;
import raftbook.raft.LogApplier;
import raftbook.raft.NodeId;

/** Watches what a server knows to be committed, and what it has applied. */
public final class CommitRecorder implements Recorder {

    private final NodeId node;
    private final Commitment commitment;
    private final LogApplier applier;
    private long commitIndex;
    private long lastApplied;

    /** @param node the server that the other two are parts of */
    public CommitRecorder(NodeId node, Commitment commitment, LogApplier applier) {
        this.node = node;
        this.commitment = commitment;
        this.applier = applier;
    }

    @Override
    public void observe(long at, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink) {
        if (commitment.index() != commitIndex) {
            commitIndex = commitment.index();
            sink.accept(new TraceEvent.Committed(at, node, commitIndex));
        }
        if (applier.lastApplied() != lastApplied) {
            lastApplied = applier.lastApplied();
            sink.accept(new TraceEvent.Applied(at, node, lastApplied));
        }
    }
}
