package raftbook.book.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.Quorum;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.Rules;

/** What becomes of an entry when the leader stops? The library counts and elects; the check is {@link FateModel}. */
final class FatePuzzle implements Puzzle {

    private static final List<String> FATES = List.of(
            "It is committed: every later leader has it.",
            "Nothing shown here commits it, but every server that can win the next election has it.",
            "It is not committed: of the servers that can win the next election some have it, and some do not.",
            "It is not committed, and no server that can win the next election has it.");

    private final SimulatedCluster cluster;
    private final List<NodeState> states;
    private final NodeState leader;
    private final Rules rules;
    private NodeState owner;
    private int index;
    private List<String> choices = List.of();

    private FatePuzzle(SimulatedCluster cluster, NodeState leader, Rules rules) {
        this.cluster = cluster;
        this.states = cluster.states();
        this.leader = leader;
        this.rules = rules;
    }

    static FatePuzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
        int wanted = chance.below(FATES.size());
        while (true) {
            // Of three servers, the two that are left can only win with equal logs, or one of them cannot.
            SimulatedCluster cluster = Runs.draw(5, difficulty.of(1, 3, 5), chance);
            NodeState leader = cluster.leader().map(cluster::state).orElse(null);
            if (leader == null || isBehind(leader, cluster)) continue;
            FatePuzzle puzzle = new FatePuzzle(cluster, leader, rules);
            if (puzzle.choose(wanted, chance)) return puzzle;
        }
    }

    /** Whether the answer of a follower would depose it. */
    private static boolean isBehind(NodeState leader, SimulatedCluster cluster) {
        return cluster.states().stream().anyMatch(state -> state.term() > leader.term());
    }

    /** Chooses an entry with the wanted fate; false if there is none. */
    private boolean choose(int wanted, Chance chance) {
        List<NodeId> winners = wanted == 0 ? List.of() : winners();
        if (wanted > 0 && winners.isEmpty()) return false;
        // What a frame tells already is only half a question.
        long known = states.stream().mapToLong(NodeState::commitIndex).max().orElse(0);
        boolean mustCount = chance.percent(70);
        List<NodeState> owners = chance.shuffle(states);
        for (NodeState each : owners) {
            for (int i : chance.shuffle(
                    IntStream.rangeClosed(1, each.log().size()).boxed().toList())) {
                boolean told = i <= known && mustCount;
                if (told || fate(each, i, winners) != wanted) continue;
                owner = each;
                index = i;
                choices = chance.shuffle(FATES);
                return true;
            }
        }
        return false;
    }

    private List<NodeId> winners() {
        List<NodeId> up = new ArrayList<>(cluster.nodes());
        up.remove(leader.id());
        return Ballot.winners(states, up, rules);
    }

    private int fate(NodeState owner, int index, List<NodeId> winners) {
        RaftLogEntry entry = owner.log().get(index - 1);
        if (index <= committed() && holds(leader, index, entry)) return 0;
        long having = winners.stream()
                .filter(id -> holds(cluster.state(id), index, entry))
                .count();
        if (having == winners.size()) return 1;
        return having > 0 ? 2 : 3;
    }

    private static boolean holds(NodeState state, int index, RaftLogEntry entry) {
        return state.log().size() >= index && state.log().get(index - 1).equals(entry);
    }

    /** What some server knows to be committed, and what the leader may call so by the library's rule. */
    private long committed() {
        long known = states.stream().mapToLong(NodeState::commitIndex).max().orElse(0);
        long[] match = states.stream().mapToLong(this::match).toArray();
        long replicated = rules.commit().replicated(new Quorum(states.size()), match);
        long term = replicated == 0 ? 0 : leader.log().get((int) replicated - 1).term();
        return rules.commit().mayCommit(term, leader.term()) ? Math.max(known, replicated) : known;
    }

    private long match(NodeState follower) {
        int same = 0;
        while (same < follower.log().size()
                && holds(leader, same + 1, follower.log().get(same))) same++;
        return same;
    }

    @Override
    public String ask() {
        return leader.id() + " leads in term " + leader.term() + ". Each follower has just told it how far their logs"
                + " agree, also those that had not been heard from for a while; the frames show what each server knew to be"
                + " committed before that. Now " + leader.id()
                + " stops for good, and no other server does. What can be said of the"
                + " entry at index " + index + " of the log of " + owner.id() + "?";
    }

    @Override
    public List<Exhibit> exhibits() {
        return Runs.logs(
                states,
                state -> new LogStrip.Row(
                        state.id().name(),
                        (state == leader ? "leader, term " : "term ") + state.term(),
                        state.log(),
                        state.commitIndex()));
    }

    @Override
    public List<String> choices() {
        return choices;
    }

    @Override
    public String byLibrary() {
        return FATES.get(fate(owner, index, winners()));
    }

    @Override
    public String byCheck() {
        return FATES.get(model().fate(states.indexOf(owner), index));
    }

    private FateModel model() {
        int[][] logs = states.stream().map(state -> Runs.terms(state.log())).toArray(int[][]::new);
        int[] known =
                states.stream().mapToInt(state -> (int) state.commitIndex()).toArray();
        return new FateModel(logs, known, states.indexOf(leader), (int) leader.term());
    }

    @Override
    public String reason() {
        return model().reason(
                        states.indexOf(owner),
                        index,
                        cluster.nodes().stream().map(NodeId::name).toList());
    }

    @Override
    public String source() {
        return cluster.nodes().size() + " servers, seed " + cluster.seed();
    }
}
