package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import raftbook.picture.Flight.Kind;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.trace.TraceEvent;

class FlightTest {

    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");

    private final List<TraceEvent> events = new ArrayList<>();

    private FlightTest arrives(NodeId from, NodeId to, RaftMessage message) {
        long id = events.size();
        events.add(new TraceEvent.Sent(id, id, from, to, message));
        events.add(new TraceEvent.Received(id + 10, id, from, to, message));
        return this;
    }

    private FlightTest isLost(NodeId from, NodeId to, RaftMessage message) {
        long id = events.size();
        events.add(new TraceEvent.Sent(id, id, from, to, message));
        events.add(new TraceEvent.Lost(id + 10, id, from, to, message, "cut"));
        return this;
    }

    private List<Kind> kinds() {
        return Flight.of(events, 1000).stream().map(Flight::kind).toList();
    }

    private static AppendEntries heartbeat(long term, long sequence) {
        return new AppendEntries(term, A, 0, 0, List.of(), 0, sequence);
    }

    private static AppendEntries entries(long term, long sequence) {
        return new AppendEntries(term, A, 0, 0, List.of(RaftLogEntry.noOp(term)), 0, sequence);
    }

    @Test
    void a_reply_answers_the_message_whose_number_it_returns() {
        arrives(A, B, heartbeat(1, 1)).arrives(A, B, entries(1, 2));
        arrives(B, A, AppendEntriesReply.accepted(1, 1, 2)).arrives(B, A, AppendEntriesReply.accepted(1, 0, 1));
        assertThat(kinds()).containsExactly(Kind.HEARTBEAT, Kind.ENTRIES, Kind.ENTRIES_REPLY, Kind.HEARTBEAT_REPLY);
    }

    @Test
    void the_refusal_of_an_old_terms_heartbeat_answers_a_heartbeat() {
        arrives(A, B, heartbeat(1, 1)).arrives(B, A, AppendEntriesReply.stale(2, 1));
        assertThat(kinds()).containsExactly(Kind.HEARTBEAT, Kind.HEARTBEAT_REPLY);
    }

    @Test
    void a_leader_that_was_started_anew_counts_from_1_again() {
        arrives(A, B, heartbeat(1, 1)).arrives(B, A, AppendEntriesReply.accepted(1, 0, 1));
        arrives(A, B, entries(2, 1)).arrives(B, A, AppendEntriesReply.accepted(2, 1, 1));
        assertThat(kinds()).containsExactly(Kind.HEARTBEAT, Kind.HEARTBEAT_REPLY, Kind.ENTRIES, Kind.ENTRIES_REPLY);
    }

    @Test
    void a_lost_refusal_has_a_bar_before_its_cross() {
        isLost(B, A, AppendEntriesReply.stale(2, 1)).isLost(B, A, AppendEntriesReply.accepted(2, 1, 2));
        Drawing drawing = Drawing.parse(SpaceTimeDiagram.of(events).toSvg());
        Element refusal =
                drawing.titled(title -> title.contains("LOST  refusal")).get(0);
        Element consent =
                drawing.titled(title -> title.contains("LOST  matches")).get(0);
        assertThat(strokes(refusal)).hasSize(strokes(consent).size() + 1);
        assertThat(drawing.texts()).contains("refused", "lost");
    }

    private static List<Element> strokes(Element flight) {
        return Drawing.list(flight, "path");
    }
}
