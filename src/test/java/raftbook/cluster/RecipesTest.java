package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import raftbook.metadata.Barrier;
import raftbook.metadata.Change;
import raftbook.metadata.ConflictException;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.FencedLock;
import raftbook.metadata.Mirror;
import raftbook.metadata.Session;
import raftbook.metadata.SessionOverException;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

class RecipesTest {

    private final SimulatedCluster cluster = SimulatedCluster.of(3, 5);
    private final Coordination at = Coordinator.of(() -> cluster.node(cluster.awaitLeader()));

    private Session session(String name, Duration time) {
        return cluster.await(at.open("/sessions/" + name, "", time));
    }

    @Test
    void theNextWhoHasTheLockHasAGreaterNumber() {
        Session ada = session("ada", Duration.ofMillis(300));
        Session bob = session("bob", Duration.ofSeconds(60));
        FencedLock adas = new FencedLock(at, "/lock", ada);
        FencedLock bobs = new FencedLock(at, "/lock", bob);
        long first = cluster.await(adas.acquire());
        CompletableFuture<Long> waiting = bobs.acquire();
        cluster.runFor(Duration.ofMillis(100));
        assertThat(waiting).isNotDone();
        assertThat(cluster.await(bobs.holder())).contains("/sessions/ada@" + ada.version());
        long second = cluster.await(waiting); // Ada's session ends by itself
        assertThat(second).isGreaterThan(first);
        assertThat(cluster.await(adas.holder())).contains(FencedLock.owner(bob));
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> cluster.await(adas.acquire()));
        assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> cluster.await(adas.release(first)));
        cluster.await(bobs.release(second));
        assertThat(cluster.await(bobs.holder())).isEmpty();
    }

    @Test
    void whoeverHasTheLockAndAsksAgainIsGivenTheSameNumber() {
        FencedLock lock = new FencedLock(at, "/lock", session("ada", Duration.ofSeconds(60)));
        long fence = cluster.await(lock.acquire());
        NodeId old = cluster.awaitLeader();
        cluster.stop(old);
        assertThat(cluster.await(lock.acquire())).isEqualTo(fence);
    }

    @Test
    void whoWaitsAtALeaderThatIsStoppedIsToldAndMayAskTheNext() {
        Session ada = session("ada", Duration.ofMillis(1500));
        cluster.await(new FencedLock(at, "/lock", ada).acquire());
        FencedLock bobs = new FencedLock(at, "/lock", session("bob", Duration.ofSeconds(60)));
        CompletableFuture<Long> waiting = bobs.acquire();
        cluster.runFor(Duration.ofMillis(100));
        cluster.stop(cluster.awaitLeader());
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> cluster.await(waiting));
        assertThat(cluster.await(bobs.acquire())).isGreaterThan(ada.version());
    }

    @Test
    void nobodyPassesABarrierBeforeAllAreThere() {
        Barrier barrier = new Barrier(at, "/barrier", 3);
        Session dies = session("dies", Duration.ofMillis(200));
        CompletableFuture<Integer> first = barrier.enter(session("ada", Duration.ofSeconds(60)));
        CompletableFuture<Integer> dead = barrier.enter(dies);
        cluster.runFor(Duration.ofMillis(500)); // one of them has died meanwhile
        CompletableFuture<Integer> second = barrier.enter(session("bob", Duration.ofSeconds(60)));
        cluster.runFor(Duration.ofMillis(500));
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(cluster.await(barrier.enter(session("cat", Duration.ofSeconds(60)))))
                .isEqualTo(3);
        assertThat(cluster.await(first)).isEqualTo(3);
        assertThat(cluster.await(second)).isEqualTo(3);
        assertThat(cluster.await(dead)).isEqualTo(3);
    }

    @Test
    void whoeverEntersABarrierTwiceIsCountedOnce() {
        Barrier barrier = new Barrier(at, "/barrier", 2);
        Session ada = session("ada", Duration.ofSeconds(60));
        CompletableFuture<Integer> first = barrier.enter(ada);
        CompletableFuture<Integer> again = barrier.enter(ada);
        cluster.runFor(Duration.ofMillis(500));
        assertThat(first).isNotDone();
        assertThat(again).isNotDone();
        cluster.await(barrier.enter(session("bob", Duration.ofSeconds(60))));
        assertThat(cluster.await(first)).isEqualTo(2);
        assertThat(cluster.await(again)).isEqualTo(2);
    }

    @Test
    void whoseSessionIsOverEntersNoBarrier() {
        Session ada = session("ada", Duration.ofSeconds(60));
        cluster.await(at.end(ada));
        CompletableFuture<Integer> late = new Barrier(at, "/barrier", 1).enter(ada);
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> cluster.await(late));
    }

    @Test
    void aMirrorFollowsItsPath() {
        ClusterKind.put(cluster, "/config/a", "1");
        Mirror config = new Mirror(at, "/config");
        assertThat(config.keys()).isEmpty();
        cluster.await(config.next());
        assertThat(config.keys()).containsOnlyKeys("/config/a");
        ClusterKind.put(cluster, "/config/b", "2");
        List<Change> news = cluster.await(config.next());
        assertThat(news).extracting(Change::value).containsExactly("2");
        cluster.await(cluster.node(cluster.awaitLeader()).deleteMetadata("/config/a"));
        cluster.await(config.next());
        assertThat(config.keys()).containsOnlyKeys("/config/b");
    }

    @Test
    void aMirrorThatFellBehindCopiesAllAnew() {
        Mirror config = new Mirror(at, "/config");
        cluster.await(config.next());
        for (int i = 0; i <= 1024; i++) {
            cluster.node(cluster.awaitLeader()).putMetadata("/config/a", "v" + i);
        }
        cluster.runFor(Duration.ofMillis(200));
        assertThat(cluster.await(config.next())).hasSize(1);
        assertThat(config.keys().get("/config/a").value()).isEqualTo("v1024");
    }

    @Test
    void aRegisteredServiceIsThereForAsLongAsItIsKeptAlive() {
        Mirror services = new Mirror(at, "/services/db");
        cluster.await(services.next());
        Session one = cluster.await(at.open("/services/db/1", "10.0.0.1", Duration.ofMillis(300)));
        cluster.await(at.open("/services/db/2", "10.0.0.2", Duration.ofMillis(300)));
        for (int i = 0; i < 5; i++) {
            cluster.runFor(Duration.ofMillis(100));
            cluster.await(at.keepAlive(one));
        }
        assertThat(cluster.await(services.next())).hasSize(3);
        assertThat(services.keys()).containsOnlyKeys("/services/db/1");
    }
}
