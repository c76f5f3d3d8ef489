package raftbook.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataRequest;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;
import raftbook.trace.NodeRecorder;
import raftbook.trace.TraceEvent;

/** One server in virtual time: its clock, and the mail that waits while it is paused. */
final class SimulatedNode {

    final MetadataNode node;
    final SimulatedClock clock = new SimulatedClock();
    private final Outgoing outbox = new Outgoing();
    private final RpcClient rpc;
    private final NodeRecorder recorder;
    private final Consumer<TraceEvent> sink;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean paused;
    private long pausedAt;
    private boolean stopped;
    private long virtualNow;

    SimulatedNode(MetadataNode node, RpcClient rpc, Consumer<TraceEvent> sink) {
        this.node = node;
        this.rpc = rpc;
        this.recorder = new NodeRecorder(node.raft(), clock::toVirtual, sink);
        this.sink = sink;
        recorder.observe(0);
    }

    NodeId id() {
        return node.raft().id();
    }

    /** A message arrives, and is lost if there is nobody to take it. */
    void receive(long now, InFlight mail) {
        take(now, () -> {
            if (stopped) {
                String why = id() + " is stopped";
                sink.accept(new TraceEvent.Lost(virtualNow, mail.id(), mail.from(), mail.to(), mail.message(), why));
            } else {
                sink.accept(new TraceEvent.Received(virtualNow, mail.id(), mail.from(), id(), mail.message()));
                node.receive(localNow(), mail.from(), mail.message(), outbox);
            }
        });
    }

    /** A request arrives, and is refused if there is nobody to take it. */
    void submit(long now, MetadataRequest request) {
        take(now, () -> {
            if (stopped) request.refuse(new RefusedException(id() + " is stopped: ask another node"));
            else node.submit(localNow(), request);
        });
    }

    private void take(long now, Runnable input) {
        waiting.add(input);
        step(now);
    }

    /** Works off what waits, and does what is due. */
    void step(long now) {
        if (paused) return;
        virtualNow = now;
        while (!waiting.isEmpty()) waiting.remove().run();
        if (stopped) return;
        node.advance(localNow(), outbox);
        recorder.observe(now);
        outbox.flush(id(), rpc);
    }

    private long localNow() {
        return clock.toLocal(virtualNow);
    }

    /** When {@link #step} is next due by itself, in virtual time. */
    long wakeAt() {
        return paused || stopped ? Long.MAX_VALUE : clock.toVirtual(node.wakeAt());
    }

    void pause(long now) {
        if (paused || stopped) return;
        paused = true;
        pausedAt = clock.toLocal(now);
        sink.accept(new TraceEvent.NodeFault(now, id(), TraceEvent.NodeFault.Kind.PAUSED));
    }

    void resume(long now) {
        if (!paused || stopped) return;
        paused = false;
        clock.jumpTo(now, pausedAt);
        sink.accept(new TraceEvent.NodeFault(now, id(), TraceEvent.NodeFault.Kind.RESUMED));
        step(now);
    }

    void stop(long now) {
        if (stopped) return;
        stopped = true;
        paused = false;
        node.giveUp(id() + " was stopped while this was under way; ask the next leader what became of it");
        sink.accept(new TraceEvent.NodeFault(now, id(), TraceEvent.NodeFault.Kind.STOPPED));
        // What waited while the server was paused finds nobody now, and must be told so.
        step(now);
    }

    NodeState state() {
        return NodeState.of(node, !stopped);
    }

    boolean isRunning() {
        return !stopped;
    }
}
