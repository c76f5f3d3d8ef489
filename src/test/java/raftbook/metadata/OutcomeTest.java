package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.RaftConfig;
import raftbook.raft.RefusedException;
import raftbook.raft.SendLimits;

/** What a client is told: done or refused, and in which order. What is unknown has a test of its own. */
class OutcomeTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3).withPatience(FOREVER));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void doneMeansCommittedAndAppliedAndSaysWhere() {
        NodeId leader = cluster.awaitLeader();
        CompletableFuture<Done> answer = cluster.node(leader).putMetadata("/a", "v1");
        assertThat(answer).isNotDone();
        Done done = cluster.await(answer);
        assertThat(done).isEqualTo(new Done(2, cluster.state(leader).term()));
        assertThat(cluster.state(leader).log().get(1).commandText()).isEqualTo("PUT /a v1");
        assertThat(cluster.state(leader).commitIndex()).isGreaterThanOrEqualTo(done.index());
        assertThat(cluster.state(leader).store()).containsEntry("/a", "v1");
    }

    @Test
    void deletingWhatIsNotThereIsDoneAsWell() {
        NodeId leader = cluster.awaitLeader();
        assertThat(cluster.await(cluster.node(leader).deleteMetadata("/nothing"))
                        .index())
                .isEqualTo(2);
    }

    @Test
    void aFollowerRefusesAndNamesTheLeader() {
        NodeId leader = cluster.awaitLeader();
        cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
        NodeId follower = ClusterKind.followerOf(cluster, leader);
        for (CompletableFuture<?> answer : ClusterKind.requests(cluster, follower)) {
            assertThatExceptionOfType(NotLeaderException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessage(follower + " is a FOLLOWER in term 1: only the leader takes requests; ask " + leader)
                    .satisfies(refused -> assertThat(refused.leader()).contains(leader))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aNodeThatKnowsNoLeaderSaysSo() {
        for (CompletableFuture<?> answer : ClusterKind.requests(cluster, ClusterKind.N1)) {
            assertThatExceptionOfType(NotLeaderException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessageContainingAll("n1 is a FOLLOWER in term 0", "none is known to it, await one and retry")
                    .satisfies(refused -> assertThat(refused.leader()).isEmpty());
        }
    }

    @Test
    void thousandsOutstandingCompleteInTheOrderOfAsking() {
        restart(ClusterConfig.of(3).with(RaftConfig.DEFAULT.with(new SendLimits(64, 256))));
        NodeId leader = cluster.awaitLeader();
        List<Integer> completed = new ArrayList<>();
        List<CompletableFuture<Done>> answers = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            int number = i;
            answers.add(cluster.node(leader).putMetadata("/k" + i % 10, "v" + i));
            answers.get(i).thenRun(() -> completed.add(number));
        }
        cluster.await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
        assertThat(completed).hasSize(5_000).isSorted();
        assertThat(answers)
                .extracting(answer -> answer.join().index())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(cluster.state(leader).store()).containsEntry("/k9", "v4999");
    }

    @Test
    void readsAndWritesEachCompleteInOrderAndAReadSeesTheWritesDoneBeforeIt() {
        NodeId leader = cluster.awaitLeader();
        cluster.await(cluster.node(leader).putMetadata("/a", "v1"));
        CompletableFuture<Done> second = cluster.node(leader).putMetadata("/a", "v2");
        CompletableFuture<Optional<String>> read =
                second.thenCompose(done -> cluster.node(leader).getMetadata("/a"));
        assertThat(cluster.await(read)).contains("v2");
    }

    private void restart(ClusterConfig config) {
        cluster.close();
        cluster = new SimulatedCluster(config);
    }
}
