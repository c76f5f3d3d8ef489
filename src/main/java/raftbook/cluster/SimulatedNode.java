package raftbook.cluster;

import java.util.ArrayList;
import java.util.List;
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
    private final Lanes<Input<N>> waiting = new Lanes<>();
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
        Input<N> message = new Input<>() {
            @Override
            public void reach(N server, long localNow, Outbox out) {
                sink.accept(new TraceEvent.Received(virtualNow, mail.id(), mail.from(), id, mail.message()));
                server.receive(localNow, mail.from(), mail.message(), out);
            }

            @Override
            public void miss(String why) {
                sink.accept(new TraceEvent.Lost(now, mail.id(), mail.from(), id, mail.message(), why));
            }
        };
        if (stopped) miss(message);
        else waiting.addMessage(message);
        step(now);
    }

    /** A request reaches the server at its next step, which is due at once; unless too many wait, or it is stopped. */
    void hand(Input<N> request) {
        if (stopped) miss(request);
        else if (!waiting.addRequest(request, Lanes.MOST_WAITING)) request.turnAway(Lanes.full(id));
    }

    private void miss(Input<N> input) {
        input.miss(id + " is stopped");
    }

    /** Works off what is next, and does what is due; what it speaks of has been recorded before it leaves. */
    void step(long now) {
        if (paused || stopped) return;
        virtualNow = now;
        List<Input<N>> inputs = new ArrayList<>();
        waiting.fetch();
        waiting.moveTo(inputs);
        for (Input<N> input : inputs) input.reach(node, clock.toLocal(now), outbox);
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
        if (paused || stopped) return;
        long due = node.wakeAt();
        if (due > SimulatedClock.LATEST) {
            throw new IllegalStateException(id + " has set no timer that could fire: it waits for mail alone");
        }
        clock.jumpTo(now, Math.max(clock.toLocal(now), due));
        step(now);
    }

    void stop(long now) {
        if (stopped) return;
        stopped = true;
        sink.accept(new TraceEvent.NodeFault(now, id, TraceEvent.NodeFault.Kind.STOPPED));
        List<Input<N>> missed = new ArrayList<>();
        waiting.moveAllTo(missed);
        missed.forEach(this::miss);
    }

    boolean hasTakenInAll() {
        return waiting.isEmpty();
    }

    boolean isRunning() {
        return !stopped;
    }

    N node() {
        return node;
    }
}
