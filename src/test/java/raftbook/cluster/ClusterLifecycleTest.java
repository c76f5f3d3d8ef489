package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RefusedException;

/** What closing leaves behind, with both kinds of cluster: no thread, and nobody who waits. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class ClusterLifecycleTest {

    @Parameter
    ClusterKind kind;

    private Cluster cluster;

    @BeforeEach
    void startThreeNodes() {
        cluster = kind.start(ClusterKind.calm(3).withPatience(Duration.ofDays(1)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aClosedClusterRefusesToBeRunOrChanged() {
        cluster.close();
        List<ThrowingCallable> calls = new ArrayList<>(List.of(
                () -> cluster.runFor(Duration.ofMillis(1)),
                () -> cluster.runFor(Duration.ofDays(999)),
                () -> cluster.awaitUntil("anything", () -> true),
                cluster::awaitLeader,
                cluster::awaitConvergence,
                () -> cluster.stop(ClusterKind.N1),
                () -> cluster.isolate(ClusterKind.N1),
                cluster::heal,
                () -> cluster.cut(ClusterKind.N1, ClusterKind.N2),
                () -> cluster.heal(ClusterKind.N1, ClusterKind.N2)));
        if (cluster instanceof SimulatedCluster simulated) {
            InFlight copy = new InFlight(1, 1, ClusterKind.N1, ClusterKind.N2, new RequestVoteReply(1, true), 0, false);
            calls.addAll(List.of(
                    simulated::step,
                    () -> simulated.at(0, () -> {}),
                    () -> simulated.setFaults(Faults.NONE),
                    () -> simulated.holdMessages(true),
                    () -> simulated.pause(ClusterKind.N1),
                    () -> simulated.resume(ClusterKind.N1),
                    () -> simulated.skew(ClusterKind.N1, 2),
                    () -> simulated.fireTimer(ClusterKind.N1),
                    () -> simulated.deliver(copy),
                    () -> simulated.drop(copy),
                    () -> simulated.duplicate(copy),
                    () -> simulated.delay(copy, Duration.ofMillis(1))));
        }
        for (ThrowingCallable call : calls) {
            assertThatIllegalStateException().isThrownBy(call).withMessage("this cluster is closed: start a new one");
        }
    }

    @Test
    void aClosedClusterRefusesRequestsAndCanStillBeRead() {
        ClusterKind.put(cluster, "/a", "v1");
        NodeId leader = cluster.awaitLeader();
        cluster.close();
        for (CompletableFuture<?> answer : ClusterKind.requests(cluster, leader)) {
            assertThat(answer).isCompletedExceptionally();
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> cluster.await(answer))
                    .withMessage("this cluster is closed: start a new one");
        }
        assertThat(cluster.state(leader).store()).containsEntry("/a", "v1");
        assertThat(cluster.leader()).isEmpty();
        assertThat(cluster.table()).contains("stopped");
        assertThat(cluster.trace().text()).contains("n1  STOPPED", "n2  STOPPED", "n3  STOPPED");
    }

    @Test
    void closingEndsEveryPendingRequestAsUnknown() {
        NodeId leader = cluster.awaitLeader();
        cluster.isolate(leader);
        List<CompletableFuture<?>> answers = ClusterKind.requests(cluster, leader);
        cluster.awaitUntil(
                "both writes in the log", () -> cluster.state(leader).log().size() >= 3);
        cluster.runFor(Duration.ZERO);
        cluster.state(leader);
        cluster.close();
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompletedExceptionally());
        for (CompletableFuture<?> answer : answers) {
            assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> cluster.await(answer));
        }
    }

    @Test
    void closingAtAnyMomentLeavesNoRequestOpen() {
        NodeId leader = cluster.awaitLeader();
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) answers.addAll(ClusterKind.requests(cluster, leader));
        cluster.close();
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void closingTwiceChangesNothing() {
        cluster.close();
        String trace = cluster.trace().text();
        cluster.close();
        assertThat(cluster.trace().text()).isEqualTo(trace);
    }

    @Test
    void closingEndsEveryThread() {
        cluster.awaitLeader();
        if (kind == ClusterKind.LIVE) assertThat(raftThreads()).contains("raft-n1", "raft-n2", "raft-n3");
        cluster.close();
        assertThat(raftThreads()).isEmpty();
    }

    private static List<String> raftThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("raft-"))
                .toList();
    }
}
