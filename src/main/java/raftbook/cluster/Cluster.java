package raftbook.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import raftbook.metadata.MetadataService;
import raftbook.picture.LogStrip;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.trace.Trace;

/**
 * Servers in one JVM, and what can be done to them. There are two kinds, with the same servers in them: one
 * runs on threads and the real clock, the other in virtual time, from a seed.
 *
 * <p>Methods that take a node's name throw IllegalArgumentException if the cluster has no such node. Once the cluster is
 * closed, what would run or change it throws IllegalStateException, requests are refused, and states and trace can still
 * be read.
 */
public interface Cluster extends AutoCloseable {

    /** The names of all servers, stopped ones included. */
    List<NodeId> nodes();

    /** Where its randomness comes from: the seed that it was given, or has drawn. */
    long seed();

    /** The service of one server: to put, delete and get. */
    MetadataService node(NodeId id);

    /** The state of one server. */
    NodeState state(NodeId id);

    /** What happened so far. */
    Trace trace();

    /** Lets the cluster run for so long, by its own clock. */
    void runFor(Duration duration);

    /**
     * Lets the cluster run until something is true.
     *
     * @param what what is awaited, for the message if it does not come
     * @throws IllegalStateException if it has not come within {@link Servers#PATIENCE}
     */
    void awaitUntil(String what, BooleanSupplier condition);

    /**
     * Lets the cluster run until a request has ended, and returns its result.
     *
     * @throws raftbook.raft.RefusedException if it was certainly not done
     * @throws raftbook.metadata.UnknownOutcomeException if nobody can say
     */
    <T> T await(CompletableFuture<T> answer);

    /** Stops a server for good: its memory is lost, and it must not come back empty under its old name. */
    void stop(NodeId id);

    /**
     * Refuses: a stopped server has forgotten its term, its vote and its log, and would break Raft's promises if it took
     * part again under its old name (§5.1, Figure 2: persistent state).
     *
     * @throws UnsupportedOperationException always, until servers have storage
     */
    default void restart(NodeId id) {
        throw new UnsupportedOperationException(
                state(id).id() + " cannot come back: stopped, it has lost its term, vote and log, and could"
                        + " vote twice or forget what it acknowledged. Start a new cluster instead");
    }

    /** Cuts the way from one server to another; the way back stays open. */
    void cut(NodeId from, NodeId to);

    /** Opens the way from one server to another again. */
    void heal(NodeId from, NodeId to);

    /** Lets only servers of the same group reach each other; those in no group form one together. Undoes earlier cuts. */
    void partition(List<? extends Collection<NodeId>> groups);

    /** Whether the way from one server to another is open. */
    boolean canReach(NodeId from, NodeId to);

    /** Cuts one server off from all others, both ways. Undoes earlier cuts. */
    default void isolate(NodeId id) {
        partition(List.of(List.of(id)));
    }

    /** Opens all ways again. */
    default void heal() {
        partition(List.of());
    }

    /** The states of all servers, in the order of their names. */
    default List<NodeState> states() {
        return nodes().stream().map(this::state).toList();
    }

    /** The leader of the highest term among the running servers, if there is one. An older one may not know of it yet. */
    default Optional<NodeId> leader() {
        return states().stream()
                .filter(NodeState::leads)
                .max(Comparator.comparingLong(NodeState::term))
                .map(NodeState::id);
    }

    /** Lets the cluster run until a server leads, and returns its name. */
    default NodeId awaitLeader() {
        awaitUntil("a leader", () -> leader().isPresent());
        return leader().orElseThrow();
    }

    /**
     * Lets the cluster run until it {@linkplain #hasConverged has converged}: whatever this thread has put before is then on
     * every server that counts, unless it was refused or has been overwritten.
     */
    default void awaitConvergence() {
        awaitUntil("equal logs, applied everywhere", this::hasConverged);
    }

    /**
     * Whether every request that was handed to a running server before has been taken in, and all servers that count hold
     * the same log, have applied all of it, and hold the same store. Those count that run, and with which a majority of the
     * cluster is connected both ways, themselves included; where no majority is, all that run.
     */
    default boolean hasConverged() {
        List<NodeState> running = states().stream().filter(NodeState::running).toList();
        List<NodeState> connected = running.stream()
                .filter(one -> 2 * connections(one, running) > nodes().size())
                .toList();
        List<NodeState> counting = connected.isEmpty() ? running : connected;
        return counting.stream().allMatch(state -> state.agreesWith(counting.get(0)));
    }

    private long connections(NodeState one, List<NodeState> all) {
        return all.stream()
                .filter(other -> canReach(one.id(), other.id()) && canReach(other.id(), one.id()))
                .count();
    }

    /** The logs of all servers, side by side, as a picture. */
    default LogStrip logs() {
        return LogStrip.of(states().stream().map(NodeState::row).toList()).after(trace());
    }

    /** What happened so far, as a picture. */
    default SpaceTimeDiagram picture() {
        return SpaceTimeDiagram.of(trace()).nodes(nodes()).width(760);
    }

    /** The states of all servers as a table in plain text. */
    default String table() {
        return StateTable.of(states());
    }

    /** Stops every server. What they have taken in ends as unknown, what still waits is refused. Closing twice does nothing more. */
    @Override
    void close();
}
