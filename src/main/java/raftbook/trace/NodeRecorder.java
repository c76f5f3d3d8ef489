package raftbook.trace;

import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import raftbook.raft.RaftNode;

/** Watches a whole server, layer by layer, from the bottom up. */
public final class NodeRecorder implements Recorder {

    private final Recorder layers;

    /** A recorder of a server that has not taken a step yet. */
    public NodeRecorder(RaftNode node) {
        this.layers = Recorder.all(
                new ElectionRecorder(node.id(), node.election()),
                new LogRecorder(node.id(), node.log()),
                new CommitRecorder(node.id(), node.commitment(), node.applier()));
    }

    @Override
    public void observe(long at, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink) {
        layers.observe(at, toTraceTime, sink);
    }
}
