package raftbook.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
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

    private record Scheduled(long at, long order, Runnable action) {}

    private final Map<NodeId, SimulatedNode<N>> nodes = new LinkedHashMap<>();
    private final PriorityQueue<Scheduled> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
    private final SimulatedNetwork network;
    private final long seed;
    private final Trace trace;
    private List<TraceEvent> news = new ArrayList<>();
    private Links links = Links.ALL;
    private long now;
    private long scheduled;
    private long messages;
    private boolean closed;

    /**
     * A world without servers. Its time stands at 0 until it is run.
     *
     * @param traceCapacity how many events its trace keeps
     */
    public Simulation(long seed, int traceCapacity) {
        this.seed = seed;
        this.network = new SimulatedNetwork(Seeds.randomFor(seed, -1));
        this.trace = new Trace(traceCapacity);
    }

    /** Adds a server that nobody watches but through the messages it sends. */
    public final void add(NodeId id, N node) {
        add(id, node, new SimulatedClock(), at -> {});
    }

    final void add(NodeId id, N node, SimulatedClock clock, LongConsumer observer) {
        nodes.put(id, new SimulatedNode<>(id, node, clock, this::send, observer, this::record));
    }

    final void record(TraceEvent event) {
        trace.record(event);
        news.add(event);
    }

    private void send(NodeId from, NodeId to, RaftMessage message) {
        long id = ++messages;
        record(new TraceEvent.Sent(now, id, from, to, message));
        if (links.isCut(from, to)) {
            record(new TraceEvent.Lost(now, id, from, to, message, "cut"));
            return;
        }
        for (InFlight copy : network.accept(now, id, from, to, message)) {
            schedule(copy.arrivesAt(), () -> arrive(copy));
        }
    }

    private void arrive(InFlight copy) {
        if (!network.remove(copy)) return;
        if (copy.lost()) lose(copy, "lost");
        else if (links.isCut(copy.from(), copy.to())) lose(copy, "cut");
        else find(copy.to()).receive(now, copy);
    }

    private void lose(InFlight copy, String why) {
        record(new TraceEvent.Lost(now, copy.id(), copy.from(), copy.to(), copy.message(), why));
    }

    private void schedule(long at, Runnable action) {
        agenda.add(new Scheduled(at, scheduled++, action));
    }

    /** Hands something to a server, which takes it in as the next event. */
    final void hand(NodeId id, SimulatedNode.Input<N> input) {
        find(id).enqueue(input);
    }

    /** Virtual nanoseconds since the start. */
    public final long now() {
        return now;
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
        now = Math.max(now, next);
        if (nextOnAgenda() <= next) agenda.remove().action.run();
        else nextToWake().step(now);
        List<TraceEvent> happened = news;
        news = new ArrayList<>();
        return happened;
    }

    /** When the next event is due, in virtual nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public final long nextEventAt() {
        return nodes.isEmpty() ? nextOnAgenda() : Math.min(nextToWake().wakeAt(), nextOnAgenda());
    }

    private long nextOnAgenda() {
        return agenda.isEmpty() ? Long.MAX_VALUE : agenda.element().at;
    }

    private SimulatedNode<N> nextToWake() {
        SimulatedNode<N> first = null;
        for (SimulatedNode<N> node : nodes.values()) if (first == null || node.wakeAt() < first.wakeAt()) first = node;
        return first;
    }

    /** Plans an action of the run's script for a virtual time. */
    public final void at(long time, Runnable action) {
        requireOpen();
        schedule(Math.max(now, time), action);
    }

    /** Lets so much virtual time pass. */
    public final void runFor(Duration duration) {
        requireOpen();
        long end = now + duration.toNanos();
        while (nextEventAt() <= end) step();
        now = Math.max(now, end);
    }

    /** Steps until something is true. @throws IllegalStateException if that takes longer than {@code patience} */
    final void stepUntil(String what, Duration patience, BooleanSupplier condition) {
        requireOpen();
        long end = now + patience.toNanos();
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
        find(id).stop(now);
    }

    /** Stops a server's clock and lets its mail wait, as a long garbage collection would. */
    public final void pause(NodeId id) {
        requireOpen();
        find(id).pause(now);
    }

    /** Lets a paused server go on: its clock where it stood, its mail all at once. */
    public final void resume(NodeId id) {
        requireOpen();
        find(id).resume(now);
    }

    /** Lets a server's clock run fast (above 1) or slow (below 1). */
    public final void skew(NodeId id, double rate) {
        requireOpen();
        if (!(rate > 0)) throw new IllegalArgumentException("clock rate " + rate + ": must be positive");
        find(id).skew(now, rate);
    }

    /** Lets a server's clock jump ahead to the moment for which it set its timer, so that the timer fires now. */
    public final void fireTimer(NodeId id) {
        requireOpen();
        find(id).fireTimer(now);
    }

    /** From now on, messages wait until they are delivered or dropped by hand; false lets new ones travel again. */
    public final void holdMessages(boolean hold) {
        requireOpen();
        network.setHolding(hold);
    }

    /** The messages on their way, in the order in which they were sent. */
    public final List<InFlight> inFlight() {
        return List.copyOf(network.inFlight());
    }

    /** Delivers one message now, whatever the network had in mind for it. */
    public final void deliver(InFlight copy) {
        takeOffNetwork(copy);
        find(copy.to()).receive(now, copy);
    }

    /** Loses one message now. */
    public final void drop(InFlight copy) {
        takeOffNetwork(copy);
        lose(copy, "dropped by hand");
    }

    private void takeOffNetwork(InFlight copy) {
        requireOpen();
        if (!network.remove(copy)) {
            throw new IllegalArgumentException(copy + " is not on its way: choose one of inFlight()");
        }
    }

    /** Cuts the way from one server to another; the way back stays open. */
    public final void cut(NodeId from, NodeId to) {
        relink("cut " + from + " → " + to, List.of(from, to), links.cut(from, to));
    }

    /** Opens the way from one server to another again. */
    public final void heal(NodeId from, NodeId to) {
        relink("heal " + from + " → " + to, List.of(from, to), links.heal(from, to));
    }

    /** Lets only servers of the same group reach each other; those in no group form one together. Undoes earlier cuts. */
    public final void partition(List<? extends Collection<NodeId>> groups) {
        List<NodeId> named = groups.stream().<NodeId>flatMap(Collection::stream).toList();
        relink(Links.describe(groups), named, Links.partition(nodes(), groups));
    }

    private void relink(String what, List<NodeId> named, Links changed) {
        requireOpen();
        named.forEach(this::find);
        record(new TraceEvent.NetworkFault(now, what));
        links = changed;
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
