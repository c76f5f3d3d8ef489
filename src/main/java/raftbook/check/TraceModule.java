package raftbook.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.TraceEvent;

/**
 * A run as the specification sees it: those of its events that say what a server did, in the words of {@code Trace.tla}.
 * What only time or the network can do, such as a timer that is set or a message that is lost, is left out.
 */
final class TraceModule {

    /** The events that count, in the order of the trace. */
    private final List<TraceEvent> events = new ArrayList<>();

    private final List<String> tuples = new ArrayList<>();
    /** For each message its place among these, which begins with 1. */
    private final Map<Long, Integer> sent = new HashMap<>();

    private final long pastTerm;
    private final Map<NodeId, List<RaftLogEntry>> pastLogs;

    /**
     * A run of servers that had reached some term when it began, with something in their logs.
     *
     * @throws IllegalArgumentException if an event is one of another server
     */
    TraceModule(
            Collection<NodeId> servers,
            Collection<TraceEvent> trace,
            long pastTerm,
            Map<NodeId, List<RaftLogEntry>> pastLogs) {
        this.pastTerm = pastTerm;
        this.pastLogs = pastLogs;
        for (TraceEvent event : trace) {
            if (event instanceof TraceEvent.OfNode e && !servers.contains(e.node())) {
                throw new IllegalArgumentException("a trace with events of " + e.node()
                        + ", which is none of the servers " + servers + ": name all servers of the run");
            }
            String tuple = tuple(event);
            if (tuple == null) continue;
            events.add(event);
            tuples.add(tuple);
            if (event instanceof TraceEvent.Sent e) sent.put(e.id(), tuples.size());
        }
    }

    /** The event at this place, which begins with 1; null behind the last. */
    TraceEvent event(int place) {
        return place > events.size() ? null : events.get(place - 1);
    }

    int size() {
        return events.size();
    }

    /** The module {@code Runs}, with these servers and runs in it. */
    static String of(Collection<NodeId> servers, List<TraceModule> runs) {
        return "---- MODULE Runs ----\n"
                + "RunsServers == "
                + servers.stream().map(TraceModule::quoted).collect(Collectors.joining(", ", "{", "}"))
                + "\nPasts == <<" + runs.stream().map(TraceModule::past).collect(Collectors.joining(",\n"))
                + ">>\nRuns == <<" + runs.stream().map(TraceModule::literal).collect(Collectors.joining(",\n"))
                + ">>\n====\n";
    }

    private static String past(TraceModule run) {
        String logs = run.pastLogs.entrySet().stream()
                .map(log -> "IF i = " + quoted(log.getKey()) + " THEN " + terms(log.getValue()) + " ELSE ")
                .sorted()
                .collect(Collectors.joining());
        return "[term |-> " + run.pastTerm + ", log |-> [i \\in RunsServers |-> " + logs + "<<>>]]";
    }

    private static String literal(TraceModule run) {
        return run.tuples.stream().collect(Collectors.joining(",\n", "<<\n", ">>"));
    }

    private String tuple(TraceEvent event) {
        if (event instanceof TraceEvent.Sent e) {
            return tuple("Sent", quoted(e.from()), quoted(e.to()), record(e.to(), e.message()));
        }
        if (event instanceof TraceEvent.Received e) return tuple("Received", quoted(e.to()), place(e));
        if (event instanceof TraceEvent.Became e) {
            return tuple("Became", quoted(e.node()), '"' + e.role().name() + '"', e.term());
        }
        if (event instanceof TraceEvent.Voted e) {
            return tuple("Voted", quoted(e.node()), quoted(e.candidate()), e.term());
        }
        if (event instanceof TraceEvent.Appended e) {
            return tuple("Appended", quoted(e.node()), e.first(), e.last(), e.term());
        }
        if (event instanceof TraceEvent.Truncated e) return tuple("Truncated", quoted(e.node()), e.from());
        if (event instanceof TraceEvent.Committed e) return tuple("Committed", quoted(e.node()), e.index());
        if (event instanceof TraceEvent.Applied e) return tuple("Applied", quoted(e.node()), e.index());
        boolean isEnd = event instanceof TraceEvent.NodeFault e && e.kind() == TraceEvent.NodeFault.Kind.STOPPED;
        return isEnd ? tuple("Stopped", quoted(((TraceEvent.NodeFault) event).node())) : null;
    }

    private static String tuple(String kind, Object... fields) {
        return Arrays.stream(fields)
                .map(Object::toString)
                .collect(Collectors.joining(", ", "<<\"" + kind + "\", ", ">>"));
    }

    private static String quoted(NodeId id) {
        return '"' + id.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Where the message was sent; 0 if it was not, or came from somebody else, or says something else by now. */
    private int place(TraceEvent.Received arrival) {
        Integer place = sent.get(arrival.id());
        if (place == null) return 0;
        TraceEvent.Sent origin = (TraceEvent.Sent) events.get(place - 1);
        boolean same = origin.from().equals(arrival.from())
                && record(origin.to(), origin.message()).equals(record(arrival.to(), arrival.message()));
        return same ? place : 0;
    }

    /** A message, as a record. An answer holds whom it is for; what it advises, the specification leaves open. */
    private static String record(NodeId to, RaftMessage message) {
        if (message instanceof RequestVote m) {
            return "[type |-> \"RequestVote\", term |-> " + m.term() + ", lastLogIndex |-> " + m.lastLogIndex()
                    + ", lastLogTerm |-> " + m.lastLogTerm() + "]";
        }
        if (message instanceof RequestVoteReply m) {
            return "[type |-> \"RequestVoteReply\", to |-> " + quoted(to) + ", term |-> " + m.term()
                    + ", voteGranted |-> " + truth(m.voteGranted()) + "]";
        }
        if (message instanceof AppendEntries m) {
            return "[type |-> \"AppendEntries\", term |-> " + m.term() + ", prevLogIndex |-> " + m.prevLogIndex()
                    + ", prevLogTerm |-> " + m.prevLogTerm() + ", entries |-> " + terms(m.entries())
                    + ", leaderCommit |-> " + m.leaderCommit() + ", sequence |-> " + m.sequence() + "]";
        }
        AppendEntriesReply m = (AppendEntriesReply) message;
        return "[type |-> \"AppendEntriesReply\", to |-> " + quoted(to) + ", term |-> " + m.term() + ", success |-> "
                + truth(m.success()) + ", matchIndex |-> " + m.matchIndex() + ", sequence |-> " + m.sequence() + "]";
    }

    private static String terms(List<RaftLogEntry> entries) {
        return entries.stream().map(entry -> Long.toString(entry.term())).collect(Collectors.joining(", ", "<<", ">>"));
    }

    private static String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }
}
