package raftbook.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/** One server in virtual time: its clock, and the mail that waits while it is paused. */
final class SimulatedNode<N extends Node> {

    private final NodeId id;
    private final N node;
    private final SimulatedClock clock = new SimulatedClock();
    private final RpcClient rpc;
    private final Recorder recorder;
    private final Consumer<TraceEvent> sink;
    private final Outgoing outbox = new Outgoing();
    private final Queue<Input<N>> waiting = new ArrayDeque<>();
    private boolean paused;
    private boolean stopped;
    private long localAtPause;
    private long virtualNow;

    SimulatedNode(NodeId id, N node, Recorder recorder, RpcClient rpc, Consumer<TraceEvent> sink) {
        this.id = id;
        this.node = node;
        this.recorder = recorder;
        this.rpc = rpc;
        this.sink = sink;
        observe(0);
    }

    private void observe(long now) {
        recorder.observe(now, clock::toVirtual, sink);
    }

    /** A message arrives. */
    void receive(long now, InFlight mail) {
        enqueue(new Input<>() {
            @Override
            public void reach(N server, long localNow, Outbox out) {
                sink.accept(new TraceEvent.Received(virtualNow, mail.id(), mail.from(), id, mail.message()));
                server.receive(localNow, mail.from(), mail.message(), out);
            }

            @Override
            public void miss(String why) {
                sink.accept(new TraceEvent.Lost(now, mail.id(), mail.from(), id, mail.message(), why));
            }
        });
        step(now);
    }

    /** Something reaches the server at its next step, which is due at once. */
    void enqueue(Input<N> input) {
        if (stopped) miss(input);
        else waiting.add(input);
    }

    private void miss(Input<N> input) {
        input.miss(id + " is stopped");
    }

    /** Works off what waits, and does what is due. */
    void step(long now) {
        if (paused || stopped) return;
        virtualNow = now;
        while (!waiting.isEmpty()) waiting.remove().reach(node, clock.toLocal(now), outbox);
        node.advance(clock.toLocal(now), outbox);
        observe(now);
        outbox.flush(id, rpc);
    }

    /** When {@link #step} is next due by itself, in virtual time. */
    long wakeAt() {
        if (paused || stopped) return Long.MAX_VALUE;
        return waiting.isEmpty() ? clock.toVirtual(node.wakeAt()) : virtualNow;
    }

    void pause(long now) {
        if (paused || stopped) return;
        paused = true;
        localAtPause = clock.toLocal(now);
        sink.accept(new TraceEvent.NodeFault(now, id, TraceEvent.NodeFault.Kind.PAUSED));
    }

    void resume(long now) {
        if (!paused || stopped) return;
        paused = false;
        clock.jumpTo(now, localAtPause);
        sink.accept(new TraceEvent.NodeFault(now, id, TraceEvent.NodeFault.Kind.RESUMED));
        step(now);
    }

    /** From now on the clock runs at this rate. */
    void skew(long now, double rate) {
        clock.setRate(now, rate);
    }

    /** The clock jumps ahead to the moment the server waits for. */
    void fireTimer(long now) {
        clock.jumpTo(now, Math.max(clock.toLocal(now), node.wakeAt()));
        step(now);
    }

    void stop(long now) {
        if (stopped) return;
        stopped = true;
        waiting.forEach(this::miss);
        waiting.clear();
        sink.accept(new TraceEvent.NodeFault(now, id, TraceEvent.NodeFault.Kind.STOPPED));
    }

    boolean isRunning() {
        return !stopped;
    }

    N node() {
        return node;
    }
}
