package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.TraceEvent;

/** Virtual time: a run is a function of its seed and its script. */
class SimulatedRunTest {

    @Test
    void theSameSeedGivesTheSameTraceToTheByte() {
        for (long seed = 1; seed <= 5; seed++) assertThat(eventfulRun(seed)).isEqualTo(eventfulRun(seed));
    }

    @Test
    void differentSeedsGiveDifferentRuns() {
        Set<String> traces = new HashSet<>();
        Set<NodeId> leaders = new HashSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            traces.add(eventfulRun(seed));
            try (SimulatedCluster cluster = SimulatedCluster.of(3, seed)) {
                leaders.add(cluster.awaitLeader());
            }
        }
        assertThat(traces).hasSize(20);
        assertThat(leaders).as("no node is favoured by neighbouring seeds").hasSize(3);
    }

    private static String eventfulRun(long seed) {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, seed)) {
            cluster.setFaults(Faults.NONE.withLoss(0.1).withDuplicate(0.1).withReorder(0.3));
            cluster.at(Duration.ofMillis(700).toNanos(), () -> cluster.leader().ifPresent(cluster::isolate));
            cluster.at(Duration.ofMillis(1400).toNanos(), cluster::heal);
            cluster.at(Duration.ofMillis(1500).toNanos(), () -> cluster.pause(ClusterKind.N1));
            cluster.at(Duration.ofMillis(1900).toNanos(), () -> cluster.resume(ClusterKind.N1));
            for (int i = 0; i < 20; i++) {
                cluster.leader().ifPresent(id -> cluster.node(id).putMetadata("/a", "v"));
                cluster.runFor(Duration.ofMillis(100));
            }
            return cluster.trace().text();
        }
    }

    @Test
    void timeStandsStillUnlessTheClusterIsRun() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            assertThat(cluster.now()).isZero();
            cluster.node(ClusterKind.N1).getMetadata("/a");
            assertThat(cluster.now()).isZero();
            cluster.runFor(Duration.ofMillis(10));
            assertThat(cluster.now()).isEqualTo(10_000_000);
            cluster.runFor(Duration.ofMillis(-5));
            assertThat(cluster.now()).as("time does not go back").isEqualTo(10_000_000);
        }
    }

    @Test
    void timeJumpsToTheNextEventAndNeverGoesBack() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            cluster.step(); // Reports the timers set at the start as well.
            for (int i = 0; i < 1_000; i++) {
                long due = cluster.nextEventAt();
                assertThat(due).isGreaterThanOrEqualTo(cluster.now());
                List<TraceEvent> news = cluster.step();
                assertThat(cluster.now()).isEqualTo(due);
                assertThat(news).allSatisfy(event -> assertThat(event.at()).isEqualTo(due));
            }
        }
    }

    @Test
    void aStepIsTakenOnlyIfItIsDueByThen() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            cluster.step();
            long due = cluster.nextEventAt();
            long before = cluster.now();
            assertThat(cluster.stepBy(due - 1)).isEmpty();
            assertThat(cluster.now()).as("nothing happened, and no time passed").isEqualTo(before);
            assertThat(cluster.stepBy(due)).isPresent();
            assertThat(cluster.now()).isEqualTo(due);
        }
    }

    @Test
    void theStepsTogetherTellTheWholeTrace() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            List<TraceEvent> told = new ArrayList<>();
            for (int i = 0; i < 300; i++) told.addAll(cluster.step());
            assertThat(told).isEqualTo(cluster.trace().events());
        }
    }

    @Test
    void withoutRoutineTheSameRunIsToldButForMessagesThatGiveNoVoteAndTimers() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1);
                SimulatedCluster muted = SimulatedCluster.of(3, 1)) {
            muted.muteRoutine();
            List<TraceEvent> told = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                told.addAll(cluster.step());
                muted.step();
                assertThat(muted.now()).isEqualTo(cluster.now());
            }
            told.removeIf(SimulatedRunTest::isRoutine);
            // What was set at the start, before anybody could ask for less, is told of.
            assertThat(muted.trace().events())
                    .filteredOn(event -> event.at() > 0)
                    .isEqualTo(told);
            assertThat(told).hasAtLeastOneElementOfType(TraceEvent.Sent.class);
        }
    }

    private static boolean isRoutine(TraceEvent event) {
        boolean isVote = event instanceof TraceEvent.Sent sent
                && sent.message() instanceof RequestVoteReply reply
                && reply.voteGranted();
        return !isVote && !(event instanceof TraceEvent.OfNode) || event instanceof TraceEvent.TimerSet;
    }

    @Test
    void aScriptIsCarriedOutAtItsTimes() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            List<Long> times = new ArrayList<>();
            for (long at : new long[] {30, 10, 20, 10}) cluster.at(at, () -> times.add(cluster.now()));
            cluster.runFor(Duration.ofNanos(25));
            assertThat(times).containsExactly(10L, 10L, 20L);
            cluster.at(5, () -> times.add(cluster.now()));
            cluster.runFor(Duration.ofNanos(25));
            assertThat(times).as("what is planned for the past happens now").containsExactly(10L, 10L, 20L, 25L, 30L);
        }
    }

    @Test
    void whatIsAwaitedInVainIsNamedWithTheSeed() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 77)) {
            cluster.partition(List.of(List.of(ClusterKind.N1), List.of(ClusterKind.N2)));
            assertThatIllegalStateException()
                    .isThrownBy(cluster::awaitLeader)
                    .withMessage("waited PT30S of virtual time in vain for a leader, seed 77");
        }
    }

    @Test
    void nothingCanHappenWhenAllAreStopped() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            cluster.awaitLeader();
            cluster.nodes().forEach(cluster::stop);
            cluster.runFor(Duration.ofSeconds(1));
            assertThat(cluster.inFlight()).isEmpty();
            assertThat(cluster.nextEventAt()).isEqualTo(Long.MAX_VALUE);
            assertThatIllegalStateException()
                    .isThrownBy(cluster::step)
                    .withMessage("nothing can happen any more: all nodes are stopped, paused, or wait in vain");
            assertThatIllegalStateException().isThrownBy(cluster::awaitLeader);
        }
    }
}
