package raftbook.book.exam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.Faults;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.SendLimits;

/** Runs in which leaders come and go, so that the logs of the servers differ. */
final class Runs {

    private static final int WIDEST_LOG = 9;

    private Runs() {}

    /** A cluster after so many changes of its network, each of which may cost a leader its office. */
    static SimulatedCluster draw(int servers, int changes, Chance chance) {
        while (true) {
            SimulatedCluster cluster = new SimulatedCluster(config(servers, chance.seed()));
            run(cluster, changes, chance, states -> {});
            if (longest(cluster.states()) <= WIDEST_LOG && longest(cluster.states()) >= 2) return cluster;
        }
    }

    /** The states of a cluster's servers at moments of such a run, two for each change. */
    static List<List<NodeState>> moments(int servers, int changes, long seed, Chance chance) {
        List<List<NodeState>> moments = new ArrayList<>();
        run(new SimulatedCluster(config(servers, seed)), changes, chance, moments::add);
        return moments;
    }

    private static void run(SimulatedCluster cluster, int changes, Chance chance, Consumer<List<NodeState>> observer) {
        cluster.setFaults(Faults.NONE.withLoss(0.05));
        cluster.runFor(Duration.ofMillis(350));
        int puts = 0;
        for (int change = 0; change < changes; change++) {
            puts = put(cluster, puts, chance);
            cluster.runFor(Duration.ofMillis(chance.from(0, 70)));
            observer.accept(cluster.states());
            cut(cluster, chance);
            puts = put(cluster, puts, chance);
            cluster.runFor(Duration.ofMillis(chance.from(150, 700)));
            observer.accept(cluster.states());
        }
    }

    /** An entry a message: so that logs grow one by one, and a moment can fall in between. */
    private static ClusterConfig config(int servers, long seed) {
        return ClusterConfig.of(servers).withSeed(seed).with(RaftConfig.DEFAULT.with(new SendLimits(1, 1)));
    }

    /** Writes to everybody who believes to lead. */
    private static int put(SimulatedCluster cluster, int puts, Chance chance) {
        int next = puts;
        for (NodeState state : cluster.states()) {
            int count = state.leads() ? chance.below(3) : 0;
            for (int i = 0; i < count; i++) {
                cluster.node(state.id()).putMetadata("/x", "" + ++next);
            }
        }
        return next;
    }

    private static void cut(SimulatedCluster cluster, Chance chance) {
        List<NodeId> nodes = cluster.nodes();
        switch (chance.below(4)) {
            case 0 -> cluster.heal();
            case 1 -> cluster.partition(List.of(chance.shuffle(nodes).subList(0, (nodes.size() - 1) / 2)));
            default -> cluster.leader().ifPresent(cluster::isolate);
        }
    }

    static int longest(List<NodeState> states) {
        return states.stream().mapToInt(state -> state.log().size()).max().orElse(0);
    }

    /** The logs of these servers side by side, in a picture and in words. */
    static List<Exhibit> logs(List<NodeState> states, Function<NodeState, LogStrip.Row> row) {
        String words = inWords(
                states.stream().map(NodeState::id).toList(),
                states.stream().map(NodeState::log).toList());
        return List.of(
                new Exhibit.Picture("", strip(states.stream().map(row).toList()).toSvg(), words));
    }

    /** Logs side by side; a note for each, and how much of each is known to be committed. */
    static LogStrip strip(List<LogStrip.Row> rows) {
        return LogStrip.of(rows).columns(WIDEST_LOG + 1);
    }

    /** The terms of a log's entries. */
    static int[] terms(List<RaftLogEntry> log) {
        return log.stream().mapToInt(entry -> (int) entry.term()).toArray();
    }

    /** {@code 1 1 2}. */
    static String inWords(List<RaftLogEntry> log) {
        return log.isEmpty()
                ? "empty"
                : log.stream().map(entry -> "" + entry.term()).collect(Collectors.joining(" "));
    }

    /** What pictures of logs show, in words. */
    static String inWords(List<NodeId> nodes, List<List<RaftLogEntry>> logs) {
        return IntStream.range(0, nodes.size())
                .mapToObj(i -> nodes.get(i) + ": " + inWords(logs.get(i)))
                .collect(Collectors.joining("; ", "Logs by their terms. ", ""));
    }

    /** {@code n1, n2 and n3}. */
    static String list(List<String> names) {
        if (names.size() < 2) return String.join("", names);
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
