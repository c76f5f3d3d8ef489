package raftbook.book.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import raftbook.cluster.NodeState;
import raftbook.raft.LogPosition;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** What is still missing, in words, where a challenge is about who leads; nothing if nothing is. */
final class ElectionJudge {
    private static final int TERMS_ABOVE = 5;
    private static final int SPLITS = 3;

    private ElectionJudge() {}

    static String electN3(Story story) {
        Moment now = story.now();
        NodeState n3 = now.state(new NodeId("n3"));
        List<NodeState> stopped =
                now.states().stream().filter(server -> !server.running()).toList();
        if (!stopped.isEmpty()) return "Stopped: " + Story.names(stopped) + ". All three must run.";
        if (!n3.leads()) {
            return "n3 does not lead: it is a " + n3.role().name().toLowerCase(java.util.Locale.ROOT) + " in term "
                    + n3.term() + ".";
        }
        List<NodeState> unaware =
                now.states().stream().filter(server -> !follows(server, n3)).toList();
        if (unaware.isEmpty()) return "";
        return "n3 leads term " + n3.term() + ", but not all know it: " + Story.names(unaware)
                + " must still hear from it.";
    }

    private static boolean follows(NodeState server, NodeState leader) {
        return server.term() == leader.term()
                && leader.id().equals(server.termState().leader());
    }

    /** Who has voted for whom in a term, and whether it has had a leader. */
    private static final class Ballot {
        private final Map<NodeId, NodeId> votes = new HashMap<>();
        private boolean won;

        private boolean isSplit(int servers) {
            return !won && votes.size() == servers && new HashSet<>(votes.values()).size() > 1;
        }
    }

    static String splitVote(Story story) {
        Map<Long, Ballot> ballots = new HashMap<>();
        for (TraceEvent event : story.events()) {
            if (event instanceof TraceEvent.Voted vote) {
                ballots.computeIfAbsent(vote.term(), term -> new Ballot()).votes.put(vote.node(), vote.candidate());
            } else if (event instanceof TraceEvent.Became became && became.role() == RaftRole.LEADER) {
                ballots.computeIfAbsent(became.term(), term -> new Ballot()).won = true;
            }
        }
        int servers = story.now().states().size();
        long highest = ballots.keySet().stream().mapToLong(term -> term).max().orElse(0);
        int row = 0;
        int longest = 0;
        for (long term = 1; term <= highest; term++) {
            boolean split = ballots.containsKey(term) && ballots.get(term).isSplit(servers);
            boolean open = term == highest && !ballots.get(term).won;
            if (split) row++;
            else if (!open) row = 0;
            longest = Math.max(longest, row);
        }
        if (longest >= SPLITS) return "";
        Ballot last = ballots.get(highest);
        if (last == null) return "Nobody has voted yet.";
        return "Split terms in a row so far: " + row + " of " + SPLITS + ". In term " + highest
                + (last.won ? " somebody has won." : ", " + last.votes.size() + " of " + servers + " have voted.");
    }

    /** A leader goes because a server comes back with a far higher term, and a new one has all servers. */
    static String returning(Story story) {
        int returned = -1;
        for (int m = 1; m < story.moments().size() && returned < 0; m++) if (isDeposed(story, m)) returned = m;
        if (returned < 0) return notYetBack(story);
        long term = highestTerm(story.moments().get(returned));
        Moment now = story.now();
        for (NodeState leader : Story.leaders(now)) {
            boolean all = now.states().stream().allMatch(server -> server.running() && follows(server, leader));
            if (leader.term() >= term && all) return "";
        }
        return "The old leader is gone. All three servers must now follow one new leader; let them go on.";
    }

    /** Whether a leader has stepped down for a term far above its own, in which a server that was cut off had stood. */
    private static boolean isDeposed(Story story, int moment) {
        for (NodeState before : Story.leaders(story.moments().get(moment - 1))) {
            NodeState after = story.moments().get(moment).state(before.id());
            boolean far = after.term() >= before.term() + TERMS_ABOVE && after.running() && !after.leads();
            if (far && hasStoodCutOff(story, before.term(), after.term())) return true;
        }
        return false;
    }

