package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;

/** When a cluster has converged: who counts, and what they must agree on. Time stands still meanwhile. */
class ClusterTest {

    private static final NodeId N4 = new NodeId("n4");

    /** Four servers, one of which has an entry that the others have not. */
    private final SimulatedCluster cluster =
            new SimulatedCluster(ClusterConfig.of(4), 1, Map.of(N4, List.of(RaftLogEntry.noOp(1))));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void allMustAgreeWhileAllAreConnected() {
        assertThat(cluster.hasConverged()).isFalse();
    }

    @Test
    void whoeverIsStoppedDoesNotCount() {
        cluster.stop(N4);
        assertThat(cluster.hasConverged()).isTrue();
    }

    @Test
    void whoeverIsCutOffFromTheMajorityDoesNotCount() {
        cluster.isolate(N4);
        assertThat(cluster.hasConverged()).isTrue();
        cluster.heal();
        assertThat(cluster.hasConverged()).isFalse();
    }

    @Test
    void whoeverIsConnectedOneWayAloneDoesNotCount() {
        for (NodeId id : List.of(ClusterKind.N1, ClusterKind.N2, ClusterKind.N3)) cluster.cut(id, N4);
        assertThat(cluster.hasConverged()).isTrue();
        cluster.heal();
        for (NodeId id : List.of(ClusterKind.N1, ClusterKind.N2, ClusterKind.N3)) cluster.cut(N4, id);
        assertThat(cluster.hasConverged()).isTrue();
    }

    @Test
    void halfIsNoMajorityAndWithoutOneAllCount() {
        cluster.partition(List.of(List.of(ClusterKind.N1, ClusterKind.N2), List.of(ClusterKind.N3), List.of(N4)));
        assertThat(cluster.hasConverged()).isFalse();
        cluster.stop(N4);
        assertThat(cluster.hasConverged()).isTrue();
    }

    @Test
    void aRequestThatHasNotBeenTakenInIsWaitedFor() {
        cluster.stop(N4);
        cluster.node(ClusterKind.N1).getMetadata("/a");
        assertThat(cluster.hasConverged()).isFalse();
    }

    @Test
    void aClusterKnowsWhatBuiltItAndCanBeDrawn() {
        ClusterConfig config = ClusterConfig.of(1).withSeed(7);
        try (SimulatedCluster one = new SimulatedCluster(config)) {
            assertThat(one.config()).isEqualTo(config);
            one.awaitLeader();
            assertThat(one.picture().toSvg()).startsWith("<svg").contains("width=\"760\"", "n1");
            assertThat(one.logs().toSvg()).startsWith("<svg").contains("leader, term 1");
            assertThat(one.replay(2)).hasToString("0 ms: n1: leader, term 1, voted for n1, committed 1 of 1");
        }
        try (LiveCluster live = new LiveCluster(config)) {
            live.awaitLeader();
            assertThat(live.watch().toSvg()).startsWith("<svg").contains("n1: leader, term 1");
        }
    }
}
