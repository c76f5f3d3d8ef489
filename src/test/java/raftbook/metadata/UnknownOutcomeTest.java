package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

/** Every way in which the outcome of a request can be unknown, and what is refused beside it. */
class UnknownOutcomeTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3).withPatience(FOREVER));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void leadershipLostWithTheRequestInFlightLeavesItUnknown() {
        NodeId old = cluster.awaitLeader();
        cluster.isolate(old);
        List<CompletableFuture<?>> answers = ClusterKind.requests(cluster, old);
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
        List<CompletableFuture<?>> answers = ClusterKind.requests(cluster, leader);
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
        List<CompletableFuture<?>> answers = ClusterKind.requests(cluster, leader);
        cluster.runFor(Duration.ZERO);
        cluster.stop(leader);
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isDone());
        assertUnknown(answers, leader + " was stopped", "ask the next leader");
    }

    @Test
    void closingTheClusterLeavesItUnknown() {
        NodeId leader = cluster.awaitLeader();
        List<CompletableFuture<?>> answers = ClusterKind.requests(cluster, leader);
        cluster.runFor(Duration.ZERO);
        cluster.close();
        assertUnknown(answers, "was stopped");
    }

    @Test
    void aRequestThatNeverReachedTheServerIsRefused() {
        NodeId leader = cluster.awaitLeader();
        cluster.pause(leader);
        List<CompletableFuture<?>> waitingAtThePausedNode = ClusterKind.requests(cluster, leader);
        cluster.runFor(Duration.ofMillis(1));
        cluster.stop(leader);
        List<CompletableFuture<?>> onTheWay = ClusterKind.requests(cluster, ClusterKind.followerOf(cluster, leader));
        cluster.close();
        List<CompletableFuture<?>> all = new ArrayList<>(waitingAtThePausedNode);
        all.addAll(onTheWay);
        all.addAll(ClusterKind.requests(cluster, leader));
        assertThat(all).allSatisfy(answer -> assertThat(answer).isDone().isCompletedExceptionally());
        for (CompletableFuture<?> answer : all) {
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> cluster.await(answer));
        }
    }

    private void restart(ClusterConfig config) {
        cluster.close();
        cluster = new SimulatedCluster(config);
    }

    private void assertUnknown(List<? extends CompletableFuture<?>> answers, String... words) {
        for (CompletableFuture<?> answer : answers) {
            assertThatExceptionOfType(UnknownOutcomeException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessageContainingAll(words);
        }
    }
}
