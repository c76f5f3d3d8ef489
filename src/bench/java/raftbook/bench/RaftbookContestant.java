package raftbook.bench;

import java.util.concurrent.CompletableFuture;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.LiveCluster;
import raftbook.metadata.MetadataService;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.Timing;

/** This library's live cluster. */
final class RaftbookContestant implements Contestant {

    private final LiveCluster cluster;
    private NodeId leaderId;
    private MetadataService leader;
    private int nextTry;

    RaftbookContestant(int size) {
        this(size, Timing.DEFAULT);
    }

    RaftbookContestant(int size, Timing timing) {
        cluster = new LiveCluster(ClusterConfig.of(size).with(RaftConfig.DEFAULT.with(timing)));
        leaderId = cluster.awaitLeader();
        leader = cluster.node(leaderId);
        // The first put also waits for the followers to accept the new leader.
        put("/ready", "yes").join();
    }

    @Override
    public CompletableFuture<?> put(String key, String value) {
        return leader == null ? cluster.node(nextSurvivor()).putMetadata(key, value) : leader.putMetadata(key, value);
    }

    /** A client that knows no leader asks one server after the other. */
    private NodeId nextSurvivor() {
        NodeId next;
        do next = cluster.nodes().get(nextTry++ % cluster.nodes().size());
        while (next.equals(leaderId));
        return next;
    }

    @Override
    public CompletableFuture<?> get(String key) {
        return leader.getMetadata(key);
    }

    @Override
    public void stopLeader() {
        leader = null;
        cluster.stop(leaderId);
    }

    @Override
    public long term() {
        return cluster.states().stream().mapToLong(state -> state.term()).max().orElseThrow();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
