package raftbook.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.trace.Recorder;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * Servers on real threads, one for each, and the real clock: what {@link Simulation} does in virtual time. Safe for use by
 * several threads.
 *
 * @param <N> what kind of server runs in it
 */
public class LiveServers<N extends Node> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<NodeId, LiveNode<N>> nodes = new LinkedHashMap<>();
    private final LiveClock clock = new LiveClock();
    private final Trace trace;
    private final Consumer<TraceEvent> sink;
    private final InProcessRpcClient rpc;
    private volatile boolean started;
    private volatile boolean closed;

    /** No servers yet: {@link #add} them, then {@link #start}. @param traceCapacity how many events the trace keeps */
    public LiveServers(int traceCapacity) {
        this(traceCapacity, event -> {});
    }

    /** @param alsoTo is told of every event as well, in the thread in which it happens */
    LiveServers(int traceCapacity, Consumer<TraceEvent> alsoTo) {
        trace = new Trace(traceCapacity);
        sink = event -> {
            trace.record(event);
            alsoTo.accept(event);
        };
        rpc = new InProcessRpcClient(nodes, clock, sink);
    }

    /** Adds a server that nobody watches but through the messages it sends. */
    public final void add(NodeId id, N node) {
        add(id, node, Recorder.NONE);
    }

    /** Adds a server, and whoever watches it from inside. */
    public final void add(NodeId id, N node, Recorder recorder) {
        if (started) throw new IllegalStateException("add " + id + " before start(): the others know all their peers");
        nodes.put(id, new LiveNode<>(id, node, recorder, rpc, clock, sink));
    }

    /** Starts the threads of all servers. */
    public final void start() {
        started = true;
        nodes.values().forEach(node -> node.start(this::ended));
    }

    /** A server's thread has ended, and touches it no more; called in that thread. */
    void ended(N node) {}

    /** Nanoseconds since the start. */
    public final long now() {
        return clock.getAsLong();
    }

    /** The names of all servers, stopped ones included. */
    public final List<NodeId> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** Hands something to a server, which takes it in on its own thread; a stopped one misses it. */
    public final void hand(NodeId id, Input<? super N> input) {
        find(id).hand(input);
    }

    /** Asks a server something, on its own thread, and waits for the answer; a stopped one answers from its last state. */
    public final <T> T ask(NodeId id, Function<N, T> question) {
        if (!started) throw new IllegalStateException("ask " + id + " after start(): nobody would answer now");
        return find(id).ask(question);
    }

    /** Whether a server has not been stopped. */
    public final boolean isRunning(NodeId id) {
        return find(id).isRunning();
    }

    private LiveNode<N> find(NodeId id) {
        LiveNode<N> node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id + ": this cluster has " + nodes());
        return node;
    }

    /** What happened so far. */
    public final Trace trace() {
        return trace;
    }

    /** Lets so much time pass. @throws IllegalArgumentException if it is more than a year */
    public final void runFor(Duration duration) {
        requireOpen();
        long nanos = Times.nanos("a run of", duration);
        long end = now() + nanos;
        awaitUntil("the end of a wait", PATIENCE.plusNanos(nanos), () -> now() >= end);
    }

    /**
     * Waits until something is true.
     *
     * @param what what is awaited, for the message if it does not come
     * @throws IllegalStateException if it has not come within half a minute
     */
    public final void awaitUntil(String what, BooleanSupplier condition) {
        requireOpen();
        awaitUntil(what, PATIENCE, condition);
    }

    private void awaitUntil(String what, Duration patience, BooleanSupplier condition) {
        long end = now() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (now() > end) throw new IllegalStateException("waited " + patience + " in vain for " + what);
            if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted awaiting " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    /** Stops a server for good: its memory is lost. Returns once its thread has ended. */
    public final void stop(NodeId id) {
        requireOpen();
        find(id).stop();
    }

    /** Cuts the way from one server to another; the way back stays open. */
    public final void cut(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        rpc.relink("cut " + from + " → " + to, links -> links.cut(from, to));
    }

    /** Opens the way from one server to another again. */
    public final void heal(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        rpc.relink("heal " + from + " → " + to, links -> links.heal(from, to));
    }

    /** Lets only servers of the same group reach each other; those in no group form one together. Undoes earlier cuts. */
    public final void partition(List<? extends Collection<NodeId>> groups) {
        requireOpen();
        Partition partition = new Partition(groups);
        requireKnown(partition.members());
        rpc.relink(partition.describe(), links -> Links.of(nodes(), partition));
    }

    /** Whether the way from one server to another is open. */
    public final boolean canReach(NodeId from, NodeId to) {
        requireKnown(List.of(from, to));
        return !rpc.isCut(from, to);
    }

    private void requireKnown(Collection<NodeId> ids) {
        ids.forEach(this::find);
    }

    final boolean isClosed() {
        return closed;
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this cluster is closed: start a new one");
    }

    /** Stops all servers and their threads. Closing twice does nothing more. */
    @Override
    public void close() {
        closed = true;
        nodes.values().forEach(LiveNode::stop);
    }
}
