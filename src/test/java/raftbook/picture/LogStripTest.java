package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import raftbook.picture.LogStrip.Row;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

class LogStripTest {

    private static RaftLogEntry entry(long term, String command) {
        return new RaftLogEntry(term, command.getBytes(StandardCharsets.UTF_8));
    }

    private static List<RaftLogEntry> log(int length, int secondTermFrom) {
        return IntStream.rangeClosed(1, length)
                .mapToObj(i -> entry(i < secondTermFrom ? 1 : 2, "PUT\n/k\nv" + i))
                .toList();
    }

    private static Drawing draw(Row... rows) {
        return Drawing.parse(LogStrip.of(List.of(rows)).toSvg());
    }

    @Test
    void each_entry_is_a_cell_with_its_term_and_a_short_command() {
        Drawing drawing = draw(new Row(
                "n1",
                "leader",
                List.of(RaftLogEntry.noOp(1), entry(1, "PUT\n/config/service/a\nv1"), entry(7, "DEL\n/b")),
                2));
        assertThat(drawing.texts()).contains("n1", "leader", "no-op", "PUT a v1", "DEL b", "7");
        assertThat(drawing.titled(title -> title.contains("index 2: PUT /config/service/a v1 @1, committed")))
                .hasSize(1);
    }

    @Test
    void committed_entries_have_a_solid_frame_and_others_a_dashed_one() {
        Drawing drawing = draw(new Row("n1", "", log(5, 9), 3));
        List<Element> cells = drawing.titled(title -> title.contains("index"));
        assertThat(cells).hasSize(5);
        for (int i = 0; i < 5; i++) {
            boolean dashed = Drawing.list(cells.get(i), "rect").get(1).hasAttribute("stroke-dasharray");
            assertThat(dashed).as("entry %d", i + 1).isEqualTo(i >= 3);
        }
    }

    @Test
    void a_strip_knows_the_run_up_to_its_own_moment_and_one_made_by_hand_knows_none() {
        LogStrip strip = LogStrip.of(List.of(new Row("n1", "", log(3, 9), 0)));
        Trace trace = new Trace(9);
        TraceEvent appended = new TraceEvent.Appended(1, new NodeId("n1"), 1, 3, 1);
        trace.record(appended);
        LogStrip after = strip.after(trace).title("t").columns(2).seam(1);
        trace.record(new TraceEvent.Committed(2, new NodeId("n1"), 3));
        assertThat(strip.events()).isEmpty();
        assertThat(after.events()).containsExactly(appended);
        assertThat(after.toSvg()).isEqualTo(strip.title("t").columns(2).seam(1).toSvg());
    }

    @Test
    void the_same_index_stands_in_the_same_column() {
        Drawing drawing = draw(new Row("n1", "", log(4, 9), 0), new Row("n2", "", log(2, 9), 0));
        List<Element> second = drawing.titled(title -> title.contains("index 2:"));
        assertThat(second).hasSize(2);
        assertThat(second.stream()
                        .map(cell -> Drawing.number(Drawing.list(cell, "rect").get(0), "x"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_seam_is_a_line_between_two_columns() {
        Drawing drawing = Drawing.parse(
                LogStrip.of(List.of(new Row("n1", "", log(4, 9), 0))).seam(2).toSvg());
        Element seam = drawing.titled(title -> title.equals("the seam")).get(0);
        String path = Drawing.list(seam, "path").get(0).getAttribute("d");
        double x = Double.parseDouble(path.split("[M ,L]+")[1]);
        Element left = Drawing.list(cell(drawing, 2), "rect").get(0);
        Element right = Drawing.list(cell(drawing, 3), "rect").get(0);
        assertThat(x)
                .isGreaterThan(Drawing.number(left, "x") + Drawing.number(left, "width"))
                .isLessThan(Drawing.number(right, "x"));
    }

    @Test
    void a_seam_that_is_not_shown_is_not_drawn_and_one_before_all_is_refused() {
        LogStrip strip = LogStrip.of(List.of(new Row("n1", "", log(4, 9), 0)));
        assertThat(strip.seam(5).toSvg()).isEqualTo(strip.toSvg());
        assertThatThrownBy(() -> strip.seam(0)).hasMessage("seam 0: indexes begin with 1");
    }

    private static Element cell(Drawing drawing, int index) {
        return drawing.titled(title -> title.contains("index " + index + ":")).get(0);
    }

    @Test
    void long_logs_are_shortened_to_what_tells_most() {
        Row leader = new Row("n1", "", log(60, 30), 55);
        Row follower = new Row("n2", "", log(41, 33), 20);
        assertThat(LogColumns.choose(
                        List.of(leader.log(), follower.log()),
                        LongStream.of(leader.commitIndex(), follower.commitIndex()),
                        8))
                .containsExactly(1L, 20L, 30L, 41L, 55L, 58L, 59L, 60L);
        String svg = LogStrip.of(List.of(leader, follower)).columns(8).toSvg();
        assertThat(Drawing.parse(svg).titled(title -> title.contains("index"))).hasSize(8 + 4);
        assertThat(Drawing.parse(svg).texts()).contains("…");
    }

    @Test
    void nothing_overlaps_and_long_texts_are_cut() {
        Row wordy = new Row(
                "a-server-with-a-long-name-indeed", "follower, term 12345", List.of(entry(1, "x".repeat(500))), 0);
        List<Drawing.Box> boxes = draw(wordy, new Row("n2", "", log(9, 4), 3)).textBoxes();
        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(boxes.get(i).overlaps(boxes.get(j)))
                        .as("%s over %s", boxes.get(i), boxes.get(j))
                        .isFalse();
            }
        }
    }

    @Test
    void empty_logs_and_no_servers_give_a_picture_too() {
        assertThat(draw(new Row("n1", "", List.of(), 0)).texts()).contains("empty");
        assertThat(draw().all("svg")).isEmpty();
    }

    @Test
    void bytes_that_are_no_text_are_shown_without_breaking_the_picture() {
        assertThat(draw(new Row("n1", "<&>", List.of(new RaftLogEntry(1, new byte[] {0, -1, 7})), 1))
                        .texts())
                .contains("<&>");
    }

    @Test
    void options_give_changed_copies() {
        LogStrip strip = LogStrip.of(List.of(new Row("n1", "", log(3, 2), 1)));
        assertThat(strip.title("Logs").toSvg()).contains(">Logs</text>");
        assertThat(strip.toSvg()).doesNotContain("Logs</text>");
        assertThatThrownBy(() -> strip.columns(1)).hasMessageContaining("columns 1");
    }
}
