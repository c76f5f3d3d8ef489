package raftbook.cluster;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import raftbook.metadata.MetadataService;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.RaftConfig;
import raftbook.raft.Timing;

/** The two kinds of cluster, so that one test can ask the same of both. */
public enum ClusterKind {
    LIVE {
        @Override
        public Cluster start(ClusterConfig config) {
            return new LiveCluster(config);
        }
    },
    SIMULATED {
        @Override
        public Cluster start(ClusterConfig config) {
            return new SimulatedCluster(config);
        }
    };

    /** Patient enough that a busy machine does not hold an election of its own accord. */
    private static final Timing CALM = Timing.ofMillis(50, 500, 1000);

    public static final NodeId N1 = new NodeId("n1");
    public static final NodeId N2 = new NodeId("n2");
    public static final NodeId N3 = new NodeId("n3");

    public abstract Cluster start(ClusterConfig config);

    /** A cluster of so many servers that are slow to give up their leader. */
    public Cluster start(int size) {
        return start(calm(size));
    }

    public static ClusterConfig calm(int size) {
        return ClusterConfig.of(size).with(RaftConfig.DEFAULT.with(CALM));
    }

    /** Asks the leader, and the next one as long as leaders change; for requests that may safely happen twice. */
    public static <T> T ask(Cluster cluster, Function<MetadataService, CompletableFuture<T>> request) {
        while (true) {
            try {
                return cluster.await(request.apply(cluster.node(cluster.awaitLeader())));
            } catch (NotLeaderException | UnknownOutcomeException deposed) {
                // Within the cluster's patience there will be another leader; without one, awaitLeader fails.
            }
        }
    }

    public static void put(Cluster cluster, String key, String value) {
        ask(cluster, node -> node.putMetadata(key, value));
    }

    public static Optional<String> get(Cluster cluster, String key) {
        return ask(cluster, node -> node.getMetadata(key));
    }

    /** One request of each kind, all under way. */
    public static List<CompletableFuture<?>> requests(Cluster cluster, NodeId id) {
        MetadataService node = cluster.node(id);
        return List.of(node.putMetadata("/r", "v"), node.deleteMetadata("/r"), node.getMetadata("/r"));
    }

    public static NodeId followerOf(Cluster cluster, NodeId leader) {
        return cluster.nodes().stream()
                .filter(id -> !id.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until some server other than this one leads. */
    public static NodeId awaitLeaderOtherThan(Cluster cluster, NodeId old) {
        cluster.awaitUntil("a leader other than " + old, () -> cluster.states().stream()
                .anyMatch(state -> state.leads() && !state.id().equals(old)));
        return cluster.states().stream()
                .filter(state -> state.leads() && !state.id().equals(old))
                .findFirst()
                .orElseThrow()
                .id();
    }
}
