package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftRole;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.Appended;
import raftbook.trace.TraceEvent.Became;
import raftbook.trace.TraceEvent.Committed;
import raftbook.trace.TraceEvent.Lost;
import raftbook.trace.TraceEvent.NetworkFault;
import raftbook.trace.TraceEvent.NetworkFault.Link;
import raftbook.trace.TraceEvent.NodeFault;
import raftbook.trace.TraceEvent.Received;
import raftbook.trace.TraceEvent.Sent;
import raftbook.trace.TraceEvent.TimerSet;
import raftbook.trace.TraceEvent.Truncated;
import raftbook.trace.TraceEvent.Voted;

class ClusterPictureTest {

    private static final long MS = 1_000_000;
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private static ServerView view(NodeId node, long at, TraceEvent... events) {
        return ServerView.of(node, List.of(events), at);
    }

    private static Drawing draw(ClusterPicture picture) {
        return Drawing.parse(picture.toSvg());
    }

    private static ClusterPicture picture(TraceEvent... events) {
        return ClusterPicture.of(List.of(events)).nodes(List.of(A, B));
    }

    @Test
    void a_server_is_what_its_last_events_say() {
        ServerView view = view(
                A,
                30,
                new Became(10, A, RaftRole.CANDIDATE, 2),
                new Voted(10, A, A, 2),
                new Became(20, B, RaftRole.CANDIDATE, 3),
                new Became(30, A, RaftRole.LEADER, 2));
        assertThat(view).hasToString("a: leader, term 2, voted for a");
    }

    @Test
    void a_vote_lasts_as_long_as_its_term() {
        TraceEvent[] events = {new Voted(10, A, B, 0), new Became(20, A, RaftRole.FOLLOWER, 1)};
        assertThat(view(A, 15, events[0]).vote()).contains(B);
        assertThat(view(A, 20, events).vote()).isEmpty();
    }

    @Test
    void patience_runs_out_and_a_leader_has_none() {
        TimerSet timer = new TimerSet(100, A, 300);
        assertThat(view(A, 149, timer).patience()).contains(150L);
        assertThat(view(A, 900, timer).patience()).contains(0L);
        assertThat(view(A, 149, timer, new Became(120, A, RaftRole.LEADER, 1)).patience())
                .isEmpty();
    }

    @Test
    void a_paused_servers_patience_stands_still() {
        TimerSet timer = new TimerSet(100, A, 300);
        NodeFault pause = new NodeFault(150, A, NodeFault.Kind.PAUSED);
        assertThat(view(A, 900, timer, pause).patience()).contains(150L);
        assertThat(view(A, 900, timer, pause)).hasToString("a: follower, term 0, paused, has not voted");
    }

