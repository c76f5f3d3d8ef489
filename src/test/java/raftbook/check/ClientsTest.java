package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

class ClientsTest {

    private final SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3));
    private final Clients clients = new Clients(cluster);

    @Test
    void clientsWriteDownWhatTheyAskedAndWhatTheyWereTold() {
        cluster.runFor(Duration.ofSeconds(1));
        clients.put(1);
        cluster.runFor(Duration.ofSeconds(1));
        clients.put(1);
        cluster.runFor(Duration.ofSeconds(1));
        clients.get(1);
        cluster.runFor(Duration.ofSeconds(1));
        clients.delete(4);
        cluster.runFor(Duration.ofSeconds(1));
        List<History.Operation> operations = clients.history().byKey().get("/k1");
        assertThat(operations).extracting(History.Operation::write).containsExactly(true, true, false, true);
        assertThat(operations)
                .extracting(History.Operation::value)
                .containsExactly(Optional.of("v1"), Optional.of("v2"), Optional.of("v2"), Optional.empty());
        assertThat(clients.done()).isEqualTo(3);
    }

    @Test
    void aWriteIsNotForgottenIfNobodyKnowsWhetherItWasDoneAndARefusedOneIs() {
        clients.put(0);
        cluster.runFor(Duration.ofSeconds(1));
        assertThat(clients.history().byKey()).as("nobody leads yet").isEmpty();
        cluster.isolate(cluster.leader().orElseThrow());
        clients.put(0);
        cluster.runFor(Duration.ofSeconds(10));
        assertThat(clients.history().byKey().get("/k0"))
                .singleElement()
                .matches(write -> write.to() == History.OPEN && write.value().equals(Optional.of("v2")));
        assertThat(clients.done()).isZero();
    }

    @Test
    void whoeverBelievesToLeadIsAskedInTurns() {
        cluster.runFor(Duration.ofSeconds(1));
        NodeId deposed = cluster.leader().orElseThrow();
        cluster.isolate(deposed);
        cluster.runFor(Duration.ofSeconds(1));
        List<NodeId> leading = cluster.nodes().stream()
                .filter(id -> cluster.inside(id).raft().role() == RaftRole.LEADER)
                .toList();
        assertThat(leading).hasSize(2).contains(deposed);
        clients.put(1);
        clients.put(4);
        cluster.runFor(Duration.ofSeconds(10));
        String unknown = leading.get(0).equals(deposed) ? "v1" : "v2";
        assertThat(clients.history().byKey().get("/k1"))
                .hasSize(2)
                .allMatch(write -> write.value().equals(Optional.of(unknown)) == (write.to() == History.OPEN));
    }

    @Test
    void anOperationIsDescribedWithItsTimesInMilliseconds() {
        assertThat(new History.Operation(0, true, Optional.of("v3"), 12_000_000, 17_500_000))
                .hasToString("writes v3 12.0–17.5 ms");
        assertThat(new History.Operation(0, true, Optional.empty(), 12_000_000, History.OPEN))
                .hasToString("writes nothing 12.0–? ms");
        assertThat(new History.Operation(0, false, Optional.of("v3"), 5_000_000, 5_000_000))
                .hasToString("reads v3 5.0–5.0 ms");
    }
}
