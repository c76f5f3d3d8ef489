package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import raftbook.raft.Node;
import raftbook.raft.NodeId;

/** The same call gives the same bytes, whatever the order of its unordered parts; and no call hangs or overflows. */
class OrderOfPartsTest {

    @Test
    void aPartitionReadsTheSameHoweverItsPartsAreNamed() {
        List<Collection<NodeId>> groups =
                List.of(List.of(ClusterKind.N2, ClusterKind.N1), List.of(new NodeId("n5"), new NodeId("n4")));
        String expected = run(groups);
        assertThat(expected).contains("cut: n1 n2 | n4 n5 | the rest");
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            List<Collection<NodeId>> permuted = new ArrayList<>();
            for (Collection<NodeId> group : groups) {
                List<NodeId> members = new ArrayList<>(group);
                Collections.shuffle(members, random);
                permuted.add(new LinkedHashSet<>(members));
            }
            Collections.shuffle(permuted, random);
            assertThat(run(permuted)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    /** Every event with all that it holds, the links that are cut among the rest. */
    private static String run(List<Collection<NodeId>> groups) {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, 1)) {
            cluster.partition(groups);
            cluster.runFor(Duration.ofMillis(300));
            return cluster.trace().events().stream()
                    .map(event -> event.line() + " " + event)
                    .map(line -> line.replaceAll("\\[B@[0-9a-f]+", ""))
                    .collect(Collectors.joining("\n"));
        }
    }

    @Test
    void aNodeWithoutATimerHasNoneToFire() {
        Simulation<Node> simulation = new Simulation<>(1, 10);
        simulation.add(ClusterKind.N1, new Idle());
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> simulation.fireTimer(ClusterKind.N1))
                .withMessageContainingAll("n1", "no timer");
    }

    @Test
    void aTimerThatIsSetForTheLatestMomentOfAClockCanFire() {
        Simulation<Node> simulation = new Simulation<>(1, 10);
        simulation.add(ClusterKind.N1, new Idle(SimulatedClock.LATEST));
        simulation.fireTimer(ClusterKind.N1);
        assertThat(simulation.nextEventAt()).as("it is due").isZero();
    }

    @Test
    void aNodeThatAlwaysWantsToBeWokenAtOnceDoesNotHangTheRun() {
        Simulation<Node> simulation = new Simulation<>(1, 10);
        simulation.add(ClusterKind.N1, new Idle(0));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> simulation.runFor(Duration.ofMillis(1)))
                .withMessageContainingAll("n1", "time does not pass", "wakeAt");
    }

    @Test
    void timesBeyondAYearAreRefused() {
        Duration tooLong = Duration.ofSeconds(Long.MAX_VALUE);
        try (SimulatedCluster cluster = SimulatedCluster.of(1, 1)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> cluster.runFor(tooLong))
                    .withMessageContaining("365 days");
            assertThatIllegalArgumentException().isThrownBy(() -> cluster.at(Long.MAX_VALUE, () -> {}));
            assertThatIllegalArgumentException().isThrownBy(() -> Faults.NONE.withDelay(Duration.ZERO, tooLong));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ClusterConfig.of(3).withPatience(tooLong));
        }
    }

    @Test
    void aLiveClusterDrawsItsSeedUnlessItIsTold() {
        try (LiveCluster one = LiveCluster.of(1);
                LiveCluster two = LiveCluster.of(1);
                LiveCluster told = new LiveCluster(ClusterConfig.of(1).withSeed(7))) {
            assertThat(one.seed()).isNotEqualTo(two.seed());
            assertThat(told.seed()).isEqualTo(7);
        }
    }

    @Test
    void convergenceWaitsForWhatWasJustPut() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId leader = cluster.awaitLeader();
            cluster.awaitConvergence();
            cluster.node(leader).putMetadata("/a", "v");
            cluster.awaitConvergence();
            assertThat(cluster.states())
                    .allSatisfy(state -> assertThat(state.store()).containsEntry("/a", "v"));
        }
    }

    @Test
    void convergenceDoesNotWaitForWhoeverIsCutOff() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            NodeId leader = cluster.awaitLeader();
            NodeId lonely = ClusterKind.followerOf(cluster, leader);
            cluster.isolate(lonely);
            assertThat(cluster.canReach(leader, lonely)).isFalse();
            cluster.node(leader).putMetadata("/a", "v");
            cluster.awaitConvergence();
            assertThat(cluster.state(leader).store()).containsKey("/a");
            assertThat(cluster.state(lonely).store()).isEmpty();
        }
    }

    @Test
    void anyValueLeavesTheTableAndTheLogsWhole() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            ClusterKind.put(cluster, "/a", "one\ntwo\u2028three");
            ClusterKind.put(cluster, "/b", "v".repeat(1 << 20));
            cluster.awaitConvergence();
            assertThat(cluster.table().lines()).hasSize(4).allMatch(line -> line.length() < 250);
            assertThat(cluster.table()).contains("/a=one\\ntwo\\u2028three");
            assertThat(cluster.logs().toSvg().length()).isLessThan(30_000);
        }
    }
}
