package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.Lost;

/** One server on a thread: when it takes a step, what becomes of what it is handed, whom it answers, and how it ends. */
class LiveNodeTest {

    private static final long NOW = 3_600_000_000_000L;
    private static final RaftMessage MESSAGE = new RequestVoteReply(1, true);

    private final Probe probe = new Probe();
    private final List<TraceEvent> trace = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Long> traceTime = new CompletableFuture<>();
    private final Recorder recorder = (at, toTraceTime, sink) -> traceTime.complete(toTraceTime.applyAsLong(7));
    private final LiveNode<Probe> server =
            new LiveNode<>(ClusterKind.N1, probe, recorder, (from, to, message) -> {}, () -> NOW, trace::add);

    @AfterEach
    void stop() {
        OtherThread.start(server::stop).awaitEnd();
    }

    private void start() {
        server.start(farewell -> {});
    }

    @Test
    void itTakesAStepBeforeItIsAskedWhenToTakeTheNext() {
        start();
        assertThat(OtherThread.awaitDone(probe.stepsWhenFirstAsked)).isEqualTo(1);
    }

    @Test
    void itTakesAStepWithoutWaitingWheneverOneIsDue() {
        probe.wakeAt = NOW;
        start();
        OtherThread.awaitDone(probe.aThousandSteps);
    }

    @Test
    void itsClockIsThatOfTheCluster() {
        start();
        Request request = new Request(() -> {});
        server.hand(request);
        assertThat(OtherThread.awaitDone(request.reached)).isEqualTo(NOW);
        assertThat(OtherThread.awaitDone(traceTime)).isEqualTo(7);
    }

    @Test
    void itsThreadKeepsNoProgramFromEnding() {
        start();
        boolean daemon = ask(asked -> Thread.currentThread().isDaemon());
        assertThat(daemon).isTrue();
    }

    @Test
    void whatItIsAskedOnItsOwnThreadItAnswersAtOnce() {
        start();
        Probe answer = ask(asked -> server.ask(again -> again));
        assertThat(answer).isSameAs(probe);
    }

    /** The answer of the server's own thread. */
    private <T> T ask(Function<Probe, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        OtherThread.start(() -> answer.complete(server.ask(question)));
        return OtherThread.awaitDone(answer);
    }

    @Test
    void onceStoppedItAnswersFromItsLastStateAndMissesAllElse() {
        CompletableFuture<Node> farewell = new CompletableFuture<>();
        server.start(farewell::complete);
        stop();
        assertThat(OtherThread.awaitDone(farewell)).isSameAs(probe);
        assertThat(server.isRunning()).isFalse();
        Probe answer = ask(asked -> asked);
        assertThat(answer).isSameAs(probe);
        Request request = new Request(() -> {});
        server.hand(request);
        assertThat(request.missed).isCompletedWithValue("n1 is stopped");
        server.receive(5, ClusterKind.N2, MESSAGE);
        assertThat(trace).last().isEqualTo(new Lost(NOW, 5, ClusterKind.N2, ClusterKind.N1, MESSAGE, "n1 is stopped"));
    }

    @Test
    void whoeverStopsItWaitsUntilItsWorkIsDone() {
        CompletableFuture<Void> work = new CompletableFuture<>();
        startAndGive(work::join);
        OtherThread stopper = OtherThread.start(server::stop);
        stopper.awaitWaiting();
        work.complete(null);
        stopper.awaitEnd();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void whoeverIsInterruptedMeanwhileWaitsOnAndIsInterruptedAfterwards() {
        CompletableFuture<Void> work = new CompletableFuture<>();
        startAndGive(work::join);
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        OtherThread stopper = OtherThread.start(() -> {
            Thread.currentThread().interrupt();
            server.stop();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        stopper.awaitWaiting();
        work.complete(null);
        assertThat(OtherThread.awaitDone(interrupted)).isTrue();
    }

    @Test
    void whoeverIsNotInterruptedIsNotAfterwards() {
        start();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        OtherThread.start(() -> {
            server.stop();
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        assertThat(OtherThread.awaitDone(interrupted)).isFalse();
    }

    @Test
    void itMayBeStoppedByItsOwnThread() {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        startAndGive(() -> {
            server.stop();
            stopped.complete(null);
        });
        OtherThread.awaitDone(stopped);
        stop();
        assertThat(server.isRunning()).isFalse();
    }

    @Test
    void whoeverInterruptsItStopsIt() {
        CompletableFuture<Node> farewell = new CompletableFuture<>();
        server.start(farewell::complete);
        ask(asked -> {
            Thread.currentThread().interrupt();
            return null;
        });
        OtherThread.awaitDone(farewell);
        Request request = new Request(() -> {});
        server.hand(request);
        assertThat(request.missed).isCompletedWithValue("n1 is stopped: its thread was interrupted");
    }

    @Test
    void aBugStopsItAndIsReported() {
        CompletableFuture<Throwable> reported = new CompletableFuture<>();
        Request behind = new Request(() -> {});
        startAndGive(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, bug) -> reported.complete(bug));
            server.hand(behind);
            throw new IllegalStateException("a bug");
        });
        assertThat(OtherThread.awaitDone(reported)).hasMessage("a bug");
        assertThat(OtherThread.awaitDone(behind.missed))
                .isEqualTo("n1 is stopped by a bug, java.lang.IllegalStateException: a bug");
    }

    @Test
    void whatWaitsBeyondTheBoundIsTurnedAwayAndWhatWaitsAtTheEndIsMissed() {
        Request first = new Request(() -> {});
        server.hand(first);
        for (int i = 1; i < Lanes.MOST_WAITING; i++) server.hand(new Request(() -> {}));
        Request late = new Request(() -> {});
        server.hand(late);
        assertThat(late.turnedAway).isCompletedWithValue(Lanes.full(ClusterKind.N1));
        server.stop();
        start();
        assertThat(OtherThread.awaitDone(first.missed)).isEqualTo("n1 is stopped");
        assertThat(late.missed).isNotDone();
    }

    /** Starts the server, and waits until it does this. */
    private void startAndGive(Runnable work) {
        start();
        Request request = new Request(work);
        server.hand(request);
        OtherThread.awaitDone(request.reached);
    }

    private static final class Request implements Input<Node> {

        private final CompletableFuture<Long> reached = new CompletableFuture<>();
        private final CompletableFuture<String> missed = new CompletableFuture<>();
        private final CompletableFuture<String> turnedAway = new CompletableFuture<>();
        private final Runnable work;

        private Request(Runnable work) {
            this.work = work;
        }

        @Override
        public void reach(Node node, long now, Outbox outbox) {
            reached.complete(now);
            work.run();
        }

        @Override
        public void miss(String why) {
            missed.complete(why);
        }

        @Override
        public void turnAway(String why) {
            turnedAway.complete(why);
        }
    }

    /** A node that counts its steps. */
    private static final class Probe implements Node {

        private final CompletableFuture<Integer> stepsWhenFirstAsked = new CompletableFuture<>();
        private final CompletableFuture<Void> aThousandSteps = new CompletableFuture<>();
        private volatile long wakeAt = Long.MAX_VALUE;
        private int steps;

        @Override
        public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {}

        @Override
        public void advance(long now, Outbox outbox) {
            if (++steps == 1_000) aThousandSteps.complete(null);
        }

        @Override
        public long wakeAt() {
            stepsWhenFirstAsked.complete(steps);
            return wakeAt;
        }
    }
}
