package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.raft.NodeId;

/** Calls that make no sense, with both kinds of cluster: refused, and explained. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class ClusterWrongCallTest {

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
                () -> cluster.canReach(ClusterKind.N1, STRANGER),
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
}
