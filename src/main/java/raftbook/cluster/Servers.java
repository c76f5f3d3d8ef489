package raftbook.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.trace.Recorder;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * Servers, a network between them, and a trace of what happens: what {@link LiveServers}, on threads, and {@link
 * Simulation}, in virtual time, have in common.
 *
 * <p>Whoever names a server that is not among them gets an IllegalArgumentException. Once they are closed, what would run
 * or change them throws IllegalStateException; what they were can still be read.
 *
 * @param <N> what kind of server runs in it
 * @param <D> what drives one of them
 */
public abstract class Servers<N extends Node, D extends DrivenNode<N>> implements AutoCloseable {

    /** How long the await methods wait, by the servers' own clock, before they give up. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What those are told who call after the end. */
    static final String CLOSED = "this cluster is closed: start a new one";

    final Members<D> members = new Members<>();
    final Trace trace;
    private volatile boolean closed;

    /** @param traceCapacity how many events the trace keeps */
    Servers(int traceCapacity) {
        trace = new Trace(traceCapacity);
    }

    /** Adds a server that nobody watches but through the messages it sends. */
    public final void add(NodeId id, N node) {
        add(id, node, Recorder.NONE);
    }

    /** Adds a server, and whoever watches it from inside. In a simulation it may take the place of one of its name. */
    public final void add(NodeId id, N node, Recorder recorder) {
        requireOpen();
        members.put(id, driver(id, node, recorder));
    }

    /** What shall drive a new server. */
    abstract D driver(NodeId id, N node, Recorder recorder);

    /** A server takes no further step; called by whoever took its last. */
    void ended(N node) {}

    /** Something has happened. */
    void record(TraceEvent event) {
        trace.record(event);
    }

    /** What happened so far. */
    public final Trace trace() {
        return trace;
    }

    /** Nanoseconds since the start, by the servers' own clock: virtual ones in a simulation. */
    public abstract long now();

    /** The names of all servers, stopped ones included. */
    public final List<NodeId> nodes() {
        return members.names();
    }

    /** Hands something to a server, which takes it in with its next step; a stopped one misses it. */
    public final void hand(NodeId id, Input<? super N> input) {
        members.find(id).hand(input);
    }

    /** Whether a server has not been stopped; a paused one has not. */
    public final boolean isRunning(NodeId id) {
        return members.find(id).isRunning();
    }

    /** Lets so much time pass. @throws IllegalArgumentException if it is more than a year */
    public abstract void runFor(Duration duration);

    /**
     * Lets time pass until something is true.
     *
     * @param what what is awaited, for the message if it does not come
     * @throws IllegalStateException if it has not come within {@link #PATIENCE}
     */
    public abstract void awaitUntil(String what, BooleanSupplier condition);

    /**
     * Lets time pass until a request has ended, and returns its result; an exception that ended it is thrown.
     *
     * @throws IllegalStateException if it has not ended within {@link #PATIENCE}
     */
    public final <T> T await(CompletableFuture<T> answer) {
        if (!answer.isDone()) awaitEnd(answer);
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException outcome ? outcome : failed;
        }
    }

    abstract void awaitEnd(CompletableFuture<?> answer);

    /** Stops a server for good: its memory is lost. */
    public final void stop(NodeId id) {
        requireOpen();
        members.find(id).stop();
    }

    /** Cuts the way from one server to another; the way back stays open. */
    public final void cut(NodeId from, NodeId to) {
        requireOpen();
        members.requireKnown(List.of(from, to));
        network().relink("cut " + from + " → " + to, links -> links.cut(from, to));
    }

    /** Opens the way from one server to another again. */
    public final void heal(NodeId from, NodeId to) {
        requireOpen();
        members.requireKnown(List.of(from, to));
        network().relink("heal " + from + " → " + to, links -> links.heal(from, to));
    }

    /** Lets only servers of the same group reach each other; those in no group form one together. Undoes earlier cuts. */
    public final void partition(List<? extends Collection<NodeId>> groups) {
        requireOpen();
        Partition partition = new Partition(groups);
        members.requireKnown(partition.members());
        network().relink(partition.describe(), links -> Links.of(nodes(), partition));
    }

    /** Whether the way from one server to another is open. */
    public final boolean canReach(NodeId from, NodeId to) {
        members.requireKnown(List.of(from, to));
        return !network().isCut(from, to);
    }

    abstract Network network();

    final boolean isClosed() {
        return closed;
    }

    final void requireOpen() {
        if (closed) throw new IllegalStateException(CLOSED);
    }

    /** Stops all servers; nothing happens any more. Closing twice does nothing more. */
    @Override
    public final void close() {
        closed = true;
        members.all().forEach(DrivenNode::stop);
    }
}
