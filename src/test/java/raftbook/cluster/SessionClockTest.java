package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static raftbook.cluster.ClusterKind.ask;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import raftbook.metadata.Changes;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.FellBehindException;
import raftbook.metadata.Session;
import raftbook.metadata.SessionOverException;
import raftbook.raft.NodeId;

/** Whose clock ends a session, and what that clock may do. */
class SessionClockTest {

    private static final Duration TIME = Duration.ofSeconds(1);

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 5);

    private <T> T request(Function<Coordination, CompletableFuture<T>> request) {
        return ask(cluster, node -> request.apply(Coordinator.of(node)));
    }

    private boolean isOpen(NodeId server) {
        return cluster.inside(server).store().hasSessions();
    }

    private static Duration since(SimulatedCluster cluster, long start) {
        return Duration.ofNanos(cluster.now() - start);
    }

    private Duration lifeFrom(long start) {
        cluster.awaitUntil(
                "its end",
                () -> cluster.leader().filter(this::isOpen).isEmpty()
                        && cluster.leader().isPresent());
        return since(cluster, start);
    }

    @Test
    void itEndsAfterItsTimeByTheLeadersClock() {
        request(at -> at.open("/s", "", TIME));
        assertThat(lifeFrom(cluster.now())).isBetween(Duration.ofMillis(950), Duration.ofMillis(1100));
    }

    @Test
    void keptAliveItLastsAndCostsTheLogNothing() {
        Session session = request(at -> at.open("/s", "", TIME));
        long entries = cluster.state(cluster.awaitLeader()).log().size();
        long lastSent = 0;
        for (int i = 0; i < 20; i++) {
            cluster.runFor(Duration.ofMillis(300));
            lastSent = cluster.now();
            Session kept = request(at -> at.keepAlive(session));
            assertThat(kept).isEqualTo(session);
        }
        assertThat(cluster.state(cluster.awaitLeader()).log()).hasSize((int) entries);
        assertThat(lifeFrom(lastSent)).isBetween(TIME, Duration.ofMillis(1100));
    }

    @Test
    void aNewLeaderGivesItItsWholeTimeAgain() {
        request(at -> at.open("/s", "", TIME));
        cluster.runFor(Duration.ofMillis(900));
        NodeId old = cluster.awaitLeader();
        cluster.stop(old);
        ClusterKind.awaitLeaderOtherThan(cluster, old);
        assertThat(lifeFrom(cluster.now())).isBetween(TIME, Duration.ofMillis(1150));
    }

    @Test
    void aLeaderThatSleepsWhileItsClockRunsOnTakesNoTimeFromAnybody() {
        request(at -> at.open("/s", "", TIME));
        NodeId leader = cluster.awaitLeader();
        long start = cluster.now();
        for (int i = 0; i < 5; i++) cluster.fireTimer(leader);
        assertThat(isOpen(leader)).isTrue();
        assertThat(lifeFrom(start)).isGreaterThan(Duration.ofMillis(850));
    }

    @Test
    void aLeaderThatWasReplacedEndsNoSession() {
        Session session = request(at -> at.open("/s", "", TIME));
        NodeId old = cluster.awaitLeader();
        cluster.isolate(old);
        NodeId leader = ClusterKind.awaitLeaderOtherThan(cluster, old);
        for (int i = 0; i < 10; i++) {
            cluster.runFor(Duration.ofMillis(300));
            cluster.await(Coordinator.of(cluster.node(leader)).keepAlive(session));
        }
        cluster.heal();
        cluster.awaitConvergence();
        assertThat(cluster.nodes()).allMatch(this::isOpen);
    }

    @Test
    void aDeposedLeaderKeepsNobodyAlive() {
        Session session = request(at -> at.open("/s", "", TIME));
        NodeId old = cluster.awaitLeader();
        cluster.isolate(old);
        CompletableFuture<Session> kept = Coordinator.of(cluster.node(old)).keepAlive(session);
        cluster.runFor(Duration.ofSeconds(3));
        assertThat(kept.isDone() && !kept.isCompletedExceptionally()).isFalse();
    }

    @Test
    void aSessionOfAnotherClientIsNotKeptAlive() {
        Session session = request(at -> at.open("/s", "", TIME));
        Session guessed = new Session("/s", session.version() + 1, TIME);
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> request(at -> at.keepAlive(guessed)));
        Session boasting = new Session("/s", session.version(), Duration.ofDays(1));
        Session kept = request(at -> at.keepAlive(boasting));
        assertThat(kept).isEqualTo(session);
    }

    @Test
    void aWatchThatHasNothingToTellSaysHowFarItHasLooked() {
        long upTo = request(at -> at.list("/")).upTo();
        CompletableFuture<Changes> watch =
                Coordinator.of(cluster.node(cluster.awaitLeader())).watch("/quiet", upTo);
        ClusterKind.put(cluster, "/other", "v");
        Changes nothing = cluster.await(watch);
        assertThat(nothing.changes()).isEmpty();
        assertThat(nothing.upTo()).isGreaterThan(upTo);
        assertThat(since(cluster, 0)).isGreaterThan(cluster.config().patience());
    }

    @Test
    void aQuietWatcherDoesNotFallBehindWhileItWaits() {
        ClusterKind.put(cluster, "/first", "v");
        long upTo = request(at -> at.list("/")).upTo();
        Coordination leader = Coordinator.of(cluster.node(cluster.awaitLeader()));
        CompletableFuture<Changes> quiet = leader.watch("/quiet", upTo);
        for (int i = 0; i < 300; i++) {
            for (int k = 0; k < 4; k++) cluster.node(cluster.awaitLeader()).putMetadata("/busy", "v" + i);
            cluster.runFor(Duration.ofMillis(5));
        }
        assertThat(quiet).isNotDone();
        ClusterKind.put(cluster, "/quiet", "at last");
        assertThat(cluster.await(quiet).changes()).hasSize(1);
        assertThatExceptionOfType(FellBehindException.class).isThrownBy(() -> request(at -> at.watch("/quiet", upTo)));
    }

    @Test
    void aRunWithSessionsIsTheSameRunAgain() {
        assertThat(traced()).isEqualTo(traced());
    }

    private static List<String> traced() {
        SimulatedCluster run = SimulatedCluster.of(3, 9);
        Coordination at = Coordinator.of(run.node(run.awaitLeader()));
        run.await(at.open("/s/a", "", Duration.ofMillis(200)));
        run.await(at.open("/s/b", "", Duration.ofMillis(200)));
        run.runFor(Duration.ofSeconds(1));
        assertThat(run.states().get(0).store()).isEmpty();
        return List.of(run.trace().text());
    }
}
