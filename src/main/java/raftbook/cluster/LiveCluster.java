package raftbook.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataService;
import raftbook.metadata.MetadataStore;
import raftbook.raft.NodeId;
import raftbook.raft.RaftNode;
import raftbook.raft.RefusedException;
import raftbook.trace.MovingPicture;
import raftbook.trace.Trace;

/** A cluster on real threads, one per server, and the real clock. */
public final class LiveCluster implements Cluster {

    private final Map<NodeId, LiveNode> nodes = new LinkedHashMap<>();
    private final LongSupplier clock = new LiveClock();
    private final Trace trace;
    private final InProcessRpcClient rpc;
    private volatile boolean closed;

    /** Builds the cluster and starts its servers. */
    public LiveCluster(ClusterConfig config) {
        trace = new Trace(config.traceCapacity());
        rpc = new InProcessRpcClient(nodes, clock, trace);
        for (NodeId id : config.nodes()) {
            MetadataStore store = new MetadataStore();
            RandomGenerator random = Seeds.randomFor(config.seed(), nodes.size());
            RaftNode raft = new RaftNode(id, config.nodes(), config.raft(), random, store, clock.getAsLong());
            nodes.put(id, new LiveNode(new MetadataNode(raft, store, config.patience()), rpc, clock, trace));
        }
        nodes.values().forEach(LiveNode::start);
    }

    @Override
    public List<NodeId> nodes() {
        return List.copyOf(nodes.keySet());
    }

    @Override
    public MetadataService node(NodeId id) {
        LiveNode node = find(id);
        return request -> {
            if (closed) request.refuse(new RefusedException("this cluster is closed: start a new one"));
            else node.submit(request);
        };
    }

    private LiveNode find(NodeId id) {
        LiveNode node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id + ": this cluster has " + nodes());
        return node;
    }

    @Override
    public NodeState state(NodeId id) {
        return find(id).state();
    }

    @Override
    public Trace trace() {
        return trace;
    }

    /** The cluster as it is, moving for as long as it runs. */
    public MovingPicture watch() {
        return MovingPicture.watch(trace, clock);
    }

    @Override
    public void runFor(Duration duration) {
        requireOpen();
        long end = clock.getAsLong() + duration.toNanos();
        awaitUntil("the end of a wait", duration.plus(PATIENCE), () -> clock.getAsLong() >= end);
    }

    @Override
    public void awaitUntil(String what, BooleanSupplier condition) {
        requireOpen();
        awaitUntil(what, PATIENCE, condition);
    }

    private void awaitUntil(String what, Duration patience, BooleanSupplier condition) {
        long end = clock.getAsLong() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (clock.getAsLong() > end) throw new IllegalStateException("waited " + patience + " in vain for " + what);
            if (Thread.currentThread().isInterrupted()) throw new IllegalStateException("interrupted awaiting " + what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException outcome
                    ? outcome
                    : new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("waited " + PATIENCE + " in vain for an answer", late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted awaiting an answer", interrupted);
        }
    }

    @Override
    public void stop(NodeId id) {
        requireOpen();
        find(id).stop();
    }

    @Override
    public void cut(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        rpc.relink("cut " + from + " → " + to, links -> links.cut(from, to));
    }

    @Override
    public void heal(NodeId from, NodeId to) {
        requireOpen();
        requireKnown(List.of(from, to));
        rpc.relink("heal " + from + " → " + to, links -> links.heal(from, to));
    }

    @Override
    public void partition(List<? extends Collection<NodeId>> groups) {
        requireOpen();
        groups.forEach(this::requireKnown);
        rpc.relink(Links.describe(groups), links -> Links.partition(nodes(), groups));
    }

    private void requireKnown(Collection<NodeId> ids) {
        ids.forEach(this::find);
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this cluster is closed: start a new one");
    }

    @Override
    public void close() {
        closed = true;
        nodes.values().forEach(LiveNode::stop);
    }
}
