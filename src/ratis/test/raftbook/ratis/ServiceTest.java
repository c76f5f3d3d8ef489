package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.metadata.Change;
import raftbook.metadata.Changes;
import raftbook.metadata.ConflictException;
import raftbook.metadata.Done;
import raftbook.metadata.FellBehindException;
import raftbook.metadata.Listing;
import raftbook.metadata.Session;
import raftbook.metadata.SessionOverException;

/** What clients of the service are told. */
class ServiceTest {

    @TempDir
    Path folder;

    @Test
    void whatIsPutIsReadByAnyClientWithItsVersionUntilItIsDeleted() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000);
                Client one = cluster.client();
                Client other = cluster.client()) {
            Done put = one.putMetadata("/config/a", "1\n2 \u00fc").get();
            assertThat(other.getMetadata("/config/a").get()).contains("1\n2 \u00fc");
            assertThat(other.look("/config/a").get()).contains(new Change(put.index(), "/config/a", "1\n2 \u00fc"));
            one.putMetadata("/config/b/c", "x").get();
            assertThat(other.children("/config").get()).containsExactly("a", "b");
            assertThat(other.under("/config").get()).containsOnlyKeys("/config/a", "/config/b/c");
            assertThat(other.list("/config/a").get().keys()).containsOnlyKeys("/config/a");
            one.deleteMetadata("/config/a").get();
            assertThat(other.getMetadata("/config/a").get()).isEmpty();
        }
    }

    @Test
    void aConditionIsJudgedWhereItIsAppliedAndItsRefusalComesBackWithTheVersionFound() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000);
                Client client = cluster.client()) {
            long version = client.create("/a", "1").get().index();
            assertThatThrownBy(() -> client.create("/a", "2").get())
                    .cause()
                    .isInstanceOfSatisfying(ConflictException.class, conflict -> assertThat(conflict.found())
                            .isEqualTo(version))
                    .hasMessageContaining("key '/a' of version " + version + ", and not absent");
            long next = client.compareAndSet("/a", version, "2").get().index();
            assertThatThrownBy(() -> client.compareAndDelete("/a", version).get())
                    .hasMessageContaining("of version " + next + ", and not of version " + version);
            assertThat(client.getMetadata("/a").get()).contains("2");
        }
    }

    @Test
    void aWatcherSeesEachChangeOnceAndInOrderAlsoWhenTheLeaderIsStoppedMeanwhile() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000);
                Client client = cluster.client();
                Client watcher = cluster.client()) {
            Listing start = watcher.list("/w").get();
            CompletableFuture<List<String>> seen =
                    CompletableFuture.supplyAsync(() -> watch(watcher, start.upTo(), 40));
            for (int i = 0; i < 20; i++) client.putMetadata("/w/k", "" + i).get();
            cluster.stop(cluster.leader());
            for (int i = 20; i < 40; i++) client.putMetadata("/w/k", "" + i).get();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 40; i++) expected.add("" + i);
            assertThat(seen.get()).isEqualTo(expected);
        }
    }

    @Test
    void aWatchOutlastsAStretchInWhichNothingHappens() throws Exception {
        try (Cluster cluster = new Cluster(Cluster.group("idle", 1), folder, 1000);
                Client client = new Client(cluster.group, Duration.ofSeconds(3))) {
            Changes none = client.watch("/w", client.list("/w").get().upTo()).get();
            assertThat(none.changes()).isEmpty();
            CompletableFuture<Changes> next = client.watch("/w", none.upTo());
            client.putMetadata("/w/k", "1").get();
            assertThat(next.get().changes()).extracting(Change::value).containsExactly("1");
        }
    }

    @Test
    void aHeldKeyIsFreeForTheNextOnceItsSessionHasEndedAndItsVersionRises() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000);
                Client client = cluster.client()) {
            Session first = client.open("/s/1", "", Duration.ofHours(1)).get();
            Session second = client.open("/s/2", "", Duration.ofHours(1)).get();
            long one = client.hold("/lock", "1", first).get().index();
            assertThatThrownBy(() -> client.hold("/lock", "2", second).get())
                    .cause()
                    .isInstanceOf(ConflictException.class);
            client.end(first).get();
            assertThat(client.hold("/lock", "2", second).get().index()).isGreaterThan(one);
        }
    }

    private static List<String> watch(Client watcher, long after, int count) {
        List<String> values = new ArrayList<>();
        long seen = after;
        while (values.size() < count) {
            Changes changes = watcher.watch("/w", seen).join();
            changes.changes().forEach(change -> values.add(change.value()));
            seen = changes.upTo();
        }
        return values;
    }

    @Test
    void aWatcherWhoseChangesAreNoLongerKeptIsToldSo() throws Exception {
        try (Cluster cluster = new Cluster(folder, 100_000);
                Client client = cluster.client()) {
            long before = client.putMetadata("/a", "first").get().index();
            List<CompletableFuture<Done>> puts = new ArrayList<>();
            for (int i = 0; i < 1100; i++) puts.add(client.putMetadata("/a", "" + i));
            for (CompletableFuture<Done> put : puts) put.get();
            assertThatThrownBy(() -> client.watch("/a", before - 1).get())
                    .cause()
                    .isInstanceOf(FellBehindException.class)
                    .hasMessageContaining("list the path");
        }
    }

    @Test
    void aSessionHoldsItsKeysAsLongAsItIsKeptAliveAndNoLonger() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000);
                Client client = cluster.client()) {
            Session session =
                    client.open("/s/me", "here", Duration.ofMillis(1500)).get();
            client.hold("/lock", "mine", session).get();
            long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
            while (System.nanoTime() < end) client.keepAlive(session).get();
            assertThat(client.getMetadata("/lock").get()).contains("mine");
            Cluster.await(
                    "the end of the session",
                    () -> client.getMetadata("/lock").join().isEmpty());
            assertThat(client.getMetadata("/s/me").get()).isEmpty();
            assertThatThrownBy(() -> client.keepAlive(session).get()).cause().isInstanceOf(SessionOverException.class);
            assertThatThrownBy(() -> client.hold("/lock", "mine", session).get())
                    .cause()
                    .isInstanceOf(SessionOverException.class)
                    .hasMessageContaining("/s/me");
        }
    }

    @Test
    void serversThatAreStartedAgainKnowWhatWasPutAndWhichSessionsAreOpen() throws Exception {
        try (Cluster cluster = new Cluster(folder, 50)) {
            Session session;
            try (Client client = cluster.client()) {
                for (int i = 0; i < 120; i++)
                    client.putMetadata("/k/" + i, "v" + i).get();
                session = client.open("/s", "", Duration.ofHours(1)).get();
                client.hold("/held", "x", session).get();
            }
            for (String id : List.copyOf(cluster.running.keySet())) cluster.stop(id);
            for (String id : cluster.group.servers().keySet()) cluster.start(id);
            try (Client client = cluster.client()) {
                assertThat(client.under("/k").get()).hasSize(120).containsEntry("/k/7", "v7");
                assertThat(client.keepAlive(session).get()).isEqualTo(session);
                client.end(session).get();
                assertThat(client.getMetadata("/held").get()).isEmpty();
            }
        }
    }

    @Test
    void aServerThatWasAwayForLongIsSentASnapshotAndTheLogBeforeItIsPurged() throws Exception {
        try (Cluster cluster = new Cluster(folder, 100);
                Client client = cluster.client()) {
            String away = cluster.running.keySet().stream()
                    .filter(id -> !id.equals(cluster.leader()))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(away);
            // A segment of the log is purged as a whole: these make it more than one.
            String large = "x".repeat(100_000);
            for (int i = 0; i < 400; i++)
                client.putMetadata("/k/" + i % 50, large + i).get();
            String leader = cluster.leader();
            Cluster.await("a purge", () -> cluster.division(leader).getRaftLog().getStartIndex() > 100);
            cluster.start(away);
            Cluster.await("its catching up", () -> {
                long applied = cluster.division(away).getInfo().getLastAppliedIndex();
                return applied >= cluster.division(leader).getInfo().getLastAppliedIndex();
            });
            assertThat(cluster.division(away).getRaftLog().getStartIndex()).isGreaterThan(100);
            StoreMachine machine = (StoreMachine) cluster.division(away).getStateMachine();
            String last = machine.<String>look(store -> store.get("/k/49").orElseThrow());
            assertThat(last).isEqualTo(large + 399);
            client.putMetadata("/after", "1").get();
            Cluster.await("the next entry", () -> machine.look(store -> store.get("/after"))
                    .isPresent());
        }
    }

    @Test
    void aFourthServerJoinsAndAnotherLeavesAndNothingIsLost() throws Exception {
        try (Cluster cluster = new Cluster(folder, 50);
                Client client = cluster.client()) {
            for (int i = 0; i < 100; i++) client.putMetadata("/k/" + i, "v").get();
            Group four = Group.of("test", list(cluster.group) + ",n4=127.0.0.1:" + Cluster.freePort());
            cluster.start(cluster.options(four, "n4", true));
            try (Members members = new Members(four, Duration.ofSeconds(3))) {
                members.add("n4", four.addressOf("n4"));
                assertThat(members.members())
                        .extracting(peer -> peer.getId().toString())
                        .containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
                members.transfer("n4");
                assertThat(cluster.leader()).isEqualTo("n4");
                members.remove("n1");
                cluster.stop("n1");
                assertThat(client.under("/k").get()).hasSize(100);
                cluster.stop("n2");
                client.putMetadata("/two-of-three", "suffice").get();
                assertThatThrownBy(() -> members.remove("n1")).hasMessageContaining("'n1' is no member");
            }
        }
    }

    private static String list(Group group) {
        return group.servers().entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .collect(Collectors.joining(","));
    }
}
