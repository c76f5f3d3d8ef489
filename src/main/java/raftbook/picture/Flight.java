package raftbook.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
import raftbook.trace.TraceEvent;

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

    /**
     * A reply returns the number of its request, which is unique among the messages of one leader, whatever its term; one
     * that was started anew counts from 1 again.
     */
    private record Exchange(NodeId leader, NodeId follower, long sequence) {}

    private record Departure(TraceEvent.Sent sent, Kind kind) {}

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
        Map<Long, Departure> sent = new LinkedHashMap<>();
        Map<Exchange, Kind> requests = new HashMap<>();
        Set<Long> landed = new HashSet<>();
        List<Flight> flights = new ArrayList<>();
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.Sent e) {
                sent.put(e.id(), new Departure(e, kind(e, requests)));
            } else if (event instanceof TraceEvent.Received e && sent.containsKey(e.id())) {
                landed.add(e.id());
                flights.add(flight(sent.get(e.id()), event, e.at(), Fate.ARRIVED));
            } else if (event instanceof TraceEvent.Lost e && sent.containsKey(e.id())) {
                landed.add(e.id());
                flights.add(flight(sent.get(e.id()), event, e.at(), Fate.LOST));
            }
        }
        sent.keySet().removeAll(landed);
        for (Departure departure : sent.values()) {
            long end = Math.max(windowEnd, departure.sent.at());
            flights.add(flight(departure, departure.sent, end, Fate.UNDER_WAY));
        }
        return flights;
    }

    private static Flight flight(Departure departure, TraceEvent last, long end, Fate fate) {
        TraceEvent.Sent sent = departure.sent;
        Supplier<String> text =
                () -> Lane.oneLine(sent) + (last == sent ? "\nstill on its way" : "\n" + Lane.oneLine(last));
        return new Flight(
                sent.from(), sent.to(), sent.at(), end, fate, departure.kind, isRefusal(sent.message()), text);
    }

    /** What a message is. A leader's are noted among its requests, so that the replies can be told apart. */
    private static Kind kind(TraceEvent.Sent sent, Map<Exchange, Kind> requests) {
        if (sent.message() instanceof RequestVote) return Kind.VOTE_REQUEST;
        if (sent.message() instanceof RequestVoteReply) return Kind.VOTE_REPLY;
        if (sent.message() instanceof AppendEntries m) {
            Kind kind = m.isHeartbeat() ? Kind.HEARTBEAT : Kind.ENTRIES;
            requests.put(new Exchange(sent.from(), sent.to(), m.sequence()), kind);
            return kind;
        }
        AppendEntriesReply m = (AppendEntriesReply) sent.message();
        Kind request = requests.get(new Exchange(sent.to(), sent.from(), m.sequence()));
        return request == Kind.HEARTBEAT ? Kind.HEARTBEAT_REPLY : Kind.ENTRIES_REPLY;
    }

    private static boolean isRefusal(RaftMessage message) {
        return (message instanceof RequestVoteReply vote && !vote.voteGranted())
                || (message instanceof AppendEntriesReply reply && !reply.success());
    }
}
