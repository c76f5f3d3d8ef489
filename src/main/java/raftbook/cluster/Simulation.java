package raftbook.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.trace.Recorder;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * Servers in virtual time. Nothing happens between two events, so time jumps from one to the next: the arrival of a
 * message, an action of the script, or the moment a server asked to be woken. Everything random comes from one seed, and
 * a run with the same seed and the same calls is the same run, to the last event. Not thread-safe.
 *
 * @param <N> what kind of server runs in it
 */
public class Simulation<N extends Node> {

    private final Map<NodeId, SimulatedNode<N>> nodes = new LinkedHashMap<>();
    private final Agenda agenda = new Agenda();
    private final SimulatedNetwork network;
    private final long seed;
    private final Trace trace;
    private List<TraceEvent> news = new ArrayList<>();
    private boolean closed;

    /**
     * A world without servers. Its time stands at 0 until it is run.
     *
     * @param traceCapacity how many events its trace keeps
     */
    public Simulation(long seed, int traceCapacity) {
        this.seed = seed;
        this.network = new SimulatedNetwork(agenda, Seeds.randomFor(seed, -1), this::record, mail -> find(mail.to())
                .receive(agenda.now(), mail));
        this.trace = new Trace(traceCapacity);
    }

    /** Adds a server that nobody watches but through the messages it sends. */
    public final void add(NodeId id, N node) {
        add(id, node, Recorder.NONE);
    }

    /** Adds a server, and whoever watches it from inside. */
    public final void add(NodeId id, N node, Recorder recorder) {
        nodes.put(id, new SimulatedNode<>(id, node, recorder, network, this::record));
    }

    private void record(TraceEvent event) {
        trace.record(event);
        news.add(event);
    }

    /** Hands something to a server, which takes it in as the next event. */
    public final void hand(NodeId id, Input<N> input) {
        find(id).enqueue(input);
    }

    /** Virtual nanoseconds since the start. */
    public final long now() {
        return agenda.now();
    }

    /**
     * Carries out the next event, whenever it is due, and returns all that came of it.
     *
     * @throws IllegalStateException if nothing is left that could happen, or the simulation is closed
     */
    public final List<TraceEvent> step() {
        requireOpen();
        long next = nextEventAt();
        if (next == Long.MAX_VALUE) {
            throw new IllegalStateException("nothing can happen any more: all nodes are stopped or paused");
        }
        agenda.passUntil(next);
        if (agenda.nextAt() <= next) agenda.runNext();
        else nextToWake().step(agenda.now());
        List<TraceEvent> happened = news;
        news = new ArrayList<>();
        return happened;
    }

    /** When the next event is due, in virtual nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public final long nextEventAt() {
        return nodes.isEmpty() ? agenda.nextAt() : Math.min(nextToWake().wakeAt(), agenda.nextAt());
    }

    private SimulatedNode<N> nextToWake() {
        SimulatedNode<N> first = null;
        for (SimulatedNode<N> node : nodes.values()) if (first == null || node.wakeAt() < first.wakeAt()) first = node;
        return first;
    }

    /** Plans an action of the run's script for a virtual time. */
    public final void at(long time, Runnable action) {
        requireOpen();
        agenda.plan(time, action);
    }

    /** Lets so much virtual time pass. */
    public final void runFor(Duration duration) {
        requireOpen();
        long end = agenda.now() + duration.toNanos();
        while (nextEventAt() <= end) step();
        agenda.passUntil(end);
    }

    /** Steps until something is true. @throws IllegalStateException if that takes longer than {@code patience} */
    final void stepUntil(String what, Duration patience, BooleanSupplier condition) {
        requireOpen();
        long end = agenda.now() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (nextEventAt() > end) {
                throw new IllegalStateException(
                        "waited " + patience + " of virtual time in vain for " + what + ", seed " + seed);
            }
            step();
        }
    }

    /** Changes how the network treats messages that are sent from now on. */
    public final void setFaults(Faults faults) {
        requireOpen();
        network.setFaults(faults);
    }

    /** Stops a server for good: its memory is lost, and messages to it are too. */
    public void stop(NodeId id) {
        requireOpen();
        find(id).stop(agenda.now());
    }

    /** Stops a server's clock and lets its mail wait, as when a hypervisor suspends the whole machine. */
    public final void pause(NodeId id) {
        requireOpen();
        find(id).pause(agenda.now());
    }

    /** Lets a paused server go on: its clock where it stood, its mail all at once. */
    public final void resume(NodeId id) {
        requireOpen();
        find(id).resume(agenda.now());
    }

    /** Lets a server's clock run fast (above 1) or slow (below 1). */
    public final void skew(NodeId id, double rate) {
        requireOpen();
        if (!(rate > 0)) throw new IllegalArgumentException("clock rate " + rate + ": must be positive");
        find(id).skew(agenda.now(), rate);
    }

    /** Lets a server's clock jump ahead to the moment for which it set its timer, so that the timer fires now. */
    public final void fireTimer(NodeId id) {
        requireOpen();
        find(id).fireTimer(agenda.now());
    }

    /** From now on, messages wait until they are delivered or dropped by hand; false lets new ones travel again. */
    public final void holdMessages(boolean hold) {
        requireOpen();
        network.setHolding(hold);
    }

    /** The messages on their way, in the order in which they were sent. */
    public final List<InFlight> inFlight() {
        return network.inFlight();
    }

    /** Delivers one message now, whatever the network had in mind for it. */
    public final void deliver(InFlight copy) {
        requireOpen();
        network.deliver(copy);
    }

    /** Loses one message now. */
    public final void drop(InFlight copy) {
        requireOpen();
        network.drop(copy);
    }

    /** Cuts the way from one server to another; the way back stays open. */
    public final void cut(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        network.cut(from, to);
    }

    /** Opens the way from one server to another again. */
    public final void heal(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        network.heal(from, to);
    }

    /** Lets only servers of the same group reach each other; those in no group form one together. Undoes earlier cuts. */
    public final void partition(List<? extends Collection<NodeId>> groups) {
        requireOpen();
        groups.forEach(this::requireKnown);
        network.partition(nodes(), groups);
    }

    private void requireKnown(Collection<NodeId> ids) {
        ids.forEach(this::find);
    }

    /** The names of all servers, stopped ones included. */
    public final List<NodeId> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** The server itself, to look at; whoever changes it leaves the protocol. */
    public final N inside(NodeId id) {
        return find(id).node();
    }

    /** Whether a server has not been stopped; a paused one has not. */
    public final boolean isRunning(NodeId id) {
        return find(id).isRunning();
    }

    private SimulatedNode<N> find(NodeId id) {
        SimulatedNode<N> node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id + ": this cluster has " + nodes());
        return node;
    }

    /** What happened so far. */
    public final Trace trace() {
        return trace;
    }

    final boolean isClosed() {
        return closed;
    }

    final void requireOpen() {
        if (closed) throw new IllegalStateException("this cluster is closed: start a new one");
    }

    /** Stops all servers; nothing happens any more. Closing twice does nothing more. */
    public void close() {
        if (closed) return;
        nodes().forEach(this::stop);
        closed = true;
    }
}
