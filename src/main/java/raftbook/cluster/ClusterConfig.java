package raftbook.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.trace.Trace;

/**
 * What a cluster is built from.
 *
 * @param nodes the names of its servers
 * @param raft how each server behaves
 * @param seed where all randomness comes from: in a simulation, the same seed gives the same run
 * @param patience how long a request may take before its outcome is given up as unknown
 * @param traceCapacity how many events the trace keeps
 */
public record ClusterConfig(List<NodeId> nodes, RaftConfig raft, long seed, Duration patience, int traceCapacity) {

    /** @throws IllegalArgumentException if there is no server, a name occurs twice, or the patience is not positive */
    public ClusterConfig {
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) throw new IllegalArgumentException("cluster of size 0: a cluster needs at least 1 node");
        if (new HashSet<>(nodes).size() < nodes.size()) {
            throw new IllegalArgumentException("cluster " + nodes + ": each node needs a name of its own");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience " + patience + ": must be positive");
        }
    }

    /** A cluster of so many servers, named n1, n2 and so on, with default times and rules. */
    public static ClusterConfig of(int size) {
        List<NodeId> names = IntStream.rangeClosed(1, size)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
        return new ClusterConfig(names, RaftConfig.DEFAULT, 1, Duration.ofSeconds(5), Trace.DEFAULT_CAPACITY);
    }

    /** This cluster with another seed. */
    public ClusterConfig withSeed(long other) {
        return new ClusterConfig(nodes, raft, other, patience, traceCapacity);
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
