package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.metadata.InvalidRequestException;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.RaftRole;

/** What both kinds of cluster do for clients while nothing goes wrong. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class ClusterServiceTest {

    @Parameter
    ClusterKind kind;

    private Cluster cluster;

    @BeforeEach
    void startThreeNodes() {
        cluster = kind.start(3);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void nodesAreNamedInOrder() {
        assertThat(cluster.nodes()).containsExactly(ClusterKind.N1, ClusterKind.N2, ClusterKind.N3);
        assertThat(cluster.states()).extracting(NodeState::id).containsExactlyElementsOf(cluster.nodes());
    }

    @Test
    void aLeaderIsElectedAndTheOthersFollowIt() {
        NodeId leader = cluster.awaitLeader();
        assertThat(cluster.leader()).contains(leader);
        cluster.awaitUntil("followers that know their leader", () -> cluster.states().stream()
                .allMatch(state -> state.termState().leader() != null));
        cluster.awaitConvergence();
        assertThat(cluster.states()).extracting(NodeState::role).containsOnlyOnce(RaftRole.LEADER);
        assertThat(cluster.states())
                .extracting(NodeState::term)
                .containsOnly(cluster.state(leader).term());
    }

    @Test
    void whatIsPutCanBeReadUntilItIsDeleted() {
        ClusterKind.put(cluster, "/a", "v1");
        assertThat(ClusterKind.get(cluster, "/a")).contains("v1");
        ClusterKind.put(cluster, "/a", "v2");
        assertThat(ClusterKind.get(cluster, "/a")).contains("v2");
        ClusterKind.ask(cluster, node -> node.deleteMetadata("/a"));
        assertThat(ClusterKind.get(cluster, "/a")).isEmpty();
    }

    @Test
    void allNodesConvergeToTheSameLogAndStore() {
        ClusterKind.put(cluster, "/a", "v1");
        ClusterKind.put(cluster, "/b", "v2");
        cluster.awaitConvergence();
        assertThat(cluster.hasConverged()).isTrue();
        NodeState first = cluster.state(ClusterKind.N1);
        assertThat(first.store()).containsEntry("/a", "v1").containsEntry("/b", "v2");
        assertThat(cluster.states()).allSatisfy(state -> {
            assertThat(state.running()).isTrue();
            assertThat(state.log()).isEqualTo(first.log());
            assertThat(state.lastApplied()).isEqualTo(state.log().size());
            assertThat(state.store()).isEqualTo(first.store());
        });
    }

    @Test
    void aFollowerRefusesAndNamesTheLeader() {
        ClusterKind.put(cluster, "/a", "v1");
        cluster.awaitConvergence();
        NodeId leader = cluster.awaitLeader();
        for (NodeId id : cluster.nodes()) {
            if (id.equals(leader)) continue;
            assertThatExceptionOfType(NotLeaderException.class)
                    .isThrownBy(() -> cluster.await(cluster.node(id).putMetadata("/a", "v2")))
                    .satisfies(refused -> assertThat(refused.leader()).contains(leader));
        }
    }

    @Test
    void manyRequestsMayBeOutstanding() {
        ClusterKind.ask(
                cluster,
                node -> CompletableFuture.allOf(IntStream.range(0, 500)
                        .mapToObj(i -> node.putMetadata("/k" + i, "v" + i))
                        .toArray(CompletableFuture[]::new)));
        cluster.awaitConvergence();
        assertThat(cluster.states())
                .allSatisfy(state -> assertThat(state.store()).hasSize(500));
    }

    @Test
    void theLeaderStaysWhileNothingGoesWrong() {
        NodeId leader = cluster.awaitLeader();
        long term = cluster.state(leader).term();
        cluster.runFor(Duration.ofMillis(300));
        assertThat(cluster.state(leader).term()).isGreaterThanOrEqualTo(term);
        assertThat(cluster.trace().text()).contains(leader + "  is LEADER in term " + term, "heartbeat after");
    }

    @Test
    void stateAndTableShowWhatEachNodeKnows() {
        ClusterKind.put(cluster, "/a", "v1");
        cluster.awaitConvergence();
        List<String> lines = cluster.table().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .contains("node", "role", "term", "voted", "commitIndex", "lastApplied", "log", "store");
        assertThat(lines.subList(1, 4)).allSatisfy(line -> assertThat(line).contains("{/a=v1}"));
    }

    @Test
    void aStateIsACopyThatCannotBeChanged() {
        ClusterKind.put(cluster, "/a", "v1");
        NodeState before = cluster.state(cluster.awaitLeader());
        ClusterKind.put(cluster, "/a", "v2");
        assertThat(before.store()).containsEntry("/a", "v1");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> before.store().put("/a", "forged"));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> before.log().clear());
    }

    @Test
    void aClusterOfOneLeadsAtOnceAndServes() {
        try (Cluster single = kind.start(1)) {
            NodeId leader = single.awaitLeader();
            assertThat(single.state(leader).term()).isEqualTo(1);
            assertThat(single.await(single.node(leader).putMetadata("/a", "v1")).index())
                    .isEqualTo(2);
            assertThat(single.await(single.node(leader).getMetadata("/a"))).contains("v1");
            assertThat(single.trace().text()).doesNotContain("sends");
        }
    }

    @Test
    void aClusterOfFiveServesToo() {
        try (Cluster five = kind.start(5)) {
            ClusterKind.put(five, "/a", "v1");
            five.awaitConvergence();
            assertThat(five.states()).hasSize(5).allSatisfy(state -> assertThat(state.store())
                    .containsKey("/a"));
        }
    }

    @Test
    void aLevelAndATreeAreReadAsAValueIs() {
        ClusterKind.put(cluster, "/config/db/host", "db1");
        ClusterKind.put(cluster, "/config-old", "x");
        ClusterKind.put(cluster, "/config", "v3");
        List<String> top = List.copyOf(ClusterKind.ask(cluster, node -> node.children("/")));
        assertThat(top).containsExactly("config", "config-old");
        List<String> below = List.copyOf(ClusterKind.ask(cluster, node -> node.children("/config")));
        assertThat(below).containsExactly("db");
        var before = ClusterKind.ask(cluster, node -> node.under("/config"));
        ClusterKind.put(cluster, "/config/db/port", "5432");
        assertThat(before).as("a copy").hasSize(1).containsEntry("/config/db/host", "db1");
        NodeId follower = ClusterKind.followerOf(cluster, cluster.awaitLeader());
        assertThatExceptionOfType(NotLeaderException.class)
                .isThrownBy(() -> cluster.await(cluster.node(follower).children("/")));
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> cluster.await(cluster.node(follower).under("config")));
    }
}
