package raftbook.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataService;
import raftbook.metadata.MetadataStore;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RefusedException;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A cluster in virtual time. Nothing happens between two events, so time jumps from one to the next: the arrival of a
 * message, a request, or the moment a server asked to be woken. Everything random comes from one seed, and a run with
 * the same seed and the same calls is the same run, to the last event. Not thread-safe.
 */
public final class SimulatedCluster implements Cluster {

    private record Scheduled(long at, long order, Runnable action) {}

    private final Map<NodeId, SimulatedNode> nodes = new LinkedHashMap<>();
    private final SimulatedNetwork network;
    private final PriorityQueue<Scheduled> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::at).thenComparingLong(Scheduled::order));
    private final Trace trace;
    private final ClusterConfig config;
    /** Requests on their way to a server, in the order of asking, which is the order of arrival. */
    private final Queue<Runnable> arriving = new ArrayDeque<>();

    private List<TraceEvent> news = new ArrayList<>();
    private Links links = Links.ALL;
    private long now;
    private long scheduled;
    private long messages;
    private boolean closed;

    /** Builds the cluster. Its time stands at 0 until it is run. */
    public SimulatedCluster(ClusterConfig config) {
        this.config = config;
        this.network = new SimulatedNetwork(config.randomFor(-1));
        this.trace = new Trace(config.traceCapacity());
        for (NodeId id : config.nodes()) {
            MetadataStore store = new MetadataStore();
            var random = config.randomFor(nodes.size());
            RaftNode raft = new RaftNode(id, config.nodes(), config.raft(), random, store, 0);
            nodes.put(
                    id, new SimulatedNode(new MetadataNode(raft, store, config.patience()), this::send, this::record));
        }
    }

    private void record(TraceEvent event) {
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
        else nodes.get(copy.to()).receive(now, copy);
    }

    private void lose(InFlight copy, String why) {
        record(new TraceEvent.Lost(now, copy.id(), copy.from(), copy.to(), copy.message(), why));
    }

    private void schedule(long at, Runnable action) {
        agenda.add(new Scheduled(at, scheduled++, action));
    }

    /** Virtual nanoseconds since the cluster started. */
    public long now() {
        return now;
    }

    /** What built this cluster; its seed among the rest. */
    public ClusterConfig config() {
        return config;
    }

    /**
     * Carries out the next event, whenever it is due, and returns all that came of it.
     *
     * @throws IllegalStateException if nothing is left that could happen, or the cluster is closed
     */
    public List<TraceEvent> step() {
        requireOpen();
        SimulatedNode due = nextToWake();
        long wakeAt = due.wakeAt();
        long nextAt = agenda.isEmpty() ? Long.MAX_VALUE : agenda.peek().at;
        if (wakeAt == Long.MAX_VALUE && nextAt == Long.MAX_VALUE) {
            throw new IllegalStateException("nothing can happen any more: all nodes are stopped or paused");
        }
        now = Math.max(now, Math.min(wakeAt, nextAt));
        if (nextAt <= wakeAt) agenda.remove().action.run();
        else due.step(now);
        return takeNews();
    }

    private List<TraceEvent> takeNews() {
        List<TraceEvent> taken = news;
        news = new ArrayList<>();
        return taken;
    }

    private SimulatedNode nextToWake() {
        SimulatedNode first = null;
        for (SimulatedNode node : nodes.values()) if (first == null || node.wakeAt() < first.wakeAt()) first = node;
        return first;
    }

    /** When the next event is due, in virtual nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public long nextEventAt() {
        return Math.min(nextToWake().wakeAt(), agenda.isEmpty() ? Long.MAX_VALUE : agenda.peek().at);
    }

    /** Plans an action of the run's script for a virtual time. */
    public void at(long time, Runnable action) {
        requireOpen();
        schedule(Math.max(now, time), action);
    }

    @Override
    public void runFor(Duration duration) {
        requireOpen();
        long end = now + duration.toNanos();
        while (nextEventAt() <= end) step();
        now = Math.max(now, end);
    }

    @Override
    public void awaitUntil(String what, BooleanSupplier condition) {
        requireOpen();
        long end = now + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (nextEventAt() > end) {
                throw new IllegalStateException(
                        "waited " + PATIENCE + " of virtual time in vain for " + what + ", seed " + config.seed());
            }
            step();
        }
    }

    @Override
    public <T> T await(CompletableFuture<T> answer) {
        if (!answer.isDone()) awaitUntil("an answer", answer::isDone);
        try {
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException outcome ? outcome : failed;
        }
    }

    /** Changes how the network treats messages that are sent from now on. */
    public void setFaults(Faults faults) {
        requireOpen();
        network.setFaults(faults);
    }

    /** Stops a server's clock and lets its mail wait, as a long garbage collection would. */
    public void pause(NodeId id) {
        requireOpen();
        find(id).pause(now);
    }

    /** Lets a paused server go on: its clock where it stood, its mail all at once. */
    public void resume(NodeId id) {
        requireOpen();
        find(id).resume(now);
    }

    /** Lets a server's clock run fast (above 1) or slow (below 1). */
    public void skew(NodeId id, double rate) {
        requireOpen();
        if (!(rate > 0)) throw new IllegalArgumentException("clock rate " + rate + ": must be positive");
        find(id).clock.setRate(now, rate);
    }

    /** Lets a server's clock jump ahead to the moment for which it set its timer, so that the timer fires now. */
    public void fireTimer(NodeId id) {
        requireOpen();
        SimulatedNode node = find(id);
        long local = node.clock.toLocal(now);
        node.clock.jumpTo(now, Math.max(local, node.node.wakeAt()));
        node.step(now);
    }

    /** From now on, messages wait until they are delivered or dropped by hand; false lets new ones travel again. */
    public void holdMessages(boolean hold) {
        requireOpen();
        network.setHolding(hold);
    }

    /** The messages on their way, in the order in which they were sent. */
    public List<InFlight> inFlight() {
        return List.copyOf(network.inFlight());
    }

    /** Delivers one message now, whatever the network had in mind for it. */
    public void deliver(InFlight copy) {
        takeByHand(copy);
        find(copy.to()).receive(now, copy);
    }

    /** Loses one message now. */
    public void drop(InFlight copy) {
        takeByHand(copy);
        lose(copy, "dropped by hand");
    }

    private void takeByHand(InFlight copy) {
        requireOpen();
        if (!network.remove(copy)) {
            throw new IllegalArgumentException(copy + " is not on its way: choose one of inFlight()");
        }
    }

    @Override
    public List<NodeId> nodes() {
        return List.copyOf(nodes.keySet());
    }

    /** The server itself, to look at; whoever changes it leaves the protocol. */
    public MetadataNode inside(NodeId id) {
        return find(id).node;
    }

    /** Whether a server has not been stopped; a paused one has not. */
    public boolean isRunning(NodeId id) {
        return find(id).isRunning();
    }

    private SimulatedNode find(NodeId id) {
        SimulatedNode node = nodes.get(id);
        if (node == null) throw new IllegalArgumentException("no node " + id + ": this cluster has " + nodes());
        return node;
    }

    @Override
    public MetadataService node(NodeId id) {
        SimulatedNode node = find(id);
        return request -> {
            if (closed) request.refuse(new RefusedException("this cluster is closed: start a new one"));
            else submit(() -> node.submit(now, request));
        };
    }

    private void submit(Runnable arrival) {
        arriving.add(arrival);
        schedule(now, () -> arriving.remove().run());
    }

    @Override
    public NodeState state(NodeId id) {
        return find(id).state();
    }

    @Override
    public Trace trace() {
        return trace;
    }

    @Override
    public void stop(NodeId id) {
        requireOpen();
        find(id).stop(now);
    }

    @Override
    public void cut(NodeId from, NodeId to) {
        requireKnown(List.of(from, to));
        relink("cut " + from + " → " + to, links.cut(from, to));
    }

    @Override
    public void heal(NodeId from, NodeId to) {
        requireKnown(List.of(from, to));
        relink("heal " + from + " → " + to, links.heal(from, to));
    }

    @Override
    public void partition(List<? extends Collection<NodeId>> groups) {
        groups.forEach(this::requireKnown);
        relink(groups.isEmpty() ? "healed" : "partition " + groups, Links.partition(nodes(), groups));
    }

    private void requireKnown(Collection<NodeId> ids) {
        ids.forEach(this::find);
    }

    private void relink(String what, Links changed) {
        requireOpen();
        record(new TraceEvent.NetworkFault(now, what));
        links = changed;
    }

    private void requireOpen() {
        if (closed) throw new IllegalStateException("this cluster is closed: start a new one");
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        agenda.clear();
        nodes.values().forEach(node -> node.stop(now));
        // Stopped servers refuse what had not reached them.
        while (!arriving.isEmpty()) arriving.remove().run();
    }
}
