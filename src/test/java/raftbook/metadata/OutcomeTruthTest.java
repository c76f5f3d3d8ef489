package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

/** Whatever becomes of leaders and messages, what a client is told is true in the end. */
class OutcomeTruthTest {

    private final Set<String> done = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private int unknown;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void doneIsInEveryLogAndRefusedIsInNone(long seed) {
        ClusterConfig config = ClusterConfig.of(3).withSeed(seed).withPatience(Duration.ofMillis(400));
        try (SimulatedCluster cluster = new SimulatedCluster(config)) {
            torment(cluster, new Random(seed));
            cluster.setFaults(Faults.NONE);
            cluster.heal();
            cluster.runFor(Duration.ofSeconds(2));
            cluster.awaitConvergence();
            for (NodeId id : cluster.nodes()) {
                Set<String> logged = new HashSet<>();
                cluster.state(id).log().forEach(entry -> logged.add(entry.commandText()));
                assertThat(logged).as("log of %s, seed %d", id, seed).containsAll(done);
                assertThat(logged).as("log of %s, seed %d", id, seed).doesNotContainAnyElementsOf(refused);
            }
            assertThat(done).as("done, seed %d", seed).isNotEmpty();
            assertThat(refused).as("refused, seed %d", seed).isNotEmpty();
            assertThat(unknown).as("unknown, seed %d", seed).isPositive();
        }
    }

    private void torment(SimulatedCluster cluster, Random random) {
        cluster.setFaults(Faults.NONE.withLoss(0.1).withDuplicate(0.1).withReorder(0.5));
        for (int i = 0; i < 300; i++) {
            for (NodeId id : cluster.nodes()) {
                String value = i + "-at-" + id;
                cluster.node(id).putMetadata("/k", value).whenComplete((ok, failure) -> {
                    String command = "PUT /k " + value;
                    if (failure == null) done.add(command);
                    else if (failure instanceof RefusedException) refused.add(command);
                    else unknown++;
                });
            }
            if (random.nextInt(10) == 0) cluster.leader().ifPresent(cluster::isolate);
            if (random.nextInt(20) == 0) cluster.heal();
            cluster.runFor(Duration.ofMillis(random.nextInt(50)));
        }
    }
}