    @Test
    void the_log_ends_with_its_last_entries_and_their_terms() {
        LogTail log = LogTail.of(
                A,
                List.of(
                        new Appended(1, A, 1, 7, 1),
                        new Appended(2, A, 8, 8, 2),
                        new Committed(3, A, 7),
                        new Appended(4, B, 1, 99, 9)));
        assertThat(log.terms()).containsOnlyKeys(3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(log.terms().values()).containsExactly(1L, 1L, 1L, 1L, 1L, 2L);
        assertThat(log.lastIndex()).isEqualTo(8);
        assertThat(log.commitIndex()).isEqualTo(7);
    }

    @Test
    void entries_that_come_from_a_leader_keep_their_terms() {
        RaftMessage entries = new AppendEntries(3, B, 1, 1, List.of(RaftLogEntry.noOp(2), RaftLogEntry.noOp(3)), 0, 1);
        LogTail log = LogTail.of(
                A,
                List.of(
                        new Appended(1, A, 1, 4, 1),
                        new Received(2, 1, B, A, entries),
                        new Truncated(2, A, 2),
                        new Appended(2, A, 2, 3, 3)));
        assertThat(log.terms().values()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void entries_that_were_offered_and_refused_do_not_count() {
        RaftMessage refused = new AppendEntries(2, B, 4, 2, List.of(RaftLogEntry.noOp(2)), 0, 1);
        LogTail log = LogTail.of(
                A,
                List.of(new Appended(1, A, 1, 4, 1), new Received(2, 1, B, A, refused), new Appended(3, A, 5, 5, 3)));
        assertThat(log.terms()).containsEntry(5L, 3L);
    }

    @Test
    void cut_ways_are_drawn_until_they_are_healed() {
        NetworkFault cut = new NetworkFault(10, "cut a → b", Set.of(new Link(A, B)));
        NetworkFault healed = new NetworkFault(20, "heal a → b", Set.of());
        String words = "the way from a to b is cut";
        assertThat(draw(picture(cut)).titled(words::equals)).hasSize(1);
        assertThat(draw(picture(cut)).titled("the way from b to a is cut"::equals))
                .isEmpty();
        assertThat(draw(picture(cut, healed)).titled(words::equals)).isEmpty();
        assertThat(draw(picture(cut, healed).at(Duration.ofNanos(15))).titled(words::equals))
                .hasSize(1);
    }

    @Test
    void a_message_travels_and_fades() {
        RaftMessage ask = new RequestVote(1, A, 0, 0);
        ClusterPicture picture = picture(
                        new Sent(10 * MS, 1, A, B, ask),
                        new Received(20 * MS, 1, A, B, ask),
                        new NodeFault(99 * MS, A, NodeFault.Kind.PAUSED))
                .trail(Duration.ofMillis(30));
        double[] tips = {12, 15, 19, 21, 40};
        double before = 0;
        for (double at : tips) {
            double tip = tip(message(picture.at(Duration.ofNanos((long) (at * MS)))));
            assertThat(tip).isGreaterThanOrEqualTo(before);
            before = tip;
        }
        assertThat(opacity(picture, 20)).isEqualTo(1);
        assertThat(opacity(picture, 45)).isLessThan(0.5);
        assertThat(messages(draw(picture.at(Duration.ofMillis(9))))).isEmpty();
        assertThat(messages(draw(picture.at(Duration.ofMillis(50))))).isEmpty();
    }

    @Test
    void messages_of_different_kinds_on_one_way_lie_beside_each_other() {
        RaftMessage ask = new RequestVote(1, A, 0, 0);
        RaftMessage beat = new AppendEntries(1, A, 0, 0, List.of(), 0, 1);
        Drawing drawing = draw(picture(
                new Sent(10, 1, A, B, ask),
                new Received(20, 1, A, B, ask),
                new Sent(10, 2, A, B, beat),
                new Received(20, 2, A, B, beat)));
        assertThat(messages(drawing))
                .hasSize(2)
                .extracting(message -> Drawing.list(message, "path").get(0).getAttribute("d"))
                .doesNotHaveDuplicates();
    }

    private static List<Element> messages(Drawing drawing) {
        return drawing.titled(title -> title.contains("→"));
    }

    private static Element message(ClusterPicture picture) {
        List<Element> found = messages(draw(picture));
        assertThat(found)
                .as(found.stream().map(Element::getTextContent).toList().toString())
                .hasSize(1);
        return found.get(0);
    }

    /** The x at which the message's shaft ends. */
    private static double tip(Element message) {
        String path = Drawing.list(message, "path").get(0).getAttribute("d");
        return Double.parseDouble(path.substring(path.indexOf('L') + 1).split(" ")[0]);
    }

    private static double opacity(ClusterPicture picture, long millis) {
        return Drawing.number(
                (Element) message(picture.at(Duration.ofMillis(millis))).getParentNode(), "opacity");
    }

    @Test
    void a_message_is_lost_when_it_is_lost_and_not_before() {
        RaftMessage ask = new RequestVote(1, A, 0, 0);
        ClusterPicture picture = picture(new Sent(10 * MS, 1, A, B, ask), new Lost(20 * MS, 1, A, B, ask, "lost"));
        assertThat(hasCross(message(picture.at(Duration.ofMillis(15))))).isFalse();
        assertThat(hasCross(message(picture.at(Duration.ofMillis(20))))).isTrue();
    }

    private static boolean hasCross(Element message) {
        return Drawing.list(message, "path").stream()
                .anyMatch(path -> path.getAttribute("stroke").equals("#c4201d"));
    }

    private static SimulatedCluster storm(int servers, long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(servers, seed);
        cluster.setFaults(Faults.NONE.withLoss(0.2).withDuplicate(0.2));
        NodeId leader = cluster.awaitLeader();
        for (int i = 0; i < 300; i++) cluster.node(leader).putMetadata("/k" + i, "v");
        cluster.runFor(Duration.ofMillis(100));
        cluster.isolate(leader);
        cluster.runFor(Duration.ofMillis(300));
        return cluster;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7})
    void a_picture_is_well_formed_small_and_says_what_each_server_is(int servers) {
        try (SimulatedCluster cluster = storm(servers, 1)) {
            ClusterPicture picture = ClusterPicture.of(cluster.trace());
            Drawing drawing = draw(picture);
            for (NodeId node : cluster.nodes()) {
                assertThat(drawing.titled(title -> title.startsWith(node + ": ")))
                        .hasSize(1);
                assertThat(picture.toString()).contains(node + ": ");
            }
            assertThat(drawing.root().getAttribute("aria-label")).isEqualTo(picture.toString());
            assertThat(picture.toSvg().length()).isLessThan(50_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void no_text_is_outside_or_upon_another(int servers) {
        try (SimulatedCluster cluster = storm(servers, 2)) {
            Drawing drawing = draw(ClusterPicture.of(cluster.trace()).title("A storm"));
            List<Drawing.Box> texts = drawing.textBoxes();
            for (Drawing.Box text : texts) {
                assertThat(text.left()).as(text.what()).isGreaterThan(0);
                assertThat(text.right()).as(text.what()).isLessThan(760);
                assertThat(text.top()).as(text.what()).isGreaterThan(0);
                assertThat(text.bottom()).as(text.what()).isLessThan(Drawing.number(drawing.root(), "height"));
                assertThat(texts.stream().filter(text::overlaps))
                        .as(text.what())
                        .hasSize(1);
            }
        }
    }

    @Test
    void the_same_events_give_the_same_picture() {
        try (SimulatedCluster one = storm(3, 3);
                SimulatedCluster two = storm(3, 3)) {
            assertThat(ClusterPicture.of(one.trace()).toSvg())
                    .isEqualTo(ClusterPicture.of(two.trace()).toSvg());
        }
    }

    @Test
    void every_frame_of_a_cluster_has_the_same_size() {
        try (SimulatedCluster cluster = storm(3, 4)) {
            Trace trace = cluster.trace();
            String box = draw(ClusterPicture.of(trace)).root().getAttribute("viewBox");
            assertThat(draw(ClusterPicture.of(trace).at(Duration.ofMillis(1)))
                            .root()
                            .getAttribute("viewBox"))
                    .isEqualTo(box);
        }
    }

    @Test
    void what_a_trace_has_forgotten_of_its_servers_is_still_shown() {
        Trace trace = new Trace(2);
        trace.record(new Became(1, A, RaftRole.LEADER, 4));
        trace.record(new NodeFault(2, B, NodeFault.Kind.STOPPED));
        trace.record(new NetworkFault(3, "cut a → b", Set.of(new Link(A, B))));
        for (int i = 0; i < 9; i++) trace.record(new Sent(4 + i, i, A, B, new RequestVote(4, A, 0, 0)));
        assertThat(ClusterPicture.of(trace)).hasToString("0 ms: a: leader, term 4, has not voted; b: stopped");
        assertThat(draw(ClusterPicture.of(trace)).titled(title -> title.contains("is cut")))
                .hasSize(1);
    }

    @Test
    void nothing_has_happened_in_an_empty_trace() {
        assertThat(draw(ClusterPicture.of(new Trace(10))).texts()).contains("nothing has happened yet");
    }
}
