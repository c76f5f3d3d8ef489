package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import raftbook.cluster.Cluster;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.LiveCluster;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;

/** Bytes in the log that are no command: every server passes over them alike, and none dies of them. */
class PoisonedCommandTest {

    @Test
    void everyNodeRecordsTheSameRejectionsAndGoesOn() {
        try (SimulatedCluster cluster = Cluster.simulated(3, 7)) {
            NodeId leader = cluster.awaitLeader();
            cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
            List<byte[]> garbage = BadInput.commands().toList();
            for (byte[] bytes : garbage) cluster.inside(leader).raft().propose(bytes);
            cluster.await(cluster.node(leader).putMetadata("/b", "v2"));
            cluster.awaitConvergence();

            // The empty command is Raft's own no-op, and never reaches the store.
            List<MetadataStore.Rejected> expected =
                    cluster.inside(leader).store().rejected();
            assertThat(expected).hasSize(garbage.size() - 1);
            assertThat(expected)
                    .extracting(MetadataStore.Rejected::index)
                    .isSorted()
                    .doesNotHaveDuplicates();
            for (NodeId id : cluster.nodes()) {
                assertThat(cluster.inside(id).store().rejected()).isEqualTo(expected);
                assertThat(cluster.state(id).store()).containsOnlyKeys("/a", "/b");
                assertThat(cluster.isRunning(id)).isTrue();
            }
        }
    }

    @Test
    void aRejectionNamesItsPlaceInTheLogAndItsReason() {
        try (SimulatedCluster cluster = Cluster.simulated(1, 7)) {
            NodeId leader = cluster.awaitLeader();
            long index = cluster.inside(leader).raft().propose(new byte[] {1, 2, 3});
            cluster.await(cluster.node(leader).putMetadata("/a", "v"));
            assertThat(cluster.inside(leader).store().rejected())
                    .containsExactly(new MetadataStore.Rejected(
                            index, "command of 3 bytes is neither PUT\\n<key>\\n<value> nor DEL\\n<key>"));
        }
    }

    @Test
    void aLiveClusterSurvivesGarbageHandedToItsService() {
        try (LiveCluster cluster = new LiveCluster(ClusterKind.calm(3))) {
            for (byte[] bytes : BadInput.commands().toList()) {
                ClusterKind.ask(cluster, node -> {
                    MetadataRequest.Write write = new MetadataRequest.Write(bytes, new CompletableFuture<>());
                    node.submit(write);
                    return write.answer();
                });
            }
            ClusterKind.put(cluster, "/a", "v");
            cluster.awaitConvergence();
            assertThat(cluster.states()).allSatisfy(state -> {
                assertThat(state.running()).isTrue();
                assertThat(state.store()).containsOnlyKeys("/a");
            });
        }
    }
}
