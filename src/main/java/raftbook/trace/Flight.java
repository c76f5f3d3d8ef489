package raftbook.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/**
 * One message's way from server to server; a duplicated message makes several.
 *
 * @param end when it arrived or was lost; the end of the picture if neither has happened
 * @param text what to tell about it; put into words only when it is asked for, since few flights are in a picture
 */
record Flight(
        NodeId from, NodeId to, long start, long end, Fate fate, Kind kind, boolean refusal, Supplier<String> text) {

    enum Fate {
        ARRIVED,
        LOST,
        UNDER_WAY
    }

    /** The kinds of messages that look different. */
    enum Kind {
        VOTE_REQUEST,
        VOTE_REPLY,
        ENTRIES,
        ENTRIES_REPLY,
        HEARTBEAT,
        HEARTBEAT_REPLY
    }

    /** A reply returns the number of its request, which is unique among the messages of one leader. */
    private record Exchange(NodeId leader, NodeId follower, long term, long sequence) {}

    Flight with(Fate other) {
        return new Flight(from, to, start, end, other, kind, refusal, text);
    }

    boolean isReply() {
        return kind == Kind.VOTE_REPLY || kind == Kind.ENTRIES_REPLY || kind == Kind.HEARTBEAT_REPLY;
    }

    boolean isHeartbeat() {
        return kind == Kind.HEARTBEAT || kind == Kind.HEARTBEAT_REPLY;
    }

    /** All flights, in the order of their ends. A message whose departure is not among the events is left out. */
    static List<Flight> of(List<TraceEvent> events, long windowEnd) {
        Map<Long, TraceEvent.Sent> sent = new HashMap<>();
        Set<Long> landed = new HashSet<>();
        Set<Exchange> heartbeats = new HashSet<>();
        List<Flight> flights = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.Sent departure) {
                sent.put(departure.id(), departure);
                if (departure.message() instanceof AppendEntries m && m.isHeartbeat()) {
                    heartbeats.add(new Exchange(departure.from(), departure.to(), m.term(), m.sequence()));
                }
            } else if (event instanceof TraceEvent.Received e && sent.containsKey(e.id())) {
                landed.add(e.id());
                flights.add(flight(sent.get(e.id()), event, e.at(), Fate.ARRIVED, heartbeats));
            } else if (event instanceof TraceEvent.Lost e && sent.containsKey(e.id())) {
                landed.add(e.id());
                flights.add(flight(sent.get(e.id()), event, e.at(), Fate.LOST, heartbeats));
            }
        }
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.Sent e && !landed.contains(e.id())) {
                flights.add(flight(e, e, Math.max(windowEnd, e.at()), Fate.UNDER_WAY, heartbeats));
            }
        }
        return flights;
    }

    private static Flight flight(TraceEvent.Sent sent, TraceEvent last, long end, Fate fate, Set<Exchange> heartbeats) {
        Supplier<String> text =
                () -> Lane.oneLine(sent) + (last == sent ? "\nstill on its way" : "\n" + Lane.oneLine(last));
        Kind kind = kind(sent, heartbeats);
        return new Flight(sent.from(), sent.to(), sent.at(), end, fate, kind, isRefusal(sent.message()), text);
    }

    private static Kind kind(TraceEvent.Sent sent, Set<Exchange> heartbeats) {
        if (sent.message() instanceof RequestVote) return Kind.VOTE_REQUEST;
        if (sent.message() instanceof RequestVoteReply) return Kind.VOTE_REPLY;
        if (sent.message() instanceof AppendEntries m) return m.isHeartbeat() ? Kind.HEARTBEAT : Kind.ENTRIES;
        AppendEntriesReply m = (AppendEntriesReply) sent.message();
        boolean toHeartbeat = heartbeats.contains(new Exchange(sent.to(), sent.from(), m.term(), m.sequence()));
        return toHeartbeat ? Kind.HEARTBEAT_REPLY : Kind.ENTRIES_REPLY;
    }

    private static boolean isRefusal(RaftMessage message) {
        return (message instanceof RequestVoteReply vote && !vote.voteGranted())
                || (message instanceof AppendEntriesReply reply && !reply.success());
    }
}