    private static boolean hasStoodCutOff(Story story, long above, long upTo) {
        for (int m = 1; m < story.moments().size(); m++) {
            for (TraceEvent event : story.news(m)) {
                boolean stands = event instanceof TraceEvent.Became became
                        && became.role() == RaftRole.CANDIDATE
                        && became.term() >= above + TERMS_ABOVE
                        && became.term() <= upTo
                        && isCutOff(became.node(), story.moments().get(m));
                if (stands) return true;
            }
        }
        return false;
    }

    private static boolean isCutOff(NodeId id, Moment moment) {
        return moment.states().stream()
                .map(NodeState::id)
                .filter(other -> !other.equals(id))
                .allMatch(other -> moment.cut().contains(new Link(id, other))
                        && moment.cut().contains(new Link(other, id)));
    }

    private static String notYetBack(Story story) {
        Moment now = story.now();
        List<NodeState> leaders = Story.leaders(now);
        if (leaders.isEmpty()) return "No server leads yet that could be deposed.";
        NodeState leader = leaders.get(0);
        List<NodeState> cut = now.states().stream()
                .filter(server -> server.running() && !server.leads())
                .filter(server -> isCutOff(server.id(), now) || hasStoodCutOff(story, leader.term(), server.term()))
                .toList();
        if (cut.isEmpty())
            return leader.id() + " leads term " + leader.term() + ". No server is cut off from both others.";
        NodeState away = cut.get(0);
        return leader.id() + " leads term " + leader.term() + "; " + away.id() + " is in term " + away.term()
                + (away.term() < leader.term() + TERMS_ABOVE
                        ? ". It must get to term " + (leader.term() + TERMS_ABOVE) + "."
                        : ". Now let it back.");
    }

    private static long highestTerm(Moment moment) {
        return moment.states().stream().mapToLong(NodeState::term).max().orElse(0);
    }

    static String twoLeaders(Story story) {
        Set<Long> terms = new HashSet<>();
        for (Moment moment : story.moments()) {
            List<NodeState> leaders = Story.leaders(moment);
            Set<Long> led = new HashSet<>();
            for (NodeState leader : leaders) if (!led.add(leader.term())) return "";
            terms.addAll(led);
        }
        List<NodeState> leaders = Story.leaders(story.now());
        if (leaders.isEmpty()) return terms.isEmpty() ? "Nobody leads yet." : "Nobody leads any more.";
        return "One leader to a term so far: " + Story.names(leaders) + " leads term "
                + leaders.get(0).term() + ".";
    }

    /** A candidate is refused although its log is the longer one, and then a server with a shorter one wins. */
    static String longerLog(Story story) {
        List<NodeState> refused = new ArrayList<>();
        for (int m = 1; m < story.moments().size(); m++) {
            Moment before = story.moments().get(m - 1);
            for (TraceEvent event : story.news(m)) {
                if (event instanceof TraceEvent.Received received) {
                    NodeState candidate = before.state(received.to());
                    boolean no = received.message() instanceof RequestVoteReply reply && !reply.voteGranted();
                    boolean stands = candidate.role() == RaftRole.CANDIDATE;
                    if (no && stands && isLongerAndOlder(candidate, before.state(received.from())))
                        refused.add(candidate);
                }
                if (event instanceof TraceEvent.Became won && won.role() == RaftRole.LEADER) {
                    NodeState winner = before.state(won.node());
                    for (NodeState loser : refused) {
                        NodeState still = before.state(loser.id());
                        if (won.term() >= loser.term() && isLongerAndOlder(still, winner)) return "";
                    }
                }
            }
        }
        if (refused.isEmpty()) return notYetRefused(story.now());
        NodeState loser = refused.get(refused.size() - 1);
        return loser.id() + " has been refused, with " + loser.log().size()
                + " entries. Now a server whose log is shorter and ends in a later term must win.";
    }

    private static boolean isLongerAndOlder(NodeState one, NodeState other) {
        LogPosition mine = Story.end(one);
        LogPosition its = Story.end(other);
        return mine.index() > its.index() && mine.term() < its.term();
    }

    private static String notYetRefused(Moment now) {
        for (NodeState one : now.states()) {
            for (NodeState other : now.states()) {
                if (one.running() && other.running() && isLongerAndOlder(one, other)) {
                    return one.id() + "'s log ends with " + Story.end(one) + " and is longer than " + other.id()
                            + "'s, which ends with " + Story.end(other) + ". Let " + one.id() + " ask " + other.id()
                            + " for its vote.";
                }
            }
        }
        return "No log is longer than another that ends in a later term.";
    }
}
