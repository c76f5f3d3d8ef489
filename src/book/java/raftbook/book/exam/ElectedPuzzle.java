package raftbook.book.exam;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.Rules;

/** Who can be elected, with these logs? The library holds the elections; the check counts in plain numbers. */
final class ElectedPuzzle implements Puzzle {

    private final SimulatedCluster cluster;
    private final List<NodeState> states;
    private final List<NodeId> up;
    private final List<NodeId> winners;
    private final List<String> choices;

    private ElectedPuzzle(SimulatedCluster cluster, List<NodeId> up, List<NodeId> winners, Chance chance) {
        this.cluster = cluster;
        this.states = cluster.states();
        this.up = up;
        this.winners = winners;
        this.choices = chance.choices(words(winners), wrong(chance));
    }

    static ElectedPuzzle draw(Difficulty difficulty, Rules rules, Chance chance) {
        while (true) {
            int servers = difficulty.of(3, 5, 5);
            SimulatedCluster cluster = Runs.draw(servers, difficulty.of(2, 3, 4), chance);
            List<NodeId> up = new ArrayList<>(cluster.nodes());
            if (difficulty == Difficulty.HARD) up.remove(chance.below(servers));
            List<NodeId> winners = Ballot.winners(cluster.states(), up, Rules.PAPER);
            boolean interesting = winners.size() < up.size() && !winners.isEmpty();
            if (!interesting) continue;
            return new ElectedPuzzle(cluster, up, Ballot.winners(cluster.states(), up, rules), chance);
        }
    }

    /** What learners say: the longest logs, the latest terms, a majority of those that are up, the best log alone. */
    private List<String> wrong(Chance chance) {
        List<NodeState> running =
                states.stream().filter(state -> up.contains(state.id())).toList();
        int needed = states.size() / 2 + 1;
        List<String> wrong = new ArrayList<>();
        wrong.add(those(running, one -> supporters(one, running, byLength()) >= needed));
        wrong.add(those(running, one -> supporters(one, running, byLog()) > running.size() / 2));
        wrong.add(those(running, one -> supporters(one, running, byLog()) == running.size()));
        List<String> more = new ArrayList<>();
        long latest = running.stream().mapToLong(NodeState::term).max().orElse(0);
        more.add(those(running, one -> one.term() == latest));
        more.add(those(running, one -> one.log().size() == Runs.longest(running)));
        more.add(words(up));
        wrong.addAll(chance.shuffle(more));
        for (int bits = 1; bits < 1 << up.size(); bits++) {
            int set = bits;
            wrong.add(words(IntStream.range(0, up.size())
                    .filter(i -> (set >> i & 1) == 1)
                    .mapToObj(up::get)
                    .toList()));
        }
        wrong.remove("none of them");
        return wrong;
    }

    private String those(List<NodeState> states, Predicate<NodeState> which) {
        return words(states.stream().filter(which).map(NodeState::id).toList());
    }

    private static Comparator<NodeState> byLength() {
        return Comparator.comparingInt(state -> state.log().size());
    }

    private static Comparator<NodeState> byLog() {
        return Comparator.comparingInt(ElectedPuzzle::lastTerm).thenComparing(byLength());
    }

    private static int lastTerm(NodeState state) {
        List<RaftLogEntry> log = state.log();
        return log.isEmpty() ? 0 : (int) log.get(log.size() - 1).term();
    }

    private static long supporters(NodeState candidate, List<NodeState> running, Comparator<NodeState> order) {
        return running.stream()
                .filter(voter -> order.compare(candidate, voter) >= 0)
                .count();
    }

    private String words(List<NodeId> nodes) {
        if (nodes.isEmpty()) return "none of them";
        if (nodes.size() == up.size()) return "all who run";
        return Runs.list(nodes.stream().map(NodeId::name).toList()) + (nodes.size() == 1 ? " alone" : ", nobody else");
    }

    @Override
    public String ask() {
        String down = states.stream()
                .map(NodeState::id)
                .filter(id -> !up.contains(id))
                .map(id -> id + " has stopped for good, and still counts as a member. ")
                .collect(Collectors.joining());
        return "These are the logs of a cluster of " + states.size() + " servers, and the term that each has reached. "
                + down + "All who run can reach each other again, and there is no leader. Which of them can win an"
                + " election with these logs, if it is the only one to stand, in as many terms as it takes?";
    }

    @Override
    public List<Exhibit> exhibits() {
        return Runs.logs(
                states,
                state -> new LogStrip.Row(
                        state.id().name(),
                        up.contains(state.id()) ? "term " + state.term() : "stopped",
                        state.log(),
                        0));
    }

    @Override
    public List<String> choices() {
        return choices;
    }

    @Override
    public String byLibrary() {
        return words(winners);
    }

    @Override
    public String byCheck() {
        int winners = VoteCount.winners(logs(), running());
        return words(IntStream.range(0, states.size())
                .filter(i -> (winners >> i & 1) == 1)
                .mapToObj(i -> states.get(i).id())
                .toList());
    }

    private int[][] logs() {
        return states.stream().map(state -> Runs.terms(state.log())).toArray(int[][]::new);
    }

    private boolean[] running() {
        boolean[] running = new boolean[states.size()];
        for (int i = 0; i < running.length; i++)
            running[i] = up.contains(states.get(i).id());
        return running;
    }

    @Override
    public String reason() {
        String counts = IntStream.range(0, states.size())
                .filter(i -> up.contains(states.get(i).id()))
                .mapToObj(i -> states.get(i).id() + " " + VoteCount.votes(i, logs(), running()))
                .collect(Collectors.joining(", "));
        return "A server votes for a log that ends in a later term than its own, or in the same term and is at least as"
                + " long. So of " + states.size() + " votes there are: " + counts + "; a majority is "
                + (states.size() / 2 + 1) + ".";
    }

    @Override
    public String source() {
        return cluster.nodes().size() + " servers, seed " + cluster.seed();
    }
}
