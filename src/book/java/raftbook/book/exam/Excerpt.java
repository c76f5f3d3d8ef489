package raftbook.book.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.cluster.NodeState;
import raftbook.cluster.StateTable;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.TraceEvent;

/**
 * A part of a run as it is printed: what the servers were, and what they did next.
 *
 * @param states a line for each server, below a headline
 * @param lines what happened, a numbered line for each event
 */
record Excerpt(String states, String lines) {

    static Excerpt of(List<NodeState> states, List<String> events) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("server", "role", "term", "vote", "commitIndex", "log (terms)"));
        for (NodeState state : states) {
            rows.add(List.of(
                    state.id().name(),
                    state.role().name().toLowerCase(Locale.ROOT),
                    "" + state.term(),
                    state.termState().votedFor() == null
                            ? "-"
                            : state.termState().votedFor().name(),
                    "" + state.commitIndex(),
                    state.log().isEmpty() ? "-" : Runs.inWords(state.log())));
        }
        String lines = IntStream.range(0, events.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%2d  %s\n", i + 1, events.get(i)))
                .collect(Collectors.joining());
        return new Excerpt(StateTable.align(rows), lines);
    }

    /** The events of a step that are shown: what servers get, what becomes of it, and what they answer. */
    static List<String> lines(List<TraceEvent> events) {
        return events.stream()
                .map(Excerpt::line)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String line(TraceEvent event) {
        if (event instanceof TraceEvent.Received e) return e.to() + " gets from " + e.from() + ": " + text(e.message());
        if (event instanceof TraceEvent.Sent e && isReply(e.message())) {
            return e.from() + " answers " + e.to() + ": " + text(e.message());
        }
        if (event instanceof TraceEvent.Became e) {
            return e.node() + " is now " + e.role().name().toLowerCase(Locale.ROOT) + ", term " + e.term();
        }
        if (event instanceof TraceEvent.Appended e) {
            return e.node() + " appends " + e.first() + ".." + e.last() + ", the last of term " + e.term();
        }
        if (event instanceof TraceEvent.Truncated e) return e.node() + " drops its log from " + e.from() + " on";
        if (event instanceof TraceEvent.Committed e) return e.node() + " commits up to " + e.index();
        return "";
    }

    private static boolean isReply(RaftMessage message) {
        return message instanceof RequestVoteReply || message instanceof AppendEntriesReply;
    }

    private static String text(RaftMessage message) {
        if (message instanceof RequestVote m) return "RequestVote term " + m.term() + ", log ends at " + m.last();
        if (message instanceof RequestVoteReply m) {
            return (m.voteGranted() ? "vote granted" : "vote refused") + ", term " + m.term();
        }
        if (message instanceof AppendEntriesReply m) {
            return (m.success() ? "success up to " + m.matchIndex() : "refused") + ", term " + m.term();
        }
        AppendEntries m = (AppendEntries) message;
        String entries = IntStream.range(0, m.entries().size())
                .mapToObj(i -> " " + (m.prevLogIndex() + 1 + i) + "@"
                        + m.entries().get(i).term())
                .collect(Collectors.joining());
        return "AppendEntries term " + m.term() + ", after " + m.previous() + ", entries"
                + (entries.isEmpty() ? " none" : entries) + ", commit " + m.leaderCommit();
    }
}
