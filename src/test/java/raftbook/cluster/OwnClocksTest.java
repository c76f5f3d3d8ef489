package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.metadata.Done;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NodeFault;
import raftbook.trace.TraceEvent.NodeFault.Kind;
import raftbook.trace.TraceEvent.Received;

/** Each simulated server has a clock of its own, which can stand still, run fast or slow, and jump ahead. */
class OwnClocksTest {

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 5);

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aPausedNodesMailWaitsAndIsProcessedInOrderWhenItResumes() {
        NodeId leader = cluster.awaitLeader();
        NodeId paused = ClusterKind.followerOf(cluster, leader);
        cluster.pause(paused);
        for (int i = 0; i < 50; i++) {
            cluster.node(leader).putMetadata("/a", "v" + i);
            cluster.runFor(Duration.ofMillis(20));
        }
        long pausedAt = fault(paused, Kind.PAUSED);
        assertThat(receivedBy(paused, pausedAt)).isEmpty();
        assertThat(cluster.state(paused).store()).isEmpty();

        cluster.resume(paused);
        List<Received> mail = receivedBy(paused, pausedAt);
        assertThat(mail).hasSizeGreaterThan(50);
        assertThat(mail).extracting(Received::id).isSorted();
        assertThat(mail).allSatisfy(event -> assertThat(event.at()).isEqualTo(cluster.now()));
        cluster.awaitConvergence();
        assertThat(cluster.state(paused).store()).containsEntry("/a", "v49");
    }

    @Test
    void aPausedNodesClockStandsStill() {
        NodeId leader = cluster.awaitLeader();
        cluster.runFor(Duration.ofMillis(100));
        NodeId paused = ClusterKind.followerOf(cluster, leader);
        cluster.isolate(paused);
        cluster.runFor(Duration.ofMillis(20));
        long left = cluster.inside(paused).raft().electionDeadline() - cluster.now();
        cluster.pause(paused);
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(cluster.state(paused).role()).isEqualTo(RaftRole.FOLLOWER);
        cluster.resume(paused);
        cluster.resume(paused);

        cluster.runFor(Duration.ofNanos(left - 1));
        assertThat(cluster.state(paused).role())
                .as("its timer has as long to go as before")
                .isEqualTo(RaftRole.FOLLOWER);
        cluster.runFor(Duration.ofNanos(1));
        assertThat(cluster.state(paused).role()).isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void aPausedLeaderIsReplacedAndStepsDownWhenItResumes() {
        NodeId old = cluster.awaitLeader();
        cluster.pause(old);
        CompletableFuture<Done> waiting = cluster.node(old).putMetadata("/a", "v");
        NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, old);
        assertThat(waiting).isNotDone();
        cluster.resume(old);
        cluster.awaitConvergence();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(cluster.state(old).role()).isEqualTo(RaftRole.FOLLOWER);
        assertThat(cluster.leader()).contains(successor);
    }

    @Test
    void mailThatWaitsAtAPausedNodeIsLostIfThatIsStopped() {
        NodeId leader = cluster.awaitLeader();
        NodeId paused = ClusterKind.followerOf(cluster, leader);
        cluster.pause(paused);
        cluster.runFor(Duration.ofMillis(200));
        cluster.stop(paused);
        assertThat(cluster.trace().text()).contains(leader + " → " + paused + "  LOST", "(" + paused + " is stopped)");
        assertThat(cluster.isRunning(paused)).isFalse();
    }

    @Test
    void aFastClockLetsItsTimerFireEarly() {
        long due = cluster.inside(ClusterKind.N2).raft().electionDeadline();
        cluster.skew(ClusterKind.N2, 4);
        cluster.awaitUntil("an election", () -> cluster.state(ClusterKind.N2).term() > 0);
        assertThat(cluster.state(ClusterKind.N2).termState().votedFor()).isEqualTo(ClusterKind.N2);
        assertThat(cluster.now()).isCloseTo(due / 4, within(1L));
    }

    @Test
    void aSlowLeaderLosesItsFollowers() {
        NodeId slow = cluster.awaitLeader();
        cluster.skew(slow, 0.1);
        NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, slow);
        assertThat(cluster.state(successor).term()).isGreaterThan(1);
    }

    @Test
    void firingItsTimerMakesANodeStandForElectionNow() {
        cluster.fireTimer(ClusterKind.N3);
        assertThat(cluster.now()).isZero();
        assertThat(cluster.state(ClusterKind.N3).role()).isEqualTo(RaftRole.CANDIDATE);
        assertThat(cluster.awaitLeader()).isEqualTo(ClusterKind.N3);
    }

    @Test
    void firingTheTimerOfAStoppedNodeDoesNothing() {
        cluster.stop(ClusterKind.N3);
        cluster.fireTimer(ClusterKind.N3);
        assertThat(cluster.state(ClusterKind.N3).term()).isZero();
    }

    private long fault(NodeId id, Kind kind) {
        return cluster.trace().events().stream()
                .filter(event ->
                        event instanceof NodeFault fault && fault.node().equals(id) && fault.kind() == kind)
                .mapToLong(TraceEvent::at)
                .findFirst()
                .orElseThrow();
    }

    private List<Received> receivedBy(NodeId id, long after) {
        List<Received> received = new ArrayList<>();
        for (TraceEvent event : cluster.trace().events()) {
            if (event instanceof Received got && got.to().equals(id) && got.at() > after) received.add(got);
        }
        return received;
    }
}
