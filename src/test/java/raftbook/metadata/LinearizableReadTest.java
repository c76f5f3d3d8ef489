package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

class LinearizableReadTest {

    @Test
    void aReadSeesWhatWasDoneBeforeIt() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            MetadataService leader = cluster.node(cluster.awaitLeader());
            assertThat(cluster.await(leader.getMetadata("/a"))).isEmpty();
            cluster.await(leader.putMetadata("/a", "v1"));
            assertThat(cluster.await(leader.getMetadata("/a"))).contains("v1");
            cluster.await(leader.deleteMetadata("/a"));
            assertThat(cluster.await(leader.getMetadata("/a"))).isEmpty();
        }
    }

    @Test
    void aReadNeedsAnAnswerFromAMajorityButNoLogEntry() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId leader = cluster.awaitLeader();
            cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
            int entries = cluster.state(leader).log().size();
            long asked = cluster.now();
            cluster.await(cluster.node(leader).getMetadata("/a"));
            assertThat(cluster.now() - asked)
                    .as("a message takes 5 ms at least, there and back")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(10).toNanos());
            assertThat(cluster.state(leader).log()).hasSize(entries);
        }
    }

    @Test
    void anIsolatedOldLeaderDoesNotAnswerARead() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId old = cluster.awaitLeader();
            cluster.await(cluster.node(old).putMetadata("/a", "old"));
            cluster.isolate(old);
            NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, old);
            cluster.await(cluster.node(successor).putMetadata("/a", "new"));

            assertThat(cluster.state(old).leads())
                    .as("the old leader still believes")
                    .isTrue();
            CompletableFuture<Optional<String>> read = cluster.node(old).getMetadata("/a");
            assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> cluster.await(read));
            assertThat(cluster.await(cluster.node(successor).getMetadata("/a"))).contains("new");
        }
    }

    @Test
    void anAnswerOnItsWayBeforeTheReadDoesNotConfirmIt() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId leader = cluster.awaitLeader();
            cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
            // The followers have just been asked; their answers are under way, and will still arrive.
            cluster.fireTimer(leader);
            for (NodeId id : cluster.nodes()) if (!id.equals(leader)) cluster.cut(leader, id);
            CompletableFuture<Optional<String>> read = cluster.node(leader).getMetadata("/a");
            assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> cluster.await(read));
        }
    }

    /**
     * The leader acknowledges a write and dies before it tells anybody that the write is committed. A successor that
     * answered from its own commit index would not find the write; its no-op must be committed first. The only other
     * server left refuses the no-op at first, for its log is too short, and so confirms the successor's office before
     * anything can be committed.
     */
    @Test
    void aNewLeaderAnswersOnlyAfterItsOwnNoOpIsCommitted() {
        for (long seed = 1; seed <= 20; seed++) {
            ClusterConfig config = ClusterConfig.of(3).withSeed(seed).withPatience(Duration.ofDays(1));
            try (SimulatedCluster cluster = new SimulatedCluster(config)) {
                NodeId old = cluster.awaitLeader();
                NodeId successor = cluster.nodes().get(cluster.nodes().indexOf(old) == 0 ? 1 : 0);
                cluster.runFor(Duration.ofMillis(100));
                cluster.partition(List.of(List.of(old, successor)));
                cluster.await(cluster.node(old).putMetadata("/a", "acknowledged"));
                cluster.stop(old);
                cluster.heal();

                cluster.awaitUntil(
                        "a successor", () -> cluster.inside(successor).raft().role() == RaftRole.LEADER);
                long noOp = cluster.state(successor).log().size();
                assertThat(cluster.state(successor).log().get((int) noOp - 1).isNoOp())
                        .isTrue();
                assertThat(cluster.state(successor).commitIndex()).isLessThan(noOp - 1);
                CompletableFuture<Optional<String>> read =
                        cluster.node(successor).getMetadata("/a");
                while (!read.isDone()) {
                    assertThat(cluster.state(successor).commitIndex()).isLessThan(noOp);
                    cluster.step();
                }
                assertThat(cluster.state(successor).commitIndex()).isGreaterThanOrEqualTo(noOp);
                assertThat(read.join()).as("seed %d", seed).contains("acknowledged");
            }
        }
    }

    @Test
    void readsAreAnsweredInTheOrderOfAsking() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId leader = cluster.awaitLeader();
            List<Integer> answered = new ArrayList<>();
            List<CompletableFuture<?>> reads = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                reads.add(cluster.node(leader).getMetadata("/k" + i).thenRun(() -> answered.add(number)));
                if (i % 100 == 0) cluster.step();
            }
            cluster.await(CompletableFuture.allOf(reads.toArray(CompletableFuture[]::new)));
            assertThat(answered).hasSize(1_000).isSorted();
        }
    }
}
