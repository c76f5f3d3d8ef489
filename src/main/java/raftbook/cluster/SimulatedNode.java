package raftbook.cluster;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/** One server in virtual time: its own clock, and the mail that waits while it is paused. */
final class SimulatedNode<N extends Node> extends DrivenNode<N> {

    private final LongSupplier virtualTime;
    private final Consumer<N> farewell;
    private final SimulatedClock clock = new SimulatedClock();
    private final Lanes<Input<? super N>> waiting = new Lanes<>();
    private boolean paused;
    /** When the server wants to be woken, in virtual time, as it said after its last step. */
    private long due;
    /** When it is to be woken by itself; kept, as the simulation asks every server after every event. */
    private long wakeAt;

    private long localAtPause;

    /** @param farewell is shown the server when it is stopped */
    SimulatedNode(
            NodeId id,
            N node,
            Recorder recorder,
            RpcClient rpc,
            LongSupplier virtualTime,
            Sink sink,
            Consumer<N> farewell) {
        super(id, node, recorder, rpc, virtualTime, sink);
        this.virtualTime = virtualTime;
        this.farewell = farewell;
        observe();
        askWhenDue();
    }

    @Override
    long toLocalTime(long traceTime) {
        return clock.toLocal(traceTime);
    }

    @Override
    long toTraceTime(long localTime) {
        return clock.toVirtual(localTime);
    }

    /** A message arrives, and is taken in at once, with all that waits; by a paused server later. */
    @Override
    void receive(long messageId, NodeId from, RaftMessage message) {
        Input<N> mail = message(messageId, from, message);
        if (!isRunning()) miss(mail);
        else if (paused) waiting.addMessage(mail);
        else wake(mail);
    }

    /** A request reaches the server at its next step, which is due at once; unless too many wait, or it is stopped. */
    @Override
    void hand(Input<? super N> request) {
        if (!isRunning()) miss(request);
        else if (!waiting.addRequest(request, Lanes.MOST_WAITING)) request.turnAway(Lanes.full(id()));
        else lookWhenToWake();
    }

    private void miss(Input<? super N> input) {
        input.miss(id() + " is stopped");
    }

    /** No message waits at a server that runs: this one is the first that it takes in. */
    private void wake(Input<? super N> message) {
        inputs().add(message);
        wake();
    }

    /** Takes a step, with what is next of what waits; a paused or stopped server does not. */
    void wake() {
        if (paused || !isRunning()) return;
        if (!waiting.isEmpty()) {
            waiting.fetch();
            waiting.moveTo(inputs());
        }
        step();
        askWhenDue();
    }

    private void askWhenDue() {
        due = clock.toVirtual(node().wakeAt());
        lookWhenToWake();
    }

    private void lookWhenToWake() {
        if (paused || !isRunning()) wakeAt = Long.MAX_VALUE;
        else wakeAt = waiting.isEmpty() ? due : lastStepAt();
    }

    /**
     * When {@link #wake} is next due by itself, in virtual time. If something waits, that is a moment which has passed: the
     * sooner the longer this server has not been woken.
     */
    long wakeAt() {
        return wakeAt;
    }

    void pause() {
        if (paused || !isRunning()) return;
        paused = true;
        lookWhenToWake();
        localAtPause = localTime();
        record(TraceEvent.NodeFault.Kind.PAUSED);
    }

    void resume() {
        if (!paused || !isRunning()) return;
        paused = false;
        clock.jumpTo(virtualTime.getAsLong(), localAtPause);
        record(TraceEvent.NodeFault.Kind.RESUMED);
        wake();
    }

    /** From now on the clock runs at this rate. */
    void skew(double rate) {
        clock.setRate(virtualTime.getAsLong(), rate);
        askWhenDue();
    }

    /** The clock jumps ahead to the moment the server waits for. */
    void fireTimer() {
        if (paused || !isRunning()) return;
        long due = node().wakeAt();
        if (due > SimulatedClock.LATEST) {
            throw new IllegalStateException(id() + " has set no timer that could fire: it waits for mail alone");
        }
        clock.jumpTo(virtualTime.getAsLong(), Math.max(localTime(), due));
        wake();
    }

    private long localTime() {
        return clock.toLocal(virtualTime.getAsLong());
    }

    @Override
    void stop() {
        if (!isRunning()) return;
        List<Input<? super N>> missed = untaken();
        waiting.moveAllTo(missed);
        end(farewell);
        lookWhenToWake();
        missed.forEach(this::miss);
    }

    boolean hasTakenInAll() {
        return waiting.isEmpty();
    }
}
