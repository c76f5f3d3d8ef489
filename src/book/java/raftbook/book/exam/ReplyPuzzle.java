package raftbook.book.exam;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import raftbook.cluster.NodeState;
import raftbook.cluster.Seeds;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftNode;
import raftbook.raft.Rules;
import raftbook.trace.TraceEvent;

/**
 * What does a server answer to a message of its run that comes now, late or again? A server of the library answers; the check
 * is {@link SmallServer}.
 */
final class ReplyPuzzle implements Puzzle {

    /** What kinds of case there are, so that none is rare. */
    private enum Case {
        VOTE,
        NO_VOTE,
        CHANGED,
        UNCHANGED,
        REFUSED
    }

    private final SimulatedCluster cluster;
    private final NodeState state;
    private final RaftMessage message;
    private final Rules rules;
    private final List<String> choices;

    private ReplyPuzzle(SimulatedCluster cluster, NodeState state, RaftMessage message, Rules rules, Chance chance) {
        this.cluster = cluster;
        this.state = state;
        this.message = message;
        this.rules = rules;
        this.choices = chance.choices(byLibrary(), wrong(chance));
    }

    static ReplyPuzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
        Case wanted = chance.pick(List.of(Case.values()));
        while (true) {
            SimulatedCluster cluster = Runs.draw(3, difficulty.of(2, 3, 5), chance);
            NodeState state = cluster.state(chance.pick(cluster.nodes()));
            if (state.log().size() < difficulty.of(2, 3, 4)) continue;
            for (RaftMessage message : chance.shuffle(requestsTo(state.id(), cluster))) {
                ReplyPuzzle puzzle = new ReplyPuzzle(cluster, state, message, rules, chance);
                if (puzzle.kind() == wanted && puzzle.choices.size() > 2) return puzzle;
            }
        }
    }

    /** All that has been sent to it, and what the others ask if they stand for election now. */
    private static List<RaftMessage> requestsTo(NodeId id, SimulatedCluster cluster) {
        List<TraceEvent> sent = new ArrayList<>(cluster.trace().events());
        for (NodeId other : cluster.nodes()) {
            if (other.equals(id) || cluster.state(other).leads()) continue;
            cluster.fireTimer(other);
            sent.addAll(cluster.step());
        }
        return sent.stream()
                .filter(TraceEvent.Sent.class::isInstance)
                .map(TraceEvent.Sent.class::cast)
                .filter(event -> event.to().equals(id))
                .map(TraceEvent.Sent::message)
                .filter(each -> each instanceof RequestVote || each instanceof AppendEntries)
                .distinct()
                .toList();
    }

    private Case kind() {
        SmallServer.Answer answer = model();
        if (message instanceof RequestVote) return answer.yes() ? Case.VOTE : Case.NO_VOTE;
        if (!answer.yes()) return Case.REFUSED;
        boolean unchanged = Arrays.equals(answer.log(), Runs.terms(state.log()));
        return unchanged ? Case.UNCHANGED : Case.CHANGED;
    }

    private NodeId sender() {
        return message instanceof RequestVote vote ? vote.candidate() : ((AppendEntries) message).leader();
    }

    @Override
    public String byLibrary() {
        RaftNode node = new RaftNode(
                state.id(),
                cluster.nodes(),
                RaftConfig.DEFAULT.with(rules),
                Seeds.randomFor(1, 1),
                (index, command) -> {},
                0,
                state.termState(),
                state.log());
        List<RaftMessage> replies = new ArrayList<>();
        node.receive(0, sender(), message, (to, reply) -> replies.add(reply));
        int[] log = Runs.terms(node.log().entries(1, node.log().getLastIndex()));
        RaftMessage reply = replies.get(0);
        if (reply instanceof RequestVoteReply vote) return vote(vote.voteGranted(), vote.term());
        AppendEntriesReply answer = (AppendEntriesReply) reply;
        return append(answer.success(), answer.term(), answer.matchIndex(), log);
    }

    @Override
    public String byCheck() {
        SmallServer.Answer answer = model();
        if (message instanceof RequestVote) return vote(answer.yes(), answer.term());
        return append(answer.yes(), answer.term(), answer.match(), answer.log());
    }

    private SmallServer.Answer model() {
        NodeId voted = state.termState().votedFor();
        int[] log = Runs.terms(state.log());
        SmallServer server = new SmallServer((int) state.term(), voted == null ? 0 : number(voted), log);
        if (message instanceof RequestVote vote) {
            return server.vote(
                    number(vote.candidate()), (int) vote.term(), (int) vote.lastLogIndex(), (int) vote.lastLogTerm());
        }
        AppendEntries append = (AppendEntries) message;
        return server.append(
                (int) append.term(),
                (int) append.prevLogIndex(),
                (int) append.prevLogTerm(),
                Runs.terms(append.entries()));
    }

    private static int number(NodeId id) {
        return Integer.parseInt(id.name().substring(1));
    }

    private static String vote(boolean granted, long term) {
        return granted ? "Its vote, in term " + term + "." : "No vote, in term " + term + ".";
    }

    private static String append(boolean success, long term, long match, int[] log) {
        String then = log.length == 0
                ? "empty"
                : IntStream.of(log).mapToObj(String::valueOf).collect(Collectors.joining(" "));
        return (success ? "Success up to index " + match : "A refusal") + ", in term " + term
                + "; the terms in its log are then " + then + ".";
    }

    private List<String> wrong(Chance chance) {
        List<String> wrong = message instanceof RequestVote ? wrongVotes() : wrongAnswers((AppendEntries) message);
        return chance.shuffle(wrong.stream().distinct().toList());
    }

    private List<String> wrongVotes() {
        long higher = Math.max(state.term(), message.term());
        return List.of(
                vote(true, higher),
                vote(false, higher),
                vote(true, message.term()),
                vote(false, state.term()),
                vote(true, higher + 1),
                "Nothing: it lets the candidate wait.");
    }

    /** Cuts behind what came before, appends without cutting, obeys blindly, handles before it adopts the term. */
    private List<String> wrongAnswers(AppendEntries request) {
        int[] log = Runs.terms(state.log());
        int[] entries = Runs.terms(request.entries());
        long term = Math.max(state.term(), request.term());
        int kept = (int) Math.min(request.prevLogIndex(), log.length);
        int[] cut = IntStream.concat(IntStream.of(log).limit(kept), IntStream.of(entries))
                .toArray();
        int[] longer =
                IntStream.concat(IntStream.of(log), IntStream.of(entries)).toArray();
        return Stream.of(
                        append(true, term, request.lastNewIndex(), cut),
                        append(true, term, longer.length, longer),
                        append(true, term, log.length, log),
                        append(false, term, 0, log),
                        append(false, state.term(), 0, log),
                        append(false, term, 0, Arrays.copyOf(log, kept)),
                        append(true, request.term(), request.prevLogIndex(), log),
                        append(true, state.term(), request.lastNewIndex(), log))
                .toList();
    }

    @Override
    public String ask() {
        String voted = state.termState().votedFor() == null
                ? "has given its vote of this term to nobody"
                : "has given its vote of this term to " + state.termState().votedFor();
        String what = message instanceof RequestVote vote
                ? "a RequestVote of " + vote.candidate() + ", in term " + vote.term() + ": its log ends at index "
                        + vote.lastLogIndex() + " with term " + vote.lastLogTerm()
                : append((AppendEntries) message);
        return state.id() + " is in term " + state.term() + ", and " + voted + ". Its log is shown here. Now a message"
                + " arrives, perhaps late or for the second time: " + what + ". What does " + state.id() + " answer?";
    }

    private static String append(AppendEntries request) {
        String entries = request.isHeartbeat()
                ? "without entries"
                : "with entries of the terms " + Runs.inWords(request.entries());
        return "an AppendEntries of " + request.leader() + ", in term " + request.term() + ", " + entries
                + ", prevLogIndex " + request.prevLogIndex() + ", prevLogTerm " + request.prevLogTerm();
    }

    @Override
    public List<Exhibit> exhibits() {
        LogStrip.Row row = new LogStrip.Row(state.id().name(), "term " + state.term(), state.log(), 0);
        String words = Runs.inWords(List.of(state.id()), List.of(state.log()));
        return List.of(new Exhibit.Picture("", Runs.strip(List.of(row)).toSvg(), words));
    }

    @Override
    public List<String> choices() {
        return choices;
    }

    @Override
    public String reason() {
        boolean adopts = message.term() > state.term();
        String first = adopts ? "It first enters term " + message.term() + ", with a blank ballot. " : "";
        if (message.term() < state.term()) {
            return "The message is of term " + message.term() + ", which is over: it is refused, with term "
                    + state.term() + ".";
        }
        return first + (message instanceof RequestVote vote ? reason(vote, adopts) : reason((AppendEntries) message));
    }

    private String reason(RequestVote vote, boolean adopts) {
        NodeId voted = adopts ? null : state.termState().votedFor();
        if (voted != null && !voted.equals(vote.candidate())) return "Its vote of this term is given to " + voted + ".";
        int[] log = Runs.terms(state.log());
        String mine = log.length + "@" + (log.length == 0 ? 0 : log[log.length - 1]);
        return "The candidate's log ends at " + vote.last() + ", its own at " + mine + ": that is "
                + (model().yes() ? "" : "not ") + "at least as up to date, by term before length.";
    }

    private String reason(AppendEntries request) {
        if (!model().yes()) return "It has no entry " + request.previous() + ", which the message builds on.";
        String fits = "It has what the message builds on, " + request.previous() + "; ";
        return fits
                + (kind() == Case.UNCHANGED
                        ? "nothing in the message contradicts its log or goes beyond it, so the log stays, what lies behind included."
                        : "an entry that contradicts the leader's goes, with all behind it, and what is missing is appended.");
    }

    @Override
    public String source() {
        return "3 servers, seed " + cluster.seed() + ", " + state.id() + " gets " + message;
    }
}
