package raftbook.book.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;

/** Writes events as {@code raftbook.book.eval.RunText} does, in a page, where a record cannot be asked for its parts. */
final class EventWriter {

    private final StringBuilder out = new StringBuilder();
    private final Map<Long, RaftMessage> sent = new HashMap<>();

    private EventWriter() {}

    static String text(List<TraceEvent> events) {
        EventWriter writer = new EventWriter();
        events.forEach(writer::write);
        return writer.out.toString();
    }

    private void write(TraceEvent event) {
        if (event instanceof TraceEvent.Sent e) {
            line("Sent", e.at(), e.id(), e.from(), e.to(), message(e.id(), e.message()));
        } else if (event instanceof TraceEvent.Received e) {
            line("Received", e.at(), e.id(), e.from(), e.to(), message(e.id(), e.message()));
        } else if (event instanceof TraceEvent.Lost e) {
            line("Lost", e.at(), e.id(), e.from(), e.to(), message(e.id(), e.message()), word(e.why()));
        } else if (event instanceof TraceEvent.NetworkFault e) {
            StringBuilder cut = new StringBuilder().append(e.cut().size());
            e.cut().forEach(way -> cut.append(" Link ")
                    .append(name(way.from()))
                    .append(' ')
                    .append(name(way.to())));
            line("NetworkFault", e.at(), word(e.what()), cut);
        } else if (event instanceof TraceEvent.OfNode e) {
            writeOfNode(e);
        }
    }

    private void writeOfNode(TraceEvent.OfNode event) {
        if (event instanceof TraceEvent.Became e) line("Became", e.at(), e.node(), e.role(), e.term());
        else if (event instanceof TraceEvent.Voted e) line("Voted", e.at(), e.node(), e.candidate(), e.term());
        else if (event instanceof TraceEvent.TimerSet e) line("TimerSet", e.at(), e.node(), e.deadline());
        else if (event instanceof TraceEvent.Appended e) {
            line("Appended", e.at(), e.node(), e.first(), e.last(), e.term());
        } else if (event instanceof TraceEvent.Truncated e) line("Truncated", e.at(), e.node(), e.from());
        else if (event instanceof TraceEvent.Committed e) line("Committed", e.at(), e.node(), e.index());
        else if (event instanceof TraceEvent.Applied e) line("Applied", e.at(), e.node(), e.index());
        else if (event instanceof TraceEvent.NodeFault e) line("NodeFault", e.at(), e.node(), e.kind());
    }

    private void line(String kind, Object... parts) {
        out.append(kind);
        for (Object part : parts) {
            out.append(' ').append(part instanceof NodeId id ? name(id) : String.valueOf(part));
        }
        out.append('\n');
    }

    private String message(long id, RaftMessage message) {
        boolean same = message.equals(sent.putIfAbsent(id, message));
        return same ? "=" : words(message);
    }

    private static String words(RaftMessage message) {
        if (message instanceof RaftMessage.RequestVote m) {
            return "RequestVote " + m.term() + ' ' + name(m.candidate()) + ' ' + m.lastLogIndex() + ' '
                    + m.lastLogTerm();
        }
        if (message instanceof RaftMessage.RequestVoteReply m) {
            return "RequestVoteReply " + m.term() + ' ' + m.voteGranted();
        }
        if (message instanceof RaftMessage.AppendEntries m) {
            StringBuilder entries = new StringBuilder().append(m.entries().size());
            for (RaftLogEntry entry : m.entries()) {
                entries.append(" RaftLogEntry ")
                        .append(entry.term())
                        .append(' ')
                        .append(word(entry.command()));
            }
            return "AppendEntries " + m.term() + ' ' + name(m.leader()) + ' ' + m.prevLogIndex() + ' ' + m.prevLogTerm()
                    + ' ' + entries + ' ' + m.leaderCommit() + ' ' + m.sequence();
        }
        RaftMessage.AppendEntriesReply m = (RaftMessage.AppendEntriesReply) message;
        return "AppendEntriesReply " + m.term() + ' ' + m.success() + ' ' + m.matchIndex() + ' ' + m.retryFrom() + ' '
                + m.sequence();
    }

    private static String name(NodeId id) {
        return word(id.name());
    }

    private static String word(String text) {
        return text.isEmpty() ? "%" : Words.encode(text);
    }

    private static String word(byte[] bytes) {
        return bytes.length == 0 ? "%" : Words.encode(bytes);
    }
}
