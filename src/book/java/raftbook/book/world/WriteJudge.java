package raftbook.book.world;

import java.util.List;
import java.util.Optional;
import raftbook.book.world.Requests.End;
import raftbook.book.world.Requests.Request;
import raftbook.book.world.Story.Write;
import raftbook.check.Invariant;
import raftbook.cluster.NodeState;
import raftbook.raft.LogPosition;
import raftbook.trace.TraceEvent;

/** What is still missing, in words, where a challenge is about what becomes of requests; nothing if nothing is. */
final class WriteJudge {
    private WriteJudge() {}

    /** A leader appends a client's entry that never gets further, and drops it when it is back. */
    static String cutOff(Story story) {
        List<Write> taken = taken(story);
        if (taken.isEmpty()) return "No leader has taken in a write yet.";
        for (Write write : taken) if (hasDropped(write, story)) return "";
        Optional<Write> lonely = taken.stream()
                .filter(write -> !story.isCommitted(write.entry()))
                .findFirst();
        if (lonely.isEmpty()) return "All writes so far are committed: this leader reaches somebody.";
        Write write = lonely.get();
        NodeState server = story.now().state(write.node());
        String has = write.node() + " has entry " + write.entry() + ", and it is not committed. ";
        if (!server.running()) return has + "But " + write.node() + " is stopped, and cannot lose it any more.";
        boolean replaced = Story.leaders(story.now()).stream()
                .anyMatch(leader -> leader.term() > write.entry().term());
        return has
                + (replaced ? write.node() + " must hear from the new leader." : "The others have no new leader yet.");
    }

    private static boolean hasDropped(Write write, Story story) {
        for (TraceEvent event : story.events()) {
            if (event instanceof TraceEvent.Truncated dropped
                    && dropped.node().equals(write.node())
                    && dropped.from() <= write.entry().index()
                    && !Story.holds(story.now().state(write.node()), write.entry())) return true;
        }
        return false;
    }

    private static List<Write> taken(Story story) {
        return story.writes().stream().filter(Write::isTaken).toList();
    }

    /** A client has been told that its write is done, and a later leader lacks it. */
    static String loseAWrite(Story story) {
        List<Write> done = taken(story).stream()
                .filter(write -> write.request().end() == End.DONE)
                .toList();
        if (done.isEmpty()) return "No client has been told yet that its write is done.";
        for (Moment moment : story.moments()) {
            for (NodeState leader : Story.leaders(moment)) {
                for (Write write : done) if (lacks(leader, write.entry())) return "";
            }
        }
        Write write = done.get(done.size() - 1);
        List<NodeState> holders = story.now().states().stream()
                .filter(server -> server.running() && Story.holds(server, write.entry()))
                .toList();
        return "The client of “" + write.request().what() + "” has been told that it is done. Holders that run: "
                + Story.names(holders) + ". A leader of a later term must lack it.";
    }

    private static boolean lacks(NodeState leader, LogPosition entry) {
        return leader.term() > entry.term() && !Story.holds(leader, entry);
    }

    /** A client has been told that nobody knows, and a leader has done what it asked for. */
    static String unknown(Story story) {
        List<Write> unknown = taken(story).stream()
                .filter(write -> write.request().end() == End.UNKNOWN)
                .toList();
        if (unknown.isEmpty()) return "No client has been told yet that the outcome of its write is unknown.";
        for (Write write : unknown) {
            for (NodeState leader : Story.leaders(story.now())) {
                if (Story.holds(leader, write.entry())
                        && leader.lastApplied() >= write.entry().index()) return "";
            }
        }
        Write write = unknown.get(unknown.size() - 1);
        List<NodeState> holders = story.now().states().stream()
                .filter(server -> server.running() && Story.holds(server, write.entry()))
                .toList();
        String told = "The client of “" + write.request().what() + "” has been told that nobody knows. ";
        if (holders.isEmpty()) return told + "No server that runs has the entry: this one will not happen.";
        return told + "The entry is on " + Story.names(holders) + "; a leader must apply it.";
    }

    /** A leader that has been replaced has answered a read, and the answer is no longer true. */
    static String staleRead(Story story) {
        Optional<Request> answered = story.requests().stream()
                .filter(request -> request.end() == End.DONE && request.what().startsWith("get "))
                .filter(request -> wasReplaced(request, story))
                .findFirst();
        if (answered.isPresent() && story.hasBroken(Invariant.LINEARIZABILITY)) return "";
        if (answered.isPresent()) {
            return answered.get().node()
                    + " has answered after it was replaced, but its answer is still true. Write the key at the new leader first.";
        }
        List<NodeState> leaders = Story.leaders(story.now());
        if (leaders.isEmpty()) return "Nobody leads.";
        if (leaders.size() == 1) {
            return leaders.get(0).id() + " leads alone: no other server believes that it leads.";
        }
        return Story.names(leaders) + " believe that they lead, in different terms. No answer of the older one yet.";
    }

    private static boolean wasReplaced(Request request, Story story) {
        for (Moment moment : story.moments()) {
            if (moment.at() != request.to()) continue;
            NodeState server = moment.state(request.node());
            boolean replaced = Story.leaders(moment).stream().anyMatch(other -> other.term() > server.term());
            if (server.leads() && replaced) return true;
        }
        return false;
    }

    /** A leader calls an entry of an older term committed by counting, and a later one overwrites it (§5.4.2). */
    static String figure8(Story story) {
        LogPosition counted = null;
        String who = "";
        for (int m = 1; m < story.moments().size(); m++) {
            Moment now = story.moments().get(m);
            Moment before = story.moments().get(m - 1);
            for (NodeState server : now.states()) {
                NodeState was = before.state(server.id());
                if (counted != null && Story.holds(was, counted) && isOverwritten(server, counted)) return "";
                if (counted == null && commitsOld(server, was)) {
                    int index = (int) server.commitIndex();
                    counted = new LogPosition(index, server.log().get(index - 1).term());
                    who = server.id() + " has called " + counted + " committed in term " + server.term() + ". ";
                }
            }
        }
        if (counted == null) return notYetCounted(story.now());
        LogPosition entry = counted;
        boolean lost = Story.leaders(story.now()).stream().anyMatch(leader -> lacks(leader, entry));
        return who
                + (lost
                        ? "A leader without it is elected: let it overwrite the entry."
                        : "Now elect a leader without it.");
    }

    private static boolean commitsOld(NodeState server, NodeState was) {
        if (server == was || !server.leads() || !was.leads() || server.commitIndex() <= was.commitIndex()) return false;
        return server.log().get((int) server.commitIndex() - 1).term() < server.term();
    }

    private static boolean isOverwritten(NodeState server, LogPosition entry) {
        return server.log().size() >= entry.index() && !Story.holds(server, entry);
    }

    private static String notYetCounted(Moment now) {
        for (NodeState leader : Story.leaders(now)) {
            for (int i = leader.log().size(); i > leader.commitIndex(); i--) {
                LogPosition entry = new LogPosition(i, leader.log().get(i - 1).term());
                if (entry.term() == leader.term()) continue;
                List<NodeState> holders = now.states().stream()
                        .filter(server -> Story.holds(server, entry))
                        .toList();
                return leader.id() + " leads term " + leader.term() + " and has " + entry
                        + ", of an older term, which is on " + Story.names(holders)
                        + ". It has not counted a majority yet.";
            }
        }
        return "No leader has an entry of an older term that is not committed yet.";
    }
}
