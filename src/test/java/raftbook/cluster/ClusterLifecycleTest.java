package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
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
import raftbook.metadata.MetadataService;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

/** Wrong calls, closed clusters, and what is left over after closing, with both kinds of cluster. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class ClusterLifecycleTest {

    private static final NodeId STRANGER = new NodeId("n9");

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
    void anUnknownNodeIsRefusedAndTheKnownOnesAreNamed() {
        List<ThrowingCallable> calls = List.of(
                () -> cluster.node(STRANGER),
                () -> cluster.state(STRANGER),
                () -> cluster.stop(STRANGER),
                () -> cluster.restart(STRANGER),
                () -> cluster.isolate(STRANGER),
                () -> cluster.cut(ClusterKind.N1, STRANGER),
                () -> cluster.cut(STRANGER, ClusterKind.N1),
                () -> cluster.heal(STRANGER, ClusterKind.N1),
                () -> cluster.partition(List.of(List.of(ClusterKind.N1), List.of(STRANGER))));
        for (ThrowingCallable call : calls) {
            assertThatIllegalArgumentException()
                    .isThrownBy(call)
                    .withMessage("no node n9: this cluster has [n1, n2, n3]");
        }
        assertThat(cluster.trace().text()).doesNotContain("network:");
    }

    @Test
    void aNodeCannotBeOnTwoSidesOfAPartition() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.partition(
                        List.of(List.of(ClusterKind.N1, ClusterKind.N2), List.of(ClusterKind.N2, ClusterKind.N3))))
                .withMessageContainingAll("[[n1, n2], [n2, n3]]", "n2 is named twice", "use cut");
    }

    @Test
    void aStoppedNodeMustNotComeBackEmpty() {
        cluster.stop(ClusterKind.N2);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> cluster.restart(ClusterKind.N2))
                .withMessageContainingAll("n2 cannot come back", "lost its term, vote and log", "Start a new cluster");
        assertThat(cluster.state(ClusterKind.N2).running()).isFalse();
    }

    @Test
    void runningForNoTimeOrLessIsOverAtOnce() {
        cluster.runFor(Duration.ZERO);
        cluster.runFor(Duration.ofSeconds(-1));
        assertThatCode(cluster::awaitLeader).doesNotThrowAnyException();
    }

    @Test
    void aClosedClusterRefusesToBeRunOrChanged() {
        cluster.close();
        List<ThrowingCallable> calls = new ArrayList<>(List.of(
                () -> cluster.runFor(Duration.ofMillis(1)),
                () -> cluster.awaitUntil("anything", () -> false),
                cluster::awaitLeader,
                cluster::awaitConvergence,
                () -> cluster.stop(ClusterKind.N1),
                () -> cluster.isolate(ClusterKind.N1),
                cluster::heal,
                () -> cluster.cut(ClusterKind.N1, ClusterKind.N2),
                () -> cluster.heal(ClusterKind.N1, ClusterKind.N2)));
        if (cluster instanceof SimulatedCluster simulated) {
            calls.addAll(List.of(
                    simulated::step,
                    () -> simulated.at(0, () -> {}),
                    () -> simulated.setFaults(Faults.NONE),
                    () -> simulated.holdMessages(true),
                    () -> simulated.pause(ClusterKind.N1),
                    () -> simulated.resume(ClusterKind.N1),
                    () -> simulated.skew(ClusterKind.N1, 2),
                    () -> simulated.fireTimer(ClusterKind.N1)));
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
        for (CompletableFuture<?> answer : requests(leader)) {
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
        List<CompletableFuture<?>> answers = requests(leader);
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
        for (int i = 0; i < 2_000; i++) answers.addAll(requests(leader));
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

    private List<CompletableFuture<?>> requests(NodeId id) {
        MetadataService node = cluster.node(id);
        return List.of(node.putMetadata("/p", "v"), node.deleteMetadata("/p"), node.getMetadata("/p"));
    }
}
