package raftbook.book.world;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import raftbook.cluster.NodeState;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;
import raftbook.trace.TraceEvent;

/**
 * One server of a recorded run, as far as events tell of it: not what its state machine holds, and of its log the commands only
 * of such entries as a message of the run carries.
 */
final class RecordedServer {

    /** What is known of an entry by its place and its term, which are its name in the whole run. */
    private static final class Commands {
        private final Map<Long, Map<Long, RaftLogEntry>> known = new HashMap<>();

        void learn(AppendEntries message) {
            for (int i = 0; i < message.entries().size(); i++) {
                RaftLogEntry entry = message.entries().get(i);
                known.computeIfAbsent(message.prevLogIndex() + 1 + i, index -> new HashMap<>())
                        .putIfAbsent(entry.term(), entry);
            }
        }

        RaftLogEntry entry(long index, long term) {
            RaftLogEntry found = known.getOrDefault(index, Map.of()).get(term);
            return found != null ? found : new RaftLogEntry(term, UNKNOWN);
        }
    }

    private static final byte[] UNKNOWN = "?".getBytes(StandardCharsets.UTF_8);

    private final NodeId id;
    private final Commands commands;
    private final List<RaftLogEntry> log = new ArrayList<>();
    private boolean running = true;
    private RaftRole role = RaftRole.FOLLOWER;
    private TermState term = TermState.INITIAL;
    private long commitIndex;
    private long lastApplied;
    /** The entries of the last message. */
    private List<RaftLogEntry> offered = List.of();
    /** What all this comes to; null once something has changed. */
    private NodeState state;

    private RecordedServer(NodeId id, Commands commands) {
        this.id = id;
        this.commands = commands;
    }

    /** All servers that a run tells of. */
    static List<RecordedServer> all(List<TraceEvent> events) {
        Commands commands = new Commands();
        TreeSet<NodeId> names = new TreeSet<>();
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.OfNode own) names.add(own.node());
            if (event instanceof TraceEvent.Received arrival) names.add(arrival.to());
            if (event instanceof TraceEvent.Sent sent) {
                names.add(sent.from());
                names.add(sent.to());
                if (sent.message() instanceof AppendEntries message) commands.learn(message);
            }
        }
        return names.stream().map(name -> new RecordedServer(name, commands)).toList();
    }

    NodeId id() {
        return id;
    }

    void read(TraceEvent.Received arrival) {
        if (!(arrival.message() instanceof AppendEntries message)) return;
        state = null;
        if (message.term() >= term.term()) {
            term = new TermState(message.term(), voteIn(message.term()), message.leader());
        }
        offered = message.entries();
    }

    void read(TraceEvent.OfNode event) {
        if (event instanceof TraceEvent.TimerSet) return;
        state = null;
        if (event instanceof TraceEvent.Became e) become(e);
        else if (event instanceof TraceEvent.Voted e) term = new TermState(e.term(), e.candidate(), leaderIn(e.term()));
        else if (event instanceof TraceEvent.Appended e) append(e);
        else if (event instanceof TraceEvent.Truncated e) cutLog(e.from());
        else if (event instanceof TraceEvent.Committed e) commitIndex = e.index();
        else if (event instanceof TraceEvent.Applied e) lastApplied = e.index();
        else if (event instanceof TraceEvent.NodeFault e) running = e.kind() != TraceEvent.NodeFault.Kind.STOPPED;
    }

    private void become(TraceEvent.Became event) {
        role = event.role();
        NodeId leader = role == RaftRole.LEADER ? id : leaderIn(event.term());
        term = new TermState(event.term(), voteIn(event.term()), leader);
    }

    private NodeId voteIn(long which) {
        return which == term.term() ? term.votedFor() : null;
    }

    private NodeId leaderIn(long which) {
        return which == term.term() ? term.leader() : null;
    }

    private void cutLog(long from) {
        while (log.size() >= from) log.remove(log.size() - 1);
    }

    /**
     * The event names only the last one's term. A leader's own are all of that; a follower's are the last ones of the message, even
     * where a broken rule puts them elsewhere; of all others, and of what stands before them, the term is from before the run.
     */
    private void append(TraceEvent.Appended event) {
        cutLog(event.first());
        while (log.size() < event.first() - 1) log.add(new RaftLogEntry(0, UNKNOWN));
        int count = (int) (event.last() - event.first() + 1);
        int from = offered.size() - count;
        boolean isTold = role != RaftRole.LEADER
                && from >= 0
                && offered.get(offered.size() - 1).term() == event.term();
        for (int i = 0; i < count; i++) {
            boolean hasTerm = role == RaftRole.LEADER || i == count - 1;
            log.add(isTold ? offered.get(from + i) : commands.entry(event.first() + i, hasTerm ? event.term() : 0));
        }
        offered = List.of();
    }

    NodeState state() {
        if (state == null) {
            state = new NodeState(id, running, role, term, List.copyOf(log), commitIndex, lastApplied, new TreeMap<>());
        }
        return state;
    }
}
