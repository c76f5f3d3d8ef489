package raftbook.cluster;

import java.util.random.RandomGenerator;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataService;
import raftbook.metadata.MetadataStore;
import raftbook.picture.MovingPicture;
import raftbook.raft.NodeId;
import raftbook.raft.RaftNode;
import raftbook.raft.RefusedException;
import raftbook.trace.JfrRecorder;
import raftbook.trace.NodeRecorder;

/** The metadata service on real threads and the real clock: the servers of {@link SimulatedCluster}, live. */
public final class LiveCluster extends LiveServers<MetadataNode> implements Cluster {

    private final long seed;

    /** A cluster of so many servers, running already, with a fresh seed. */
    public static LiveCluster of(int size) {
        return new LiveCluster(ClusterConfig.of(size));
    }

    /** Builds the cluster and starts its servers. */
    public LiveCluster(ClusterConfig config) {
        super(config.traceCapacity(), JfrRecorder::emit);
        seed = config.seed().orElseGet(Seeds::fresh);
        for (NodeId id : config.nodes()) {
            MetadataStore store = new MetadataStore();
            RandomGenerator random = Seeds.randomFor(seed, nodes().size());
            RaftNode raft = new RaftNode(id, config.nodes(), config.raft(), random, store, now());
            add(id, new MetadataNode(raft, store, config.patience()), new NodeRecorder(raft));
        }
        start();
    }

    @Override
    void ended(MetadataNode node) {
        node.stopped();
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public MetadataService node(NodeId id) {
        isRunning(id);
        return request -> {
            if (isClosed()) request.refuse(new RefusedException(CLOSED));
            else hand(id, request);
        };
    }

    @Override
    public NodeState state(NodeId id) {
        return ask(id, node -> NodeState.of(node, isRunning(id)));
    }

    /** The cluster as it is, moving for as long as it runs. */
    public MovingPicture watch() {
        return MovingPicture.watch(trace(), this::now);
    }
}
