package raftbook.book.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import raftbook.book.world.Decision.Kind;
import raftbook.book.world.Requests.End;
import raftbook.book.world.Requests.Request;
import raftbook.cluster.NodeState;
import raftbook.raft.LogPosition;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.trace.TraceEvent;

/** A run until one of its moments, as those read it who judge a challenge. */
final class Story {
    private final Run run;
    private final List<Moment> moments;

    /**
     * A write that a client has asked for.
     *
     * @param entry where a leader has put it into its log; null if none has
     */
    record Write(Request request, NodeId node, LogPosition entry) {
        boolean isTaken() {
            return entry != null;
        }
    }

    /** All of it. */
    Story(Run run) {
        this(run, run.moments());
    }

    private Story(Run run, List<Moment> moments) {
        this.run = run;
        this.moments = moments;
    }

    /** The beginning of it, up to a moment. What its requests came to is known all the same. */
    Story until(int moment) {
        return new Story(run, moments.subList(0, moment + 1));
    }

    List<Moment> moments() {
        return moments;
    }

    Moment now() {
        return moments.get(moments.size() - 1);
    }

    int decisions() {
        return (int) moments.stream().filter(each -> each.decision() != null).count();
    }

    /** Steps that a reader takes: what brings about nothing goes by with the next that does. */
    int steps() {
        return moments.size() - 1 - decisions();
    }

    List<Request> requests() {
        return run.requests();
    }

    boolean hasBroken(raftbook.check.Invariant invariant) {
        return run.broken()
                .filter(broken -> broken.invariant() == invariant && broken.moment() < moments.size())
                .isPresent();
    }

    List<TraceEvent> events() {
        return run.events().subList(0, now().events());
    }

    /** What happened in that moment. */
    List<TraceEvent> news(int moment) {
        int before = moment == 0 ? 0 : moments.get(moment - 1).events();
        return run.events().subList(before, moments.get(moment).events());
    }

    /** All servers that believe they lead. */
    static List<NodeState> leaders(Moment moment) {
        return moment.states().stream().filter(NodeState::leads).toList();
    }

    static boolean holds(NodeState server, LogPosition entry) {
        return server.log().size() >= entry.index()
                && server.log().get((int) entry.index() - 1).term() == entry.term();
    }

    /** Where its log ends; 0@0 if that is empty. */
    static LogPosition end(NodeState server) {
        int size = server.log().size();
        return new LogPosition(size, size == 0 ? 0 : server.log().get(size - 1).term());
    }

    /** Whether any server has ever called it committed. */
    boolean isCommitted(LogPosition entry) {
        return moments.stream()
                .flatMap(moment -> moment.states().stream())
                .anyMatch(server -> server.commitIndex() >= entry.index() && holds(server, entry));
    }

    /** All writes, in the order in which clients asked for them. A leader takes them in in this order. */
    List<Write> writes() {
        List<Write> writes = new ArrayList<>();
        Map<NodeId, Deque<Integer>> open = new HashMap<>();
        Iterator<Request> requests = run.requests().iterator();
        for (int m = 1; m < moments.size(); m++) {
            Decision decision = moments.get(m).decision();
            if (isRequest(decision)) {
                Request request = requests.next();
                if (decision.kind() != Kind.GET) {
                    if (request.end() != End.REFUSED) {
                        open.computeIfAbsent(request.node(), id -> new ArrayDeque<>())
                                .add(writes.size());
                    }
                    writes.add(new Write(request, request.node(), null));
                }
            }
            for (NodeState server : moments.get(m).states()) {
                Deque<Integer> waiting = open.get(server.id());
                if (waiting == null) continue;
                for (LogPosition entry : created(server, moments.get(m - 1).state(server.id()))) {
                    if (waiting.isEmpty()) break;
                    int write = waiting.remove();
                    writes.set(write, new Write(writes.get(write).request, server.id(), entry));
                }
            }
        }
        return writes;
    }

    private static boolean isRequest(Decision decision) {
        return decision != null && List.of(Kind.PUT, Kind.DELETE, Kind.GET).contains(decision.kind());
    }

    /** The clients' entries with which a leader's log has grown. */
    private static List<LogPosition> created(NodeState leader, NodeState before) {
        List<LogPosition> created = new ArrayList<>();
        if (leader == before || !leader.leads()) return created;
        for (int i = before.log().size(); i < leader.log().size(); i++) {
            RaftLogEntry entry = leader.log().get(i);
            if (entry.term() == leader.term() && !entry.isNoOp()) created.add(new LogPosition(i + 1, entry.term()));
        }
        return created;
    }

    /** Names as a sentence has them: n1, n2 and n3. */
    static String names(List<NodeState> servers) {
        List<String> names = servers.stream().map(server -> server.id().name()).toList();
        if (names.isEmpty()) return "nobody";
        String all = names.stream().limit(names.size() - 1L).collect(Collectors.joining(", "));
        return all.isEmpty() ? names.get(0) : all + " and " + names.get(names.size() - 1);
    }
}
