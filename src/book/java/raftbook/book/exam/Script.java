package raftbook.book.exam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.Faults;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;
import raftbook.raft.SendLimits;
import raftbook.trace.TraceEvent;

/** What is done to three servers on a bad network, the same whatever rules they follow. */
final class Script {

    private record Line(long at, int kind, int choice) {}

    private static final int LINES = 14;
    private static final Duration PAUSE = Duration.ofMillis(160);

    private final long seed;
    private final List<Line> lines = new ArrayList<>();

    Script(Chance chance) {
        this.seed = chance.seed();
        for (int i = 1; i <= LINES; i++) {
            long at = PAUSE.toNanos() * (i + 1) + chance.below(100) * 1_000_000L;
            lines.add(new Line(at, chance.below(10), chance.below(1000)));
        }
    }

    long seed() {
        return seed;
    }

    /** The cluster, at the beginning of the script. */
    SimulatedCluster begin(Rules rules) {
        SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3)
                .withSeed(seed)
                .withTraceCapacity(0)
                .with(RaftConfig.DEFAULT.with(rules).with(new SendLimits(2, 2))));
        cluster.setFaults(Faults.NONE
                .withLoss(0.05)
                .withDuplicate(0.1)
                .withReorder(0.3)
                .withDelay(Duration.ofMillis(3), Duration.ofMillis(30)));
        for (Line line : lines) cluster.at(line.at, () -> perform(line, cluster));
        return cluster;
    }

    private static void perform(Line line, SimulatedCluster cluster) {
        NodeId node = cluster.nodes().get(line.choice % cluster.nodes().size());
        switch (line.kind) {
            case 0, 1 -> cluster.leader().ifPresent(cluster::isolate);
            case 2 -> cluster.isolate(node);
            case 3, 4 -> cluster.heal();
            case 5 -> cluster.fireTimer(node);
            default -> {
                for (NodeState state : cluster.states()) {
                    for (int i = 0; state.leads() && i <= line.choice % 3; i++) {
                        cluster.node(state.id()).putMetadata("/x", "" + line.choice);
                    }
                }
            }
        }
    }

    /** The next step's events; empty at the script's end. */
    static Optional<List<TraceEvent>> step(SimulatedCluster cluster) {
        return cluster.stepBy(PAUSE.toNanos() * (LINES + 3));
    }
}
