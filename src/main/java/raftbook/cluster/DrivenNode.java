package raftbook.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/**
 * One server, and the order of things in each of its steps, which is the same on threads and in virtual time: take in what
 * waits, advance, record what happened, send; then apply, record, answer. So what a message or an answer speaks of has happened, and
 * has been seen to happen, before it leaves. When a step is due, and where the mail waits until then, is up to the driver.
 */
abstract class DrivenNode<N extends Node> {

    private final NodeId id;
    private final N node;
    private final Recorder recorder;
    private final RpcClient rpc;
    private final LongSupplier clock;
    private final Sink sink;
    private final LongUnaryOperator toTraceTime = this::toTraceTime;
    private final Outgoing outbox = new Outgoing();

    /** What the present step takes in, and how much of that the server has taken in. */
    private final List<Input<? super N>> inputs = new ArrayList<>();

    private int next;
    /** When the present step began; all of it happens at this one moment. */
    private long now;

    private volatile boolean running = true;

    /** @param clock the time of the trace, which is that of the whole cluster */
    DrivenNode(NodeId id, N node, Recorder recorder, RpcClient rpc, LongSupplier clock, Sink sink) {
        this.id = id;
        this.node = node;
        this.recorder = recorder;
        this.rpc = rpc;
        this.clock = clock;
        this.sink = sink;
    }

    /** What the server's own clock shows at a moment of the trace. */
    abstract long toLocalTime(long traceTime);

    /** When the server's own clock will show this, in the time of the trace. */
    abstract long toTraceTime(long localTime);

    /** Where to put what the next step shall take in. */
    final Collection<Input<? super N>> inputs() {
        return inputs;
    }

    /** One step: takes in what waits, and does what is due. What nobody but its clients waits for comes last. */
    final void step() {
        now = clock.getAsLong();
        long local = toLocalTime(now);
        for (; next < inputs.size(); next++) inputs.get(next).reach(node, local, outbox);
        inputs.clear();
        next = 0;
        node.advance(local, outbox);
        release();
        node.apply(local, outbox);
        release();
    }

    /** Records what has happened, and lets go what speaks of it. */
    private void release() {
        observe();
        outbox.flush(id, rpc);
    }

    /** When the last step began, in the time of the trace; 0 if there was none. */
    final long lastStepAt() {
        return now;
    }

    /** Records what has changed inside the server since the last look. */
    final void observe() {
        recorder.observe(now, toTraceTime, sink);
    }

    /** A message as an input: when it is taken in, or missed, the trace shows it. */
    final Input<N> message(long messageId, NodeId from, RaftMessage message) {
        return new Input<>() {
            @Override
            public void reach(N server, long local, Outbox out) {
                sink.received(now, messageId, from, id, message);
                server.receive(local, from, message, out);
            }

            @Override
            public void miss(String why) {
                sink.lost(clock.getAsLong(), messageId, from, id, message, why);
            }
        };
    }

    /** A message arrives, and is taken in by a later step. */
    abstract void receive(long messageId, NodeId from, RaftMessage message);

    /** A request is taken in by a later step; or, if too many wait, or the server is stopped, it is turned away or missed at once. */
    abstract void hand(Input<? super N> request);

    /** Stops the server for good. */
    abstract void stop();

    /** What a step should have taken in that a bug ended halfway. */
    final List<Input<? super N>> untaken() {
        return new ArrayList<>(inputs.subList(next, inputs.size()));
    }

    /**
     * The server takes no further step: what has happened is recorded, and what was found is answered.
     *
     * @param farewell is shown the server at its end
     */
    final void end(Consumer<N> farewell) {
        observe();
        running = false;
        record(TraceEvent.NodeFault.Kind.STOPPED);
        outbox.giveAnswers();
        farewell.accept(node);
    }

    /** Something is done to the server. */
    final void record(TraceEvent.NodeFault.Kind fault) {
        sink.accept(new TraceEvent.NodeFault(clock.getAsLong(), id, fault));
    }

    final NodeId id() {
        return id;
    }

    final N node() {
        return node;
    }

    final boolean isRunning() {
        return running;
    }
}
