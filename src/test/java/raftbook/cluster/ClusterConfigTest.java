package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.SendLimits;
import raftbook.raft.Timing;

/** What a cluster cannot be built from, and what the message says about it. */
class ClusterConfigTest {

    private static final ClusterConfig THREE = ClusterConfig.of(3);

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100, Integer.MAX_VALUE})
    void aClusterNeedsANode(int size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusterConfig.of(size))
                .withMessage("cluster of size " + size + ": a cluster needs 1 to 99 nodes");
        assertThatIllegalArgumentException().isThrownBy(() -> LiveCluster.of(size));
        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedCluster.of(size, 1));
    }

    @Test
    void ninetyNineNodesAreJustFineAndNoneIsNot() {
        assertThat(ClusterConfig.of(ClusterConfig.MOST_NODES).nodes()).hasSize(99);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClusterConfig(
                        List.of(), RaftConfig.DEFAULT, OptionalLong.empty(), Duration.ofSeconds(1), 0))
                .withMessage("cluster of size 0: a cluster needs 1 to 99 nodes");
    }

    @Test
    void everyNodeNeedsANameOfItsOwn() {
        List<NodeId> twice = List.of(new NodeId("a"), new NodeId("b"), new NodeId("a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ClusterConfig(twice, RaftConfig.DEFAULT, OptionalLong.empty(), Duration.ofSeconds(1), 0))
                .withMessage("cluster [a, b, a]: each node needs a name of its own");
    }

    @ParameterizedTest
    @EnumSource(ClusterKind.class)
    void nodesMayHaveAnyNames(ClusterKind kind) {
        List<NodeId> names = List.of(new NodeId("zürich"), new NodeId("a-1"));
        ClusterConfig config =
                new ClusterConfig(names, ClusterKind.calm(2).raft(), OptionalLong.empty(), Duration.ofSeconds(5), 100);
        try (Cluster cluster = kind.start(config)) {
            assertThat(cluster.nodes()).containsExactlyElementsOf(names);
            assertThat(cluster.awaitLeader()).isIn(names);
        }
    }

    @Test
    void patienceMustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> THREE.withPatience(Duration.ZERO))
                .withMessage("patience PT0S: must be positive");
        assertThatIllegalArgumentException().isThrownBy(() -> THREE.withPatience(Duration.ofMillis(-1)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 150, 300, heartbeat PT0S must be positive",
        "-50, 150, 300, heartbeat PT-0.05S must be positive",
        "50, 99, 300, electionMin PT0.099S must be at least twice the heartbeat of PT0.05S",
        "200, 150, 300, electionMin PT0.15S must be at least twice the heartbeat of PT0.2S",
        "50, 150, 150, electionMax PT0.15S must exceed electionMin PT0.15S",
        "50, 300, 150, electionMax PT0.15S must exceed electionMin PT0.3S"
    })
    void timesOutOfOrderAreRefused(long heartbeat, long electionMin, long electionMax, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timing.ofMillis(heartbeat, electionMin, electionMax))
                .withMessageStartingWith(message);
    }

    @Test
    void anElectionTimeoutOfTwoHeartbeatsIsJustFine() {
        assertThat(Timing.ofMillis(50, 100, 101).electionMin()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void aTraceHasNoNegativeCapacity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedCluster(THREE.withTraceCapacity(-1)))
                .withMessage("trace capacity -1: must not be negative");
    }

    @Test
    void eachWithChangesOnePartAlone() {
        RaftConfig raft = RaftConfig.DEFAULT.with(new SendLimits(1, 2));
        ClusterConfig changed =
                THREE.withSeed(7).with(raft).withPatience(Duration.ofMillis(8)).withTraceCapacity(9);
        assertThat(changed)
                .isEqualTo(new ClusterConfig(THREE.nodes(), raft, OptionalLong.of(7), Duration.ofMillis(8), 9));
    }

    @ParameterizedTest
    @CsvSource({"-0.1,0,0,loss -0.1", "0,1.1,0,duplicate 1.1", "0,0,NaN,reorder NaN"})
    void aChanceLiesBetweenZeroAndOne(double loss, double duplicate, double reorder, String input) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Faults.NONE.withLoss(loss).withDuplicate(duplicate).withReorder(reorder))
                .withMessage(input + ": a chance lies between 0 and 1");
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "6, 5"})
    void delaysAreNeitherNegativeNorOutOfOrder(long min, long max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Faults.NONE.withDelay(Duration.ofMillis(min), Duration.ofMillis(max)))
                .withMessageContaining("need 0 <= minDelay <= maxDelay");
    }
}
