package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.LiveCluster;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;

/** Bytes in the log that are no command: every server passes over them alike, and none dies of them. */
class PoisonedCommandTest {

    @Test
    void everyNodeRecordsTheSameRejectionsAndGoesOn() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 7)) {
            NodeId leader = cluster.awaitLeader();
            cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
            List<byte[]> garbage =
                    BadInput.commands().filter(bytes -> bytes.length > 0).toList();
            for (byte[] bytes : garbage) cluster.inside(leader).raft().propose(bytes);
            cluster.await(cluster.node(leader).putMetadata("/b", "v2"));
            cluster.awaitConvergence();

            List<MetadataStore.Rejected> expected =
                    cluster.inside(leader).store().rejected();
            assertThat(expected).hasSize(garbage.size());
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
        try (SimulatedCluster cluster = SimulatedCluster.of(1, 7)) {
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
                if (bytes.length > 0) ClusterKind.ask(cluster, node -> submit(node, bytes));
                else assertRefused(submit(cluster.node(cluster.awaitLeader()), bytes));
            }
            ClusterKind.put(cluster, "/a", "v");
            cluster.awaitConvergence();
            assertThat(cluster.states()).allSatisfy(state -> {
                assertThat(state.running()).isTrue();
                assertThat(state.store()).containsOnlyKeys("/a");
            });
        }
    }

    private static CompletableFuture<Done> submit(MetadataService node, byte[] command) {
        MetadataRequest.Write write = new MetadataRequest.Write(command, new CompletableFuture<>());
        node.submit(write);
        return write.answer();
    }

    /** An empty command would be taken for the no-op of a new leader. */
    private static void assertRefused(CompletableFuture<Done> answer) {
        assertThatThrownBy(answer::join)
                .hasCauseInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("command of 0 bytes changes nothing");
    }
}
