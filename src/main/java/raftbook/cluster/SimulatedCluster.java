package raftbook.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataService;
import raftbook.metadata.MetadataStore;
import raftbook.picture.MovingPicture;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.RefusedException;
import raftbook.raft.TermState;
import raftbook.trace.NodeRecorder;

/** The metadata service in virtual time: the servers of {@link LiveCluster}, in a {@link Simulation}. */
public final class SimulatedCluster extends Simulation<MetadataNode> implements Cluster {

    private final ClusterConfig config;

    /** A cluster of so many servers, from this seed. */
    public static SimulatedCluster of(int size, long seed) {
        return new SimulatedCluster(ClusterConfig.of(size).withSeed(seed));
    }

    /** Builds the cluster. Its time stands at 0 until it is run. */
    public SimulatedCluster(ClusterConfig config) {
        this(config, 0, Map.of());
    }

    /** A cluster with a past: the term that all servers have reached, and what is in their logs; nothing where none is named. */
    public SimulatedCluster(ClusterConfig config, long term, Map<NodeId, List<RaftLogEntry>> logs) {
        super(config.seed().orElse(1), config.traceCapacity());
        this.config = config;
        for (NodeId id : config.nodes()) {
            MetadataStore store = new MetadataStore();
            RandomGenerator random = Seeds.randomFor(seed(), nodes().size());
            TermState past = new TermState(term, null, null);
            List<RaftLogEntry> log = logs.getOrDefault(id, List.of());
            RaftNode raft = new RaftNode(id, config.nodes(), config.raft(), random, store, 0, past, log);
            add(id, new MetadataNode(raft, store, config.patience()), new NodeRecorder(raft));
        }
    }

    /** What built this cluster; its seed among the rest. */
    public ClusterConfig config() {
        return config;
    }

    @Override
    public MetadataService node(NodeId id) {
        inside(id);
        return request -> {
            if (isClosed()) request.refuse(new RefusedException(CLOSED));
            else hand(id, request);
        };
    }

    @Override
    public NodeState state(NodeId id) {
        return NodeState.of(inside(id), isRunning(id));
    }

    /** All that has happened so far once more, moving, so many times slower than in virtual time. */
    public MovingPicture replay(double slower) {
        return MovingPicture.replay(trace(), slower);
    }

    /** Found without the copies that states are, as campaigns ask often. */
    @Override
    public Optional<NodeId> leader() {
        NodeId leader = null;
        long term = -1;
        for (NodeId id : nodes()) {
            RaftNode raft = inside(id).raft();
            if (!isRunning(id) || raft.role() != RaftRole.LEADER || raft.term() <= term) continue;
            leader = id;
            term = raft.term();
        }
        return Optional.ofNullable(leader);
    }

    @Override
    public boolean hasConverged() {
        return hasTakenInAll() && Cluster.super.hasConverged();
    }

    @Override
    void ended(MetadataNode node) {
        node.stopped();
    }
}
