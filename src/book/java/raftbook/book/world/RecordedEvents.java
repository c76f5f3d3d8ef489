package raftbook.book.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import raftbook.raft.NodeId;
import raftbook.raft.OneLine;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** Reads the run that came with a picture, as {@code raftbook.book.eval.RunText} writes it: its events, oldest first. */
final class RecordedEvents {

    private final Map<Long, RaftMessage> sent = new HashMap<>();
    private List<String> words = List.of();
    private int next;

    private RecordedEvents() {}

    /** @throws IllegalArgumentException if it is no such text, saying which line is wrong */
    static List<TraceEvent> of(String text) {
        RecordedEvents reader = new RecordedEvents();
        List<TraceEvent> events = new ArrayList<>();
        for (String line : Words.split(text, '\n')) {
            if (line.isEmpty()) continue;
            reader.words = Words.split(line, ' ');
            reader.next = 0;
            try {
                events.add(reader.event());
            } catch (IllegalArgumentException | IndexOutOfBoundsException failed) {
                throw new IllegalArgumentException("'" + OneLine.of(line, 60) + "': is no event of a run", failed);
            }
        }
        return events;
    }

    private TraceEvent event() {
        String kind = word();
        long at = number();
        return switch (kind) {
            case "Sent" -> {
                long id = number();
                yield new TraceEvent.Sent(at, id, node(), node(), message(id));
            }
            case "Received" -> {
                long id = number();
                yield new TraceEvent.Received(at, id, node(), node(), message(id));
            }
            case "Lost" -> {
                long id = number();
                yield new TraceEvent.Lost(at, id, node(), node(), message(id), text());
            }
            case "NetworkFault" -> new TraceEvent.NetworkFault(at, text(), links());
            default -> ofNode(kind, at, node());
        };
    }

    private TraceEvent ofNode(String kind, long at, NodeId node) {
        return switch (kind) {
            case "Became" -> new TraceEvent.Became(at, node, RaftRole.valueOf(word()), number());
            case "Voted" -> new TraceEvent.Voted(at, node, node(), number());
            case "TimerSet" -> new TraceEvent.TimerSet(at, node, number());
            case "Appended" -> new TraceEvent.Appended(at, node, number(), number(), number());
            case "Truncated" -> new TraceEvent.Truncated(at, node, number());
            case "Committed" -> new TraceEvent.Committed(at, node, number());
            case "Applied" -> new TraceEvent.Applied(at, node, number());
            case "NodeFault" -> new TraceEvent.NodeFault(at, node, TraceEvent.NodeFault.Kind.valueOf(word()));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private RaftMessage message(long id) {
        String kind = word();
        RaftMessage before = sent.get(id);
        if (kind.equals("=") && before != null) return before;
        RaftMessage message =
                switch (kind) {
                    case "RequestVote" -> new RaftMessage.RequestVote(number(), node(), number(), number());
                    case "RequestVoteReply" -> new RaftMessage.RequestVoteReply(number(), truth());
                    case "AppendEntries" ->
                        new RaftMessage.AppendEntries(
                                number(), node(), number(), number(), entries(), number(), number());
                    case "AppendEntriesReply" ->
                        new RaftMessage.AppendEntriesReply(number(), truth(), number(), number(), number());
                    default -> throw new IllegalArgumentException(kind);
                };
        sent.putIfAbsent(id, message);
        return message;
    }

    private List<RaftLogEntry> entries() {
        List<RaftLogEntry> entries = new ArrayList<>();
        for (long count = number(); count > 0; count--) {
            word(); // which says that it is an entry
            entries.add(new RaftLogEntry(number(), bytes()));
        }
        return entries;
    }

    private Set<Link> links() {
        Set<Link> links = new TreeSet<>();
        for (long count = number(); count > 0; count--) {
            word(); // which says that it is a link
            links.add(new Link(node(), node()));
        }
        return links;
    }

    private String word() {
        return words.get(next++);
    }

    private long number() {
        return Long.parseLong(word());
    }

    private boolean truth() {
        return word().equals("true");
    }

    private NodeId node() {
        return new NodeId(text());
    }

    private byte[] bytes() {
        String word = word();
        return word.equals("%") ? new byte[0] : Words.bytes(word);
    }

    private String text() {
        String word = word();
        return word.equals("%") ? "" : Words.decode(word);
    }
}
