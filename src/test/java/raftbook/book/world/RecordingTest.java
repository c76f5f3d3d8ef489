package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.eval.RunText;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.ClusterPicture;
import raftbook.picture.LogStrip;
import raftbook.picture.MovingPicture;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault;

/** A picture of a run brings the run: what was drawn can be looked at moment by moment. */
class RecordingTest {

    private static String recorded(List<TraceEvent> events) {
        return RunText.run(SpaceTimeDiagram.of(events)).orElseThrow();
    }

    private static NodeState withoutStore(NodeState state) {
        return new NodeState(
                state.id(),
                state.running(),
                state.role(),
                state.termState(),
                state.log(),
                state.commitIndex(),
                state.lastApplied(),
                new TreeMap<>());
    }

    /** Somebody decides at random in them: messages are lost and doubled, servers stop and pause, ways are cut, rules broken. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 11, 18, 22, 24, 29, 34, 39})
    void theEventsAndTheServersAreThoseOfTheRun(int seed) {
        PageRun stroll = Fingerprints.stroll(seed);
        Run run = RunLink.open(stroll.link(stroll.moments() - 1)).run();
        List<TraceEvent> read = RecordedEvents.of(recorded(run.events()));
        assertThat(read).isEqualTo(run.events());
        assertThat(EventWriter.text(run.events())).isEqualTo(recorded(run.events()));
        List<Moment> moments = new Recording(read, "a run").moments();
        Moment end = moments.get(moments.size() - 1);
        assertThat(end.paused()).isEqualTo(run.last().paused());
        assertThat(end.cut()).isEqualTo(run.last().cut());
        for (NodeState state : run.last().states()) {
            assertThat(end.state(state.id())).isEqualTo(withoutStore(state));
        }
    }

    @Test
    void itsPicturesAreThoseOfTheCluster() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 974)) {
            NodeId leader = cluster.awaitLeader();
            cluster.node(leader).putMetadata("/a", "v 1%");
            cluster.runFor(Duration.ofMillis(200));
            PageRun run = Page.recorded(RunText.run(cluster.picture()).orElseThrow(), "the run of the picture");
            int end = run.moments() - 1;
            assertThat(run.text(end)).isEqualTo(cluster.trace().text());
            assertThat(run.logs(end)).isEqualTo(cluster.logs().toSvg());
            assertThat(run.watched()).isEqualTo("the run of the picture");
            assertThat(run.choices(end)).isEqualTo("[]");
            assertThat(run.decide("stop,n1")).contains("looked at, and not steered");
            assertThat(run.step()).isFalse();
        }
    }

    @Test
    void aMessageOnItsWayCanBeSeenThere() {
        List<TraceEvent> events = RecordedEvents.of("""
                Sent 1000000 1 n1 n2 RequestVote 1 n1 0 0
                Sent 1000000 2 n1 n3 RequestVote 1 n1 0 0
                Received 3000000 1 n1 n2 =
                Lost 4000000 2 n1 n3 = cut%20off
                Received 5000000 1 n1 n2 =
                """);
        List<Moment> moments = new Recording(events, "a run").moments();
        assertThat(moments).extracting(moment -> moment.flights().size()).containsExactly(0, 2, 1, 1, 0);
        assertThat(moments.get(1).next()).isEqualTo(3_000_000);
        assertThat(((TraceEvent.Lost) events.get(3)).why()).isEqualTo("cut off");
    }

    /** Whatever the cluster does later. */
    @Test
    void aPictureOfLogsOpensAtTheMomentThatItShows() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 974)) {
            NodeId leader = cluster.awaitLeader();
            cluster.node(leader).putMetadata("/a", "1");
            cluster.runFor(Duration.ofMillis(5));
            LogStrip logs = cluster.logs();
            cluster.node(leader).putMetadata("/b", "2");
            cluster.awaitConvergence();
            PageRun run = Page.recorded(RunText.run(logs).orElseThrow(), "the run of the picture");
            assertThat(run.logs(run.moments() - 1)).isEqualTo(logs.toSvg()).contains("PUT /a 1 @1");
            assertThat(cluster.logs().toSvg()).isNotEqualTo(logs.toSvg());
        }
    }

    /** As in chapter 16, where entry 2 is appended as the first; and the event's term is no older entry's, which it does not name. */
    @Test
    void whatAFollowerAppendsIsWhatCameLastWhereverItPutsIt() {
        List<TraceEvent> events = RecordedEvents.of("""
                Appended 1 n2 1 2 3
                Sent 1 1 n2 n1 AppendEntries 3 n2 1 3 1 RaftLogEntry 3 v1 0 1
                Received 2 1 n2 n1 =
                Appended 2 n1 1 1 3
                """);
        List<Moment> moments = new Recording(events, "a run").moments();
        Moment end = moments.get(moments.size() - 1);
        assertThat(LogStrip.of(List.of(end.state(new NodeId("n1")).row())).toSvg())
                .contains("n1, index 1: v1 @3");
        assertThat(LogStrip.of(List.of(end.state(new NodeId("n2")).row())).toSvg())
                .contains("n2, index 1: ? @0", "n2, index 2: v1 @3");
    }

    /** As in the paper's Figure 7: nobody has seen how they came there. */
    @Test
    void entriesFromBeforeTheRunAreMarkedAsUnknown() {
        List<TraceEvent> events = RecordedEvents.of("Appended 1 n1 3 3 2\n");
        NodeState state = new Recording(events, "a run").moments().get(1).state(new NodeId("n1"));
        assertThat(LogStrip.of(List.of(state.row())).toSvg()).contains("n1, index 1: ? @0", "n1, index 3: ? @2");
    }

    @Test
    void everyKindOfPictureOfARunBringsIt() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 4)) {
            cluster.awaitLeader();
            String whole = RunText.run(cluster.picture()).orElseThrow();
            assertThat(RunText.run(ClusterPicture.of(cluster.trace()))).contains(whole);
            assertThat(RunText.run(MovingPicture.replay(cluster.trace(), 20))).contains(whole);
            assertThat(RunText.run(MovingPicture.watch(cluster.trace(), cluster::now)))
                    .contains(whole);
            assertThat(RunText.run(cluster.logs())).contains(whole);
            assertThat(RunText.run(LogStrip.of(List.of())))
                    .as("rows made by hand")
                    .isEmpty();
            assertThat(RunText.run("no picture")).isEmpty();
            cluster.runFor(Duration.ofSeconds(60));
            assertThat(RunText.run(cluster.picture())).as("a run of a minute").isEmpty();
        }
    }

    @Test
    void aTextThatIsNoRunIsRefusedWithItsLine() {
        for (String wrong : List.of("Sent 1", "Became 1 n1 KING 2", "Flew 1 n1", "Received 1 7 n1 n2 =", "x")) {
            assertThatThrownBy(() -> RecordedEvents.of("TimerSet 0 n1 5\n" + wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'" + wrong + "': is no event of a run");
        }
    }

    @Test
    void aClusterThatIsLeftAloneCanBeSteeredUpToItsEnd() {
        try (SimulatedCluster cluster = SimulatedCluster.of(5, 7)) {
            cluster.awaitLeader();
            cluster.runFor(Duration.ofMillis(100));
            String link =
                    RunLink.ofRecorded(recorded(cluster.trace().events()), 5, 7).orElseThrow();
            assertThat(Page.open(link).text(Page.open(link).moments() - 1))
                    .isEqualTo(cluster.trace().text());
            assertThat(RunLink.ofRecorded(recorded(cluster.trace().events()), 5, 8))
                    .isEmpty();
            assertThat(RunLink.ofRecorded(recorded(cluster.trace().events()), 3, 7))
                    .isEmpty();
        }
    }

    @Test
    void oneInWhichSomebodyInterferesCanBeSteeredUntilThen() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 974)) {
            NodeId leader = cluster.awaitLeader();
            String before = cluster.trace().text();
            cluster.stop(leader);
            cluster.runFor(Duration.ofMillis(500));
            String link = RunLink.ofRecorded(recorded(cluster.trace().events()), 3, 974)
                    .orElseThrow();
            assertThat(Page.open(link).text(Page.open(link).moments() - 1)).isEqualTo(before);
        }
    }

    @Test
    void cutWaysAreRead() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            cluster.isolate(new NodeId("n1"));
            List<TraceEvent> read = RecordedEvents.of(recorded(cluster.trace().events()));
            assertThat(read).isEqualTo(cluster.trace().events()).hasAtLeastOneElementOfType(NetworkFault.class);
        }
    }
}
