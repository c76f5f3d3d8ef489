package raftbook.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.trace.Trace;

/**
 * What a cluster is built from.
 *
 * @param nodes the names of its servers
 * @param raft how each server behaves
 * @param seed where all randomness comes from, if it was chosen; else a simulation takes 1, and a live cluster a fresh one
 * @param patience how long a request may take before its outcome is given up as unknown
 * @param traceCapacity how many events the trace keeps
 */
public record ClusterConfig(
        List<NodeId> nodes, RaftConfig raft, OptionalLong seed, Duration patience, int traceCapacity) {

    /** More servers than anybody needs, and than one JVM runs well. */
    public static final int MOST_NODES = 99;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** @throws IllegalArgumentException if there is no server, or over 99, a name occurs twice, or the patience is not from 1 ns to a year */
    public ClusterConfig {
        nodes = List.copyOf(nodes);
        requireSize(nodes.size());
        if (new HashSet<>(nodes).size() < nodes.size()) {
            throw new IllegalArgumentException("cluster " + nodes + ": each node needs a name of its own");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience " + patience + ": must be positive");
        }
        Times.nanos("patience", patience);
    }

    private static void requireSize(int size) {
        if (size < 1 || size > MOST_NODES) {
            throw new IllegalArgumentException(
                    "cluster of size " + size + ": a cluster needs 1 to " + MOST_NODES + " nodes");
        }
    }

    /** A cluster of so many servers, named n1, n2 and so on, with default times and rules. */
    public static ClusterConfig of(int size) {
        requireSize(size);
        List<NodeId> names = IntStream.rangeClosed(1, size)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
        return new ClusterConfig(names, RaftConfig.DEFAULT, OptionalLong.empty(), PATIENCE, Trace.DEFAULT_CAPACITY);
    }

    /** This cluster with this seed. */
    public ClusterConfig withSeed(long other) {
        return new ClusterConfig(nodes, raft, OptionalLong.of(other), patience, traceCapacity);
    }

    /** This cluster with servers that behave otherwise. */
    public ClusterConfig with(RaftConfig other) {
        return new ClusterConfig(nodes, other, seed, patience, traceCapacity);
    }

    /** This cluster with other patience towards its clients. */
    public ClusterConfig withPatience(Duration other) {
        return new ClusterConfig(nodes, raft, seed, other, traceCapacity);
    }

    /** This cluster with a longer or shorter trace. */
    public ClusterConfig withTraceCapacity(int other) {
        return new ClusterConfig(nodes, raft, seed, patience, other);
    }
}
