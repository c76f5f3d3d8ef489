package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static raftbook.cluster.ClusterKind.ask;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.metadata.Change;
import raftbook.metadata.Changes;
import raftbook.metadata.ConflictException;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.Done;
import raftbook.metadata.InvalidRequestException;
import raftbook.metadata.Session;
import raftbook.metadata.SessionOverException;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.RefusedException;

/** Conditions, sessions and watches, on threads and in virtual time. */
@ParameterizedClass
@EnumSource
class CoordinationTest {

    @Parameter
    ClusterKind kind;

    private Cluster cluster;

    @BeforeEach
    void start() {
        cluster = kind.start(3);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private <T> T request(Function<Coordination, CompletableFuture<T>> request) {
        return ask(cluster, node -> request.apply(Coordinator.of(node)));
    }

    @Test
    void ofTwoWhoSetOneVersionOneIsRefusedWithTheVersionFound() {
        Coordination leader = Coordinator.of(cluster.node(cluster.awaitLeader()));
        CompletableFuture<Done> ada = leader.create("/a", "ada");
        CompletableFuture<Done> bob = leader.create("/a", "bob");
        Done first = cluster.await(ada);
        assertThatExceptionOfType(ConflictException.class)
                .isThrownBy(() -> cluster.await(bob))
                .satisfies(conflict -> assertThat(conflict.found()).isEqualTo(first.index()));
        Done second = cluster.await(leader.compareAndSet("/a", first.index(), "bob"));
        assertThat(cluster.await(leader.look("/a"))).contains(new Change(second.index(), "/a", "bob"));
        cluster.await(leader.compareAndDelete("/a", second.index()));
        assertThat(cluster.await(leader.look("/a"))).isEmpty();
        cluster.awaitConvergence();
    }

    @Test
    void followersRefuseAllOfIt() {
        NodeId follower = ClusterKind.followerOf(cluster, cluster.awaitLeader());
        Coordination there = Coordinator.of(cluster.node(follower));
        Session session = new Session("/s", 1, Duration.ofSeconds(1));
        for (CompletableFuture<?> each : List.of(
                there.create("/a", "v"),
                there.look("/a"),
                there.list("/"),
                there.watch("/", 0),
                there.open("/s", "", Duration.ofSeconds(1)),
                there.keepAlive(session),
                there.hold("/l", "", session),
                there.end(session))) {
            assertThatExceptionOfType(NotLeaderException.class).isThrownBy(() -> cluster.await(each));
        }
    }

    @Test
    void malformedRequestsAreRefusedBeforeTheyAreSent() {
        Coordination leader = Coordinator.of(cluster.node(cluster.awaitLeader()));
        for (CompletableFuture<?> each : List.of(
                leader.create("a", "v"),
                leader.compareAndSet("/a", -1, "v"),
                leader.look("a"),
                leader.list("/a/"),
                leader.watch("a//b", 0),
                leader.watch("/a", -1),
                leader.open("/s", "", Duration.ofMillis(9)),
                leader.open("/s", "", null),
                leader.open("/s", "", Duration.ofSeconds(Long.MAX_VALUE)))) {
            assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> cluster.await(each));
        }
    }

    @Test
    void aWatchWaitsForTheNextChangeAndMissesNoneBetweenTwo() {
        long upTo = request(at -> at.list("/config")).upTo();
        Coordination leader = Coordinator.of(cluster.node(cluster.awaitLeader()));
        CompletableFuture<Changes> watch = leader.watch("/config", upTo);
        ClusterKind.put(cluster, "/other", "v");
        ClusterKind.put(cluster, "/config/a", "1");
        Changes first = cluster.await(watch);
        assertThat(first.changes()).extracting(Change::key).containsExactly("/config/a");
        ClusterKind.put(cluster, "/config/a", "2");
        ClusterKind.put(cluster, "/config/b", "3");
        Changes next = cluster.await(leader.watch("/config", first.upTo()));
        assertThat(next.changes()).extracting(Change::value).containsExactly("2", "3");
    }

    @Test
    void aSessionThatIsNotKeptAliveEndsAndItsKeysGo() {
        Session ada = request(at -> at.open("/s/ada", "here", Duration.ofMillis(200)));
        long lock = request(at -> at.hold("/lock", "ada", ada)).index();
        Optional<Change> held = request(at -> at.look("/lock"));
        assertThat(held).contains(new Change(lock, "/lock", "ada"));
        cluster.awaitUntil(
                "the end of the session", () -> request(at -> at.look("/lock")).isEmpty());
        assertThat(request(at -> at.look("/s/ada")).isPresent()).isFalse();
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> request(at -> at.keepAlive(ada)));
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> request(at -> at.hold("/x", "", ada)));
        cluster.awaitConvergence();
    }

    @Test
    void aWatchOfALeaderThatIsStoppedIsRefusedAndGoesOnAtTheNext() {
        NodeId old = cluster.awaitLeader();
        long upTo = request(at -> at.list("/")).upTo();
        CompletableFuture<Changes> watch = Coordinator.of(cluster.node(old)).watch("/", upTo);
        cluster.runFor(Duration.ofMillis(50));
        cluster.stop(old);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> cluster.await(watch))
                .withMessageContaining("watch on at the next leader");
        ClusterKind.put(cluster, "/a", "v");
        assertThat(request(at -> at.watch("/", upTo)).changes())
                .extracting(Change::key)
                .containsExactly("/a");
    }
}
