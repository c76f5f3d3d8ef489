package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.metadata.Done;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;
import raftbook.trace.TraceEvent.Lost;
import raftbook.trace.TraceEvent.Received;

/** What both kinds of cluster survive: servers that stop, and networks that are cut. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class ClusterFaultTest {

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
    void whatWasPutSurvivesTheLeadersDeath() {
        ClusterKind.put(cluster, "/a", "v1");
        NodeId leader = cluster.awaitLeader();
        long term = cluster.state(leader).term();
        cluster.stop(leader);
        NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, leader);
        assertThat(cluster.state(successor).term()).isGreaterThan(term);
        assertThat(cluster.state(leader).running()).isFalse();
        assertThat(ClusterKind.get(cluster, "/a")).contains("v1");
        ClusterKind.put(cluster, "/b", "v2");
        cluster.awaitConvergence();
        assertThat(cluster.table()).contains("stopped");
    }

    @Test
    void aStoppedNodeRefusesAndShowsItsLastState() {
        ClusterKind.put(cluster, "/a", "v1");
        NodeId leader = cluster.awaitLeader();
        cluster.stop(leader);
        cluster.stop(leader);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> cluster.await(cluster.node(leader).getMetadata("/a")))
                .withMessage(leader + " is stopped: ask another node");
        assertThat(cluster.state(leader).store()).containsEntry("/a", "v1");
        assertThat(cluster.trace().text()).containsOnlyOnce(leader + "  STOPPED");
    }

    @Test
    void withoutAMajorityNothingIsDone() {
        NodeId leader = cluster.awaitLeader();
        for (NodeId id : cluster.nodes()) if (!id.equals(leader)) cluster.stop(id);
        CompletableFuture<Done> answer = cluster.node(leader).putMetadata("/a", "v1");
        cluster.runFor(Duration.ofMillis(200));
        assertThat(answer).isNotDone();
        assertThat(cluster.state(leader).store()).isEmpty();
        cluster.stop(leader);
        assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> cluster.await(answer));
    }

    @Test
    void anIsolatedLeaderIsReplacedAndCatchesUpWhenHealed() {
        ClusterKind.put(cluster, "/a", "v1");
        NodeId old = cluster.awaitLeader();
        cluster.isolate(old);
        CompletableFuture<Done> lost = cluster.node(old).putMetadata("/lost", "v");
        NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, old);
        cluster.await(cluster.node(successor).putMetadata("/b", "v2"));
        assertThat(cluster.state(old).store()).containsOnlyKeys("/a");
        cluster.heal();
        assertThatExceptionOfType(UnknownOutcomeException.class).isThrownBy(() -> cluster.await(lost));
        cluster.awaitConvergence();
        assertThat(cluster.state(old).store()).containsOnlyKeys("/a", "/b");
    }

    @Test
    void aOneWayCutStopsOneWayAlone() {
        NodeId leader = cluster.awaitLeader();
        NodeId deaf = ClusterKind.followerOf(cluster, leader);
        cluster.cut(leader, deaf);
        cluster.awaitUntil(
                "a candidate that never hears the leader",
                () -> cluster.state(deaf).term() > 1);
        cluster.awaitUntil(
                "the leader to hear of the higher term",
                () -> cluster.state(leader).term() > 1);
        assertThat(cluster.trace().events())
                .anyMatch(event -> event instanceof Lost lost
                        && lost.from().equals(leader)
                        && lost.to().equals(deaf))
                .noneMatch(event -> event instanceof Lost lost && lost.from().equals(deaf));
        cluster.heal(leader, deaf);
        cluster.awaitLeader();
        ClusterKind.put(cluster, "/a", "v1");
        cluster.awaitConvergence();
        assertThat(cluster.state(deaf).store()).containsEntry("/a", "v1");
    }

    @Test
    void aCutBetweenTwoFollowersHarmsNobody() {
        NodeId leader = cluster.awaitLeader();
        List<NodeId> followers =
                cluster.nodes().stream().filter(id -> !id.equals(leader)).toList();
        cluster.cut(followers.get(0), followers.get(1));
        cluster.cut(followers.get(1), followers.get(0));
        ClusterKind.put(cluster, "/a", "v1");
        cluster.awaitUntil("everybody to have it", () -> cluster.states().stream()
                .allMatch(state -> state.store().containsKey("/a")));
    }

    @Test
    void anyGroupingPartitions() {
        try (Cluster five = kind.start(ClusterKind.calm(5))) {
            NodeId n4 = five.nodes().get(3);
            NodeId n5 = five.nodes().get(4);
            five.partition(List.of(List.of(ClusterKind.N1, ClusterKind.N2), List.of(ClusterKind.N3, n4)));
            five.runFor(Duration.ofSeconds(2));
            assertThat(five.leader()).as("no group is a majority of five").isEmpty();
            five.partition(List.of(List.of(ClusterKind.N1, n5)));
            ClusterKind.put(five, "/a", "v1");
            assertThat(five.awaitLeader()).as("the rest form a group").isIn(ClusterKind.N2, ClusterKind.N3, n4);
            assertThat(five.state(n5).store()).isEmpty();
            five.partition(List.of());
            five.awaitConvergence();
            assertThat(five.state(n5).store()).containsEntry("/a", "v1");
        }
    }

    @Test
    void aNewPartitionUndoesEarlierCuts() {
        NodeId leader = cluster.awaitLeader();
        NodeId other = ClusterKind.followerOf(cluster, leader);
        cluster.cut(leader, other);
        cluster.isolate(other);
        cluster.partition(List.of(cluster.nodes()));
        long before = cluster.trace().events().size();
        cluster.awaitUntil("mail on the way that was cut", () -> cluster.trace().events().stream()
                .skip(before)
                .anyMatch(event -> event instanceof Received got
                        && got.from().equals(leader)
                        && got.to().equals(other)));
    }

    @Test
    void networkFaultsAreInTheTrace() {
        cluster.cut(ClusterKind.N1, ClusterKind.N2);
        cluster.heal(ClusterKind.N1, ClusterKind.N2);
        cluster.isolate(ClusterKind.N3);
        cluster.heal();
        assertThat(cluster.trace().text())
                .contains(
                        "network: cut n1 → n2",
                        "network: heal n1 → n2",
                        "network: cut: n3 | the rest",
                        "network: all links healed");
    }
}
