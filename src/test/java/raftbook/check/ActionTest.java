package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;

class ActionTest {

    @ParameterizedTest
    @CsvSource({"2, 2", "3, 2", "4, 3", "5, 3"})
    void serversAreStoppedAsLongAsAMajorityRemains(int servers, int running) {
        SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(servers));
        Clients clients = new Clients(cluster);
        for (int choice = 0; choice < 2 * servers; choice++) {
            new Action(0, Action.Kind.STOP, choice).perform(cluster, clients);
        }
        assertThat(cluster.nodes().stream().filter(cluster::isRunning)).hasSize(running);
    }

    @Test
    void puttingTwiceWritesTwoKeys() {
        SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3));
        Clients clients = new Clients(cluster);
        cluster.runFor(Duration.ofSeconds(1));
        new Action(0, Action.Kind.PUT_TWICE, 2).perform(cluster, clients);
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(clients.history().byKey()).containsOnlyKeys("/k2", "/k0");
    }

    @Test
    void aScriptHas10To79LinesInTheOrderOfTheirTimesEachInItsOwnPartOfTheLength() {
        for (int seed = 1; seed <= 500; seed++) {
            List<Action> script = Action.drawScript(new Random(seed), Duration.ofSeconds(4));
            int lines = script.size();
            assertThat(lines).as("seed %d", seed).isBetween(10, 79);
            long part = 4_000_000_000L / lines;
            IntStream.range(0, lines)
                    .forEach(i -> assertThat(script.get(i).at()).isBetween(part * i, part * (i + 1)));
        }
    }

    @Test
    void someScriptsHaveNoFaultsAndNoneHasFaultsAlone() {
        int calm = 0;
        for (int seed = 1; seed <= 500; seed++) {
            List<Action> script = Action.drawScript(new Random(seed), Duration.ofSeconds(4));
            assertThat(script).as("seed %d", seed).anyMatch(action -> !action.kind()
                    .isFault());
            if (script.stream().noneMatch(action -> action.kind().isFault())) calm++;
        }
        assertThat(calm).isBetween(1, 50);
    }
}
