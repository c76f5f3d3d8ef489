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

/** The three ways in which a request can end: done, refused, unknown. */
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
        NodeId follower = followerOf(leader);
        for (CompletableFuture<?> answer : requests(follower)) {
            assertThatExceptionOfType(NotLeaderException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessage(follower + " is a FOLLOWER in term 1: only the leader takes requests; ask " + leader)
                    .satisfies(refused -> assertThat(refused.leader()).contains(leader))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aNodeThatKnowsNoLeaderSaysSo() {
        for (CompletableFuture<?> answer : requests(ClusterKind.N1)) {
            assertThatExceptionOfType(NotLeaderException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessageContainingAll("n1 is a FOLLOWER in term 0", "none is known to it, await one and retry")
                    .satisfies(refused -> assertThat(refused.leader()).isEmpty());
        }
    }

    @Test
    void leadershipLostWithTheRequestInFlightLeavesItUnknown() {
        NodeId old = cluster.awaitLeader();
        cluster.isolate(old);
        List<CompletableFuture<?>> answers = requests(old);
        ClusterKind.awaitLeaderOtherThan(cluster, old);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isNotDone());
        cluster.heal();
        assertUnknown(answers, "lost its office", "new leader");
        cluster.awaitConvergence();
        assertThat(cluster.state(old).store()).isEmpty();
    }

    @Test
    void timeRunningOutAtAnIsolatedLeaderLeavesItUnknown() {
        restart(ClusterConfig.of(3).withPatience(Duration.ofMillis(700)));
        NodeId leader = cluster.awaitLeader();
        cluster.isolate(leader);
        List<CompletableFuture<?>> answers = requests(leader);
        long asked = cluster.now();
        assertUnknown(answers, "within PT0.7S", "may still happen");
        assertThat(Duration.ofNanos(cluster.now() - asked)).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void whatIsUnknownMayStillHappen() {
        restart(ClusterConfig.of(3).withPatience(Duration.ofMillis(1)));
        NodeId leader = cluster.awaitLeader();
        CompletableFuture<Done> answer = cluster.node(leader).putMetadata("/a", "late");
        assertUnknown(List.of(answer), "may still happen");
        cluster.awaitConvergence();
        assertThat(cluster.state(leader).store()).containsEntry("/a", "late");
    }

    @Test
    void stoppingTheLeaderLeavesItUnknown() {
        NodeId leader = cluster.awaitLeader();
        List<CompletableFuture<?>> answers = requests(leader);
        cluster.runFor(Duration.ZERO);
        cluster.stop(leader);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isDone());
        assertUnknown(answers, leader + " was stopped", "ask the next leader");
    }

    @Test
    void closingTheClusterLeavesItUnknown() {
        NodeId leader = cluster.awaitLeader();
        List<CompletableFuture<?>> answers = requests(leader);
        cluster.runFor(Duration.ZERO);
        cluster.close();
        assertUnknown(answers, "was stopped");
    }

    @Test
    void aRequestThatNeverReachedTheServerIsRefused() {
        NodeId leader = cluster.awaitLeader();
        cluster.pause(leader);
        List<CompletableFuture<?>> waitingAtThePausedNode = requests(leader);
        cluster.runFor(Duration.ofMillis(1));
        cluster.stop(leader);
        List<CompletableFuture<?>> onTheWay = requests(followerOf(leader));
        cluster.close();
        List<CompletableFuture<?>> all = new ArrayList<>(waitingAtThePausedNode);
        all.addAll(onTheWay);
        all.addAll(requests(leader));
        assertThat(all).allSatisfy(answer -> assertThat(answer).isDone().isCompletedExceptionally());
        for (CompletableFuture<?> answer : all) {
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> cluster.await(answer));
        }
    }

    @Test
    void thousandsOutstandingCompleteInTheOrderOfAsking() {
        restart(ClusterConfig.of(3).with(RaftConfig.DEFAULT.withLimits(64, 256)));
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

    private NodeId followerOf(NodeId leader) {
        return cluster.nodes().stream()
                .filter(id -> !id.equals(leader))
                .findFirst()
                .orElseThrow();
    }

    private List<CompletableFuture<?>> requests(NodeId id) {
        MetadataService node = cluster.node(id);
        return List.of(node.putMetadata("/a", "v9"), node.deleteMetadata("/a"), node.getMetadata("/a"));
    }

    private void assertUnknown(List<? extends CompletableFuture<?>> answers, String... words) {
        for (CompletableFuture<?> answer : answers) {
            assertThatExceptionOfType(UnknownOutcomeException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessageContainingAll(words);
        }
    }
}
