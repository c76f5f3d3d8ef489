package raftbook.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/**
 * Servers on real threads, one for each, and the real clock: what {@link Simulation} does in virtual time. Safe for use by
 * several threads. To stop a server, or all, ends threads and returns once they have ended.
 *
 * @param <N> what kind of server runs in it
 */
public class LiveServers<N extends Node> extends Servers<N, LiveNode<N>> {

    private final LiveClock clock = new LiveClock();
    private final Consumer<TraceEvent> alsoTo;
    private final InProcessRpcClient rpc;
    private volatile boolean started;

    /** No servers yet: {@link #add} them, then {@link #start}. @param traceCapacity how many events the trace keeps */
    public LiveServers(int traceCapacity) {
        this(traceCapacity, event -> {});
    }

    /** @param alsoTo is told of every event as well, in the thread in which it happens */
    LiveServers(int traceCapacity, Consumer<TraceEvent> alsoTo) {
        super(traceCapacity);
        this.alsoTo = alsoTo;
        this.rpc = new InProcessRpcClient(members::find, clock, this::record);
    }

    @Override
    final LiveNode<N> driver(NodeId id, N node, Recorder recorder) {
        if (started) throw new IllegalStateException("add " + id + " before start(): the others know all their peers");
        return new LiveNode<>(id, node, recorder, rpc, clock, this::record);
    }

    /** Starts the threads of all servers. */
    public final void start() {
        requireOpen();
        started = true;
        members.all().forEach(server -> server.start(this::ended));
    }

    @Override
    final void record(TraceEvent event) {
        super.record(event);
        alsoTo.accept(event);
    }

    @Override
    final Network network() {
        return rpc;
    }

    @Override
    public final long now() {
        return clock.getAsLong();
    }

    /** Asks a server something, on its own thread, and waits for the answer; a stopped one answers from its last state. */
    public final <T> T ask(NodeId id, Function<N, T> question) {
        if (!started) throw new IllegalStateException("ask " + id + " after start(): nobody would answer now");
        return members.find(id).ask(question);
    }

    @Override
    public final void runFor(Duration duration) {
        requireOpen();
        long nanos = Times.nanos("a run of", duration);
        long end = now() + nanos;
        awaitUntil("the end of a wait", PATIENCE.plusNanos(nanos), () -> now() >= end);
    }

    @Override
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

    @Override
    final void awaitEnd(CompletableFuture<?> answer) {
        try {
            answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            // It has ended, and that is what was awaited.
        } catch (TimeoutException late) {
            throw new IllegalStateException("waited " + PATIENCE + " in vain for an answer", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted awaiting an answer", interrupted);
        }
    }
}
