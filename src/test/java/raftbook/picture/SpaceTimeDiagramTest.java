package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.Drawing.Box;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NodeFault;

class SpaceTimeDiagramTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    /** Elections, bursts, a partition, a pause, a stop, loss and duplicates. */
    private static Trace stormyRun(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(5, seed);
        NodeId first = cluster.awaitLeader();
        cluster.runFor(millis(40));
        cluster.isolate(first);
        for (int i = 0; i < 5; i++) cluster.node(first).putMetadata("/lost" + i, "v");
        cluster.awaitUntil(
                "another leader", () -> !cluster.leader().orElseThrow().equals(first));
        NodeId second = cluster.leader().orElseThrow();
        for (int i = 0; i < 12; i++) {
            cluster.node(second).putMetadata("/kept" + i, "v");
            cluster.runFor(millis(4));
        }
        cluster.heal();
        cluster.runFor(millis(80));
        cluster.pause(first);
        cluster.setFaults(Faults.NONE.withLoss(0.3).withDuplicate(0.3));
        cluster.runFor(millis(60));
        cluster.resume(first);
        cluster.stop(second);
        cluster.runFor(millis(400));
        return cluster.trace();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Drawing draw(SpaceTimeDiagram diagram) {
        return Drawing.parse(diagram.toSvg());
    }

    private static long count(Trace trace, Class<? extends TraceEvent> kind) {
        return trace.events().stream().filter(kind::isInstance).count();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void every_received_message_has_an_arrow_and_every_lost_one_a_cross(long seed) {
        Trace trace = stormyRun(seed);
        Drawing drawing = draw(SpaceTimeDiagram.of(trace));
        List<Element> arrows = drawing.titled(title -> title.contains("  gets  "));
        List<Element> losses = drawing.titled(title -> title.contains("  LOST  "));
        assertThat(arrows).hasSize((int) count(trace, TraceEvent.Received.class));
        assertThat(losses).hasSize((int) count(trace, TraceEvent.Lost.class)).isNotEmpty();
        assertThat(losses).allMatch(SpaceTimeDiagramTest::hasCross);
        assertThat(arrows).noneMatch(SpaceTimeDiagramTest::hasCross);
    }

    private static boolean hasCross(Element group) {
        return Drawing.list(group, "path").stream()
                .anyMatch(path -> path.getAttribute("d").contains("l8 8m0 -8l-8 8"));
    }

    @Test
    void a_picture_consists_of_plain_shapes_and_texts_without_style_script_or_id() {
        Drawing drawing = draw(SpaceTimeDiagram.of(stormyRun(1)));
        Set<String> names = new HashSet<>();
        for (Element element : drawing.all("*")) {
            names.add(element.getTagName());
            assertThat(element.hasAttribute("id")).isFalse();
            assertThat(element.hasAttribute("style")).isFalse();
            assertThat(element.hasAttribute("class")).isFalse();
        }
        assertThat(names).isSubsetOf("g", "title", "rect", "path", "text");
        assertThat(drawing.root().getAttribute("viewBox")).startsWith("0 0 960 ");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void labels_do_not_overlap(long seed) {
        SpaceTimeDiagram diagram =
                SpaceTimeDiagram.of(stormyRun(seed)).title("Storm").caption("Much at once.");
        for (int width : new int[] {480, 960}) {
            Drawing drawing = draw(diagram.width(width));
            assertApart(drawing.textBoxes());
            assertApart(flags(drawing));
        }
    }

    private static List<Box> flags(Drawing drawing) {
        return drawing.titled(title -> title.matches("(?s).*  (appends|commits|drops) .*")).stream()
                .map(group -> Drawing.box(
                        group.getTextContent(), Drawing.list(group, "rect").get(0)))
                .toList();
    }

    private static void assertApart(List<Box> boxes) {
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                Box one = boxes.get(i);
                Box other = boxes.get(j);
                assertThat(one.overlaps(other)).as("%s over %s", one, other).isFalse();
            }
        }
    }

    @Test
    void all_lies_on_the_card_and_no_text_is_smaller_than_11_pixels() {
        long middle = 400;
        Drawing drawing =
                draw(SpaceTimeDiagram.of(stormyRun(3)).from(millis(middle)).to(millis(middle + 150)));
        double width = Drawing.number(drawing.root(), "width");
        double height = Drawing.number(drawing.root(), "height");
        assertThat(drawing.textBoxes())
                .allMatch(b -> b.left() >= 0 && b.right() <= width && b.top() >= 0 && b.bottom() <= height);
        for (Element path : drawing.all("path")) {
            Matcher points = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)").matcher(path.getAttribute("d"));
            while (points.find()) {
                assertThat(Double.parseDouble(points.group(1))).isBetween(0.0, width);
                assertThat(Double.parseDouble(points.group(2))).isBetween(0.0, height);
            }
        }
        for (Element text : drawing.all("text")) {
            if (text.hasAttribute("font-size"))
                assertThat(Drawing.number(text, "font-size")).isGreaterThan(11);
        }
    }

    @Test
    void the_same_events_give_the_same_bytes_in_every_locale() {
        Locale before = Locale.getDefault();
        String here = SpaceTimeDiagram.of(stormyRun(5)).toSvg();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(SpaceTimeDiagram.of(stormyRun(5)).toSvg()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void a_server_that_stays_what_it_is_has_one_bar() {
        List<TraceEvent> events = List.of(
                new TraceEvent.Became(10_000_000, A, RaftRole.FOLLOWER, 1),
                new TraceEvent.TimerSet(20_000_000, A, 90_000_000),
                new TraceEvent.TimerSet(30_000_000, A, 90_000_000),
                new TraceEvent.Became(40_000_000, A, RaftRole.LEADER, 2),
                new TraceEvent.Committed(100_000_000, A, 1));
        Drawing drawing = draw(SpaceTimeDiagram.of(events));
        assertThat(drawing.titled(title -> title.startsWith("a: ")))
                .extracting(Element::getTextContent)
                .satisfiesExactly(
                        follower -> assertThat(follower).contains("FOLLOWER in term 1, 10 to 40 ms"),
                        leader -> assertThat(leader).contains("LEADER in term 2, 40 to 100 ms"));
        assertThat(drawing.texts()).contains("term 1", "term 2, leader");
    }

    @Test
    void a_role_shows_as_thickness() {
        List<TraceEvent> events = List.of(
                new TraceEvent.Became(0, A, RaftRole.FOLLOWER, 1),
                new TraceEvent.Became(10, A, RaftRole.CANDIDATE, 2),
                new TraceEvent.Became(20, A, RaftRole.LEADER, 2),
                new TraceEvent.Applied(30, A, 1));
        List<Double> heights = draw(SpaceTimeDiagram.of(events)).titled(title -> title.startsWith("a: ")).stream()
                .map(bar -> Drawing.number(Drawing.list(bar, "rect").get(0), "height"))
                .toList();
        assertThat(heights).hasSize(3).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void stops_pauses_and_network_faults_are_named() {
        List<TraceEvent> events = List.of(
                new TraceEvent.TimerSet(0, A, 90_000_000),
                new TraceEvent.TimerSet(0, B, 90_000_000),
                new NodeFault(20_000_000, A, NodeFault.Kind.PAUSED),
                new TraceEvent.NetworkFault(30_000_000, "cut a → b", Set.of()),
                new NodeFault(50_000_000, A, NodeFault.Kind.RESUMED),
                new NodeFault(60_000_000, B, NodeFault.Kind.STOPPED),
                new TraceEvent.NetworkFault(80_000_000, "healed", Set.of()));
        assertThat(draw(SpaceTimeDiagram.of(events)).texts())
                .contains("term 0, paused", "stopped", "cut a → b", "healed");
    }

    @Test
    void a_paused_servers_timer_stands_still() {
        List<TraceEvent> events = List.of(
                new TraceEvent.TimerSet(0, A, 100),
                new NodeFault(40, A, NodeFault.Kind.PAUSED),
                new NodeFault(70, A, NodeFault.Kind.RESUMED),
                new TraceEvent.Applied(90, A, 1));
        assertThat(Lane.of(A, events, 0, 90).waits())
                .containsExactly(
                        new Lane.Wait(0, 40, 100, 60), new Lane.Wait(40, 70, 60, 60), new Lane.Wait(70, 90, 60, 40));
    }

    @Test
    void dropped_entries_are_shown_as_far_as_the_log_reached() {
        List<TraceEvent> events = List.of(
                new TraceEvent.Appended(10, A, 1, 9, 1),
                new TraceEvent.Truncated(20, A, 4),
                new TraceEvent.Appended(30, A, 4, 5, 2));
        assertThat(Lane.of(A, events, 0, 40).flags())
                .extracting(Lane.Flag::label)
                .containsExactly("1–9", "4–9", "4–5");
    }

    @Test
    void neighbouring_flags_merge_where_they_have_no_room() {
        List<TraceEvent> events = new ArrayList<>();
        events.add(new TraceEvent.TimerSet(0, A, 1));
        for (int i = 4; i <= 9; i++) events.add(new TraceEvent.Appended(i * 1_000_000, A, i, i, 1));
        events.add(new TraceEvent.Applied(1_000_000_000, A, 1));
        Drawing drawing = draw(SpaceTimeDiagram.of(events));
        assertThat(drawing.texts()).contains("4–9").doesNotContain("5");
        assertThat(drawing.titled(title -> title.contains("appends 4 ") && title.contains("appends 9 ")))
                .hasSize(1);
    }

    @Test
    void messages_that_cross_the_edge_of_the_window_are_cut_there() {
        RequestVoteReply vote = new RequestVoteReply(1, true);
        List<TraceEvent> events = List.of(
                new TraceEvent.Sent(0, 1, A, B, vote),
                new TraceEvent.Received(20_000_000, 1, A, B, vote),
                new TraceEvent.Sent(90_000_000, 2, B, A, vote),
                new TraceEvent.Received(130_000_000, 2, B, A, vote),
                new TraceEvent.Sent(95_000_000, 3, B, A, vote),
                new TraceEvent.Sent(200_000_000, 4, B, A, vote));
        Drawing drawing = draw(SpaceTimeDiagram.of(events).from(millis(10)).to(millis(100)));
        assertThat(drawing.titled(title -> title.contains("  sends "))).hasSize(3);
        assertThat(drawing.titled(title -> title.endsWith("still on its way"))).hasSize(1);
        Element bar = Drawing.list(
                        drawing.titled(title -> title.startsWith("a: ")).get(0), "rect")
                .get(0);
        Box lane = Drawing.box("lane", bar);
        for (Element arrow : drawing.titled(title -> title.contains("  sends "))) {
            for (Element path : Drawing.list(arrow, "path")) {
                assertThat(xs(path)).allMatch(x -> x >= lane.left() - 3 && x <= lane.right() + 3);
            }
        }
    }

    private static List<Double> xs(Element path) {
        return Pattern.compile("[ML](-?[0-9.]+) ")
                .matcher(path.getAttribute("d"))
                .results()
                .map(found -> Double.parseDouble(found.group(1)))
                .toList();
    }

    @Test
    void a_flag_at_the_last_moment_stays_on_the_card() {
        List<TraceEvent> events = List.of(
                new TraceEvent.TimerSet(0, A, 100_000_000),
                new TraceEvent.Appended(90_000_000, A, 1001, 1999, 1),
                new TraceEvent.Committed(90_000_000, A, 1999));
        Drawing drawing = draw(SpaceTimeDiagram.of(events));
        assertThat(flags(drawing)).hasSize(2).allMatch(flag -> flag.right() < Drawing.number(drawing.root(), "width"));
    }

    @Test
    void without_heartbeats_there_are_fewer_arrows_and_all_the_flags() {
        SpaceTimeDiagram diagram = SpaceTimeDiagram.of(stormyRun(2));
        Drawing all = draw(diagram);
        Drawing fewer = draw(diagram.withoutHeartbeats());
        assertThat(all.titled(title -> title.contains("sends heartbeat"))).isNotEmpty();
        assertThat(fewer.titled(title -> title.contains("sends heartbeat"))).isEmpty();
        assertThat(fewer.titled(title -> title.contains("sends entries")))
                .hasSameSizeAs(all.titled(title -> title.contains("sends entries")));
    }

    @Test
    void servers_can_be_chosen_and_stand_in_the_order_of_their_numbers_otherwise() {
        Trace trace = stormyRun(1);
        assertThat(names(draw(SpaceTimeDiagram.of(trace)))).containsExactly("n1", "n2", "n3", "n4", "n5");
        List<NodeId> chosen = List.of(new NodeId("n4"), new NodeId("n2"));
        assertThat(names(draw(SpaceTimeDiagram.of(trace).nodes(chosen)))).containsExactly("n4", "n2");
        List<TraceEvent> ten = List.of(
                new TraceEvent.TimerSet(0, new NodeId("n10"), 5), new TraceEvent.TimerSet(0, new NodeId("n2"), 5));
        assertThat(names(draw(SpaceTimeDiagram.of(ten)))).containsExactly("n2", "n10");
    }

    private static List<String> names(Drawing drawing) {
        return drawing.texts().stream().filter(text -> text.matches("n[0-9]+")).toList();
    }

    @Test
    void notes_title_caption_and_replay_are_written_into_the_picture() {
        SpaceTimeDiagram plain = SpaceTimeDiagram.of(stormyRun(1));
        SpaceTimeDiagram full =
                plain.title("T <1>").caption("c & c").replay("seed 1").note(millis(100), "here");
        assertThat(draw(full).texts()).contains("T <1>", "c & c", "seed 1", "here");
        assertThat(draw(plain).texts()).doesNotContain("here");
        assertThat(full.toString()).matches("space-time diagram of 5 servers, 0 to [0-9.]+ ms, [0-9]+ events");
    }

    @Test
    void a_trace_in_which_nothing_happened_still_gives_a_picture() {
        assertThat(draw(SpaceTimeDiagram.of(new Trace(10))).texts()).contains("nothing has happened yet");
        assertThat(names(draw(SpaceTimeDiagram.of(SimulatedCluster.of(3, 1).trace()))))
                .hasSize(3);
    }

    @Test
    void impossible_windows_and_widths_are_refused_with_the_rule() {
        SpaceTimeDiagram diagram = SpaceTimeDiagram.of(stormyRun(1));
        assertThatThrownBy(() -> diagram.from(millis(50)).to(millis(50)).toSvg())
                .hasMessageContaining("from 50 ms to 50 ms")
                .hasMessageContaining("must be later");
        assertThatThrownBy(() -> diagram.width(100)).hasMessageContaining("width 100");
    }

    @Test
    void servers_begin_as_what_they_were_when_the_trace_forgot_it() {
        Trace trace = new Trace(2);
        trace.record(new TraceEvent.Became(1_000_000, A, RaftRole.LEADER, 3));
        trace.record(new TraceEvent.TimerSet(5_000_000, B, 9_000_000));
        trace.record(new TraceEvent.TimerSet(7_000_000, B, 9_000_000));
        assertThat(draw(SpaceTimeDiagram.of(trace)).titled("a: LEADER in term 3, 5 to 7 ms"::equals))
                .hasSize(1);
    }
}
