package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Change;
import raftbook.metadata.MetadataCommand;
import raftbook.metadata.Session;
import raftbook.raft.RaftLogEntry;

/** What clients were told, held against a log. */
class CoordinationTruthTest {

    private static final Change FIRST = new Change(2, "/a", "1");
    private static final Change SECOND = new Change(4, "/a", "2");
    private static final Change GONE = new Change(5, "/a", null);
    /** Opened by entry 3, for half a second. */
    private static final Session SESSION = new Session("/s", 3, Duration.ofMillis(500));

    private static final long HALF_A_SECOND = 500_000_000;

    private static RaftLogEntry entry(MetadataCommand command) {
        return new RaftLogEntry(1, command.encode());
    }

    private static final CoordinationTruth THREE_CHANGES = CoordinationTruth.of(
            List.of(
                    RaftLogEntry.noOp(1),
                    entry(new MetadataCommand.Put("/a", "1")),
                    RaftLogEntry.noOp(2),
                    entry(new MetadataCommand.Put("/a", "2")),
                    entry(new MetadataCommand.Delete("/a"))),
            Map.of());

    private static CoordinationTruth ended(long version, String key, Map<Long, Long> appliedAt) {
        return new CoordinationTruth(List.of(FIRST, new Change(version, key, null)), appliedAt);
    }

    /** What is wrong for somebody who was told that their session is kept alive, as they asked at this moment. */
    private static String broken(CoordinationTruth truth, long asked) {
        return truth.brokenLease(List.of(new CoordinationClients.Kept(SESSION, asked)))
                .orElse("");
    }

    @Test
    void theTruthIsWhatTheEntriesOfTheLogDo() {
        assertThat(THREE_CHANGES.changes()).containsExactly(FIRST, SECOND, GONE);
    }

    @Test
    void aWatcherMustBeToldAllUpToWhereItHasBeenTold() {
        assertThat(THREE_CHANGES.brokenWatch(List.of(FIRST, SECOND, GONE), 5)).isEmpty();
        assertThat(THREE_CHANGES.brokenWatch(List.of(FIRST, SECOND), 4)).isEmpty();
        assertThat(THREE_CHANGES.brokenWatch(List.of(), 1)).isEmpty();
        assertThat(THREE_CHANGES.brokenWatch(List.of(FIRST), 4).orElseThrow())
                .as("the second was left out")
                .isEqualTo("a watcher was told " + List.of(FIRST) + ", and should be " + List.of(FIRST, SECOND));
        assertThat(THREE_CHANGES.brokenWatch(List.of(SECOND, FIRST), 4))
                .as("in another order")
                .isPresent();
        assertThat(THREE_CHANGES.brokenWatch(List.of(FIRST, FIRST, SECOND), 4))
                .as("one of them twice")
                .isPresent();
    }

    @Test
    void aSessionMustLastItsWholeTimeFromWhenItsOwnerAsked() {
        CoordinationTruth truth = ended(6, "/s", Map.of(6L, HALF_A_SECOND + 100));
        assertThat(broken(truth, 100)).as("to the nanosecond").isEmpty();
        assertThat(broken(truth, 101)).contains("/s").endsWith(" was ended at 500000100");
        assertThat(truth.brokenLease(List.of())).as("nobody asked").isEmpty();
        assertThat(truth.brokenLease(
                        List.of(new CoordinationClients.Kept(SESSION, 0), new CoordinationClients.Kept(SESSION, 200))))
                .as("the second of two")
                .isPresent();
    }

    @Test
    void onlyTheRemovalOfItsOwnKeyAfterItsOpeningEndsASession() {
        Map<Long, Long> early = Map.of(3L, 1L, 6L, 1L);
        assertThat(broken(ended(6, "/s", early), 0)).isNotEmpty();
        assertThat(broken(ended(6, "/t", early), 0)).as("another key").isEmpty();
        assertThat(broken(ended(3, "/s", early), 0)).as("what it came after").isEmpty();
        assertThat(broken(new CoordinationTruth(List.of(new Change(6, "/s", "new")), early), 0))
                .as("no removal")
                .isEmpty();
    }

    /** If it is applied together with later entries, these are what the trace names. */
    @Test
    void anEntryIsAppliedWhenTheFirstServerHasComeSoFar() {
        assertThat(broken(ended(6, "/s", Map.of(5L, 1L, 8L, 7L, 9L, 20L)), 0)).endsWith(" was ended at 7");
        assertThat(broken(ended(6, "/s", Map.of(5L, 1L, 6L, 7L, 9L, 20L)), 0)).endsWith(" was ended at 7");
        assertThat(broken(ended(6, "/s", Map.of(5L, 1L)), 0))
                .as("applied by nobody")
                .isEmpty();
    }

    /** Clients of a cluster in which nothing goes wrong: one has opened a session and kept it alive, one watches. */
    private static CoordinationClients clients() {
        SimulatedCluster cluster = SimulatedCluster.of(3, 1);
        CoordinationClients clients = new CoordinationClients(cluster);
        cluster.awaitLeader();
        clients.act(7);
        cluster.runFor(Duration.ofMillis(100));
        clients.act(3);
        clients.watch(0);
        cluster.runFor(Duration.ofMillis(100));
        assertThat(clients.kept()).hasSize(1);
        assertThat(clients.watched()).isNotEmpty();
        return clients;
    }

    @Test
    void whatIsJudgedAreVersionsThenWatchesThenSessions() {
        CoordinationClients clients = clients();
        Session session = clients.kept().get(0).session();
        Change gone = new Change(clients.watchedUpTo() + 1, session.key(), null);
        List<Change> changes = new ArrayList<>(clients.watched());
        assertThat(new CoordinationTruth(changes, Map.of()).firstBroken(clients, true))
                .isEmpty();
        changes.add(gone);
        CoordinationTruth early = new CoordinationTruth(changes, Map.of(gone.version(), 0L));
        assertThat(early.firstBroken(clients, true).orElseThrow()).endsWith(" was ended at 0");
        assertThat(early.firstBroken(clients, false)).as("by a fast clock").isEmpty();
        CoordinationTruth another = new CoordinationTruth(List.of(), Map.of());
        assertThat(another.firstBroken(clients, true).orElseThrow()).startsWith("a watcher was told ");
        clients.history().made("/a", 3, 0, 10);
        clients.history().made("/a", 3, 0, 10);
        assertThat(another.firstBroken(clients, true).orElseThrow()).endsWith("was made twice");
    }
}
