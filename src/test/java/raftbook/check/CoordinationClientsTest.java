package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Change;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;

/** What each number makes the clients do, and what they remember of it. A choice is 8 times the client, and the kind. */
class CoordinationClientsTest {

    private static final int CREATE = 2;
    private static final int KEEP_ALIVE = 3;
    private static final int LOCK = 5;
    private static final int OPEN = 7;
    private static final Duration A_WHILE = Duration.ofMillis(100);

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 1);
    private final CoordinationClients clients = new CoordinationClients(cluster);
    private Coordination leader;

    @BeforeEach
    void elect() {
        leader = Coordinator.of(cluster.node(cluster.awaitLeader()));
        cluster.runFor(A_WHILE);
    }

    private void act(int kind, int client) {
        clients.act(8 * client + kind);
        cluster.runFor(A_WHILE);
    }

    private Optional<Change> at(String key) {
        return cluster.await(leader.look(key));
    }

    /** Whether it is remembered that this version was known: then one before it cannot be found any more. */
    private boolean isKnown(String key, long version) {
        long later = cluster.now() + 1;
        clients.history().found(key, version - 1, later, later);
        return clients.history().firstBroken().isPresent();
    }

    @Test
    void aKeyIsCreatedForEachClientAtWhoeverLeads() {
        for (int client = 0; client < 3; client++) act(CREATE, client);
        for (int client = 0; client < 3; client++) {
            assertThat(at("/c" + client).orElseThrow().value()).isEqualTo("c" + (8 * client + CREATE));
        }
        assertThat(at("/c3")).isEmpty();
        assertThat(isKnown("/c1", at("/c1").orElseThrow().version())).isTrue();
    }

    @Test
    void whatAConflictHasFoundIsRemembered() {
        long version = cluster.await(leader.create("/c1", "another's")).index();
        act(CREATE, 1);
        assertThat(at("/c1").orElseThrow().value()).isEqualTo("another's");
        assertThat(isKnown("/c1", version)).isTrue();
    }

    @Test
    void whatIsReadIsRememberedAndChangedAtItsVersion() {
        long version = cluster.await(leader.create("/c2", "another's")).index();
        act(0, 2);
        Change changed = at("/c2").orElseThrow();
        assertThat(changed.value()).isEqualTo("c16 on " + version);
        act(1, 2);
        assertThat(at("/c2").orElseThrow().value()).isEqualTo("c17 on " + changed.version());
        assertThat(isKnown("/c2", changed.version())).isTrue();
    }

    @Test
    void aKeyThatIsNotThereIsCreatedByAChange() {
        act(0, 1);
        Change created = at("/c1").orElseThrow();
        assertThat(created.value()).isEqualTo("c8 on 0");
        assertThat(isKnown("/c1", created.version())).isTrue();
    }

    @Test
    void whoHasASessionKeepsItAliveAndTakesTheLock() {
        act(KEEP_ALIVE, 1);
        act(LOCK, 1);
        assertThat(clients.kept()).as("no session as yet").isEmpty();
        assertThat(at(CoordinationClients.LOCK)).isEmpty();
        act(OPEN, 1);
        long asked = cluster.now();
        act(KEEP_ALIVE, 1);
        act(KEEP_ALIVE + 1, 1);
        act(KEEP_ALIVE, 2);
        assertThat(clients.kept()).as("the second client has none").hasSize(2);
        assertThat(clients.kept().get(0).asked()).isEqualTo(asked);
        assertThat(clients.kept().get(0).session().key()).isEqualTo("/s1");
        act(LOCK, 1);
        Change held = at(CoordinationClients.LOCK).orElseThrow();
        assertThat(held.value()).isEqualTo("by 1");
        assertThat(isKnown(CoordinationClients.LOCK, held.version())).isTrue();
    }

    @Test
    void theSecondOfTwoWhoWantTheLockFindsItHeld() {
        act(OPEN, 0);
        act(OPEN, 1);
        act(LOCK, 0);
        act(LOCK + 1, 1);
        assertThat(at(CoordinationClients.LOCK).orElseThrow().value()).isEqualTo("by 0");
    }

    @Test
    void theWatcherIsToldOfEveryChangeInOrder() {
        clients.watch(0);
        act(CREATE, 0);
        act(0, 0);
        act(CREATE, 1);
        cluster.runFor(Duration.ofSeconds(2));
        assertThat(clients.watched()).extracting(Change::key).containsExactly("/c0", "/c0", "/c1");
        assertThat(clients.watchedUpTo())
                .isGreaterThanOrEqualTo(clients.watched().get(2).version());
        assertThat(clients.watched()).extracting(Change::version).isSorted().doesNotHaveDuplicates();
        assertThat(List.copyOf(clients.watched())).hasSize(3);
    }
}
