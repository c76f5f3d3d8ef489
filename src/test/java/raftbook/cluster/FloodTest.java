package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.metadata.Done;
import raftbook.metadata.MetadataNode;
import raftbook.metadata.MetadataRequest;
import raftbook.metadata.MetadataService;
import raftbook.metadata.OverloadedException;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

/** More requests than a server can answer: messages do not wait behind them, and what is too much is refused. */
class FloodTest {

    private Cluster cluster;

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aPausedServerLetsNoMoreThanTheBoundWait() {
        SimulatedCluster simulated = SimulatedCluster.of(3, 1);
        cluster = simulated;
        NodeId leader = simulated.awaitLeader();
        simulated.pause(leader);
        MetadataService node = simulated.node(leader);
        for (int i = 0; i < Lanes.MOST_WAITING; i++)
            assertThat(node.getMetadata("/a")).isNotDone();
        assertOverloaded(node.putMetadata("/a", "v"), leader, "requests waiting");
        simulated.stop(leader);
    }

    @ParameterizedTest
    @EnumSource(ClusterKind.class)
    void aLeaderThatCannotCommitRefusesWhatIsTooMuch(ClusterKind kind) {
        cluster = kind.start(ClusterKind.calm(3));
        NodeId leader = cluster.awaitLeader();
        cluster.isolate(leader);
        // Twice in two halves, so that the other bound, of what waits to be taken in, is not met.
        List<CompletableFuture<Done>> answers = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < MetadataNode.MOST_UNDER_WAY / 2; i++)
                answers.add(cluster.node(leader).putMetadata("/a", "v"));
            int waitingFor = answers.size() + 1;
            cluster.awaitUntil("all taken in", () -> cluster.state(leader).log().size() >= waitingFor);
        }
        assertOverloaded(cluster.node(leader).putMetadata("/a", "v"), leader, "under way");
        assertThat(cluster.state(leader).term()).isEqualTo(1);
    }

    private void assertOverloaded(CompletableFuture<?> answer, NodeId server, String what) {
        try {
            cluster.await(answer);
        } catch (RefusedException refused) {
            assertThat(refused)
                    .isInstanceOf(OverloadedException.class)
                    .hasMessageContainingAll(server.name(), "65536", what, "send this one again");
            return;
        }
        throw new AssertionError("was not refused");
    }

    /** A flood as fast as a thread can, from a callback-free client: no term passes, and every request ends. */
    @Test
    void aFloodOfRequestsToLeaderAndFollowerHoldsNoElection() {
        LiveCluster live = new LiveCluster(ClusterKind.calm(3));
        cluster = live;
        NodeId leader = live.awaitLeader();
        live.awaitConvergence();
        long term = live.state(leader).term();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(live.node(leader).putMetadata("/a", "v"));
            all.add(live.node(ClusterKind.followerOf(live, leader)).putMetadata("/a", "v"));
        }
        for (CompletableFuture<?> answer : all) live.await(answer.handle((done, failed) -> done));
        assertThat(live.states()).extracting(NodeState::term).containsOnly(term);
    }

    @ParameterizedTest
    @EnumSource(ClusterKind.class)
    void whatAnAnswerSpeaksOfIsInTheTraceBeforeItIsGiven(ClusterKind kind) {
        cluster = kind.start(3);
        NodeId leader = cluster.awaitLeader();
        List<CompletableFuture<Boolean>> seen = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            MetadataRequest.Write put = MetadataRequest.put("/a", "v" + i);
            seen.add(put.answer().thenApply(done -> cluster.trace()
                    .text()
                    .lines()
                    .anyMatch(line -> line.endsWith(leader + "  commits up to " + done.index())
                            || committedBeyond(line, leader, done.index()))));
            cluster.node(leader).submit(put);
            cluster.await(put.answer());
        }
        for (CompletableFuture<Boolean> each : seen)
            assertThat(cluster.await(each)).isTrue();
    }

    private static boolean committedBeyond(String line, NodeId leader, long index) {
        int at = line.indexOf(leader + "  commits up to ");
        return at >= 0 && Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)) >= index;
    }
}
