package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import raftbook.raft.Node;
import raftbook.trace.TraceEvent;

/** Servers on threads: what comes before the start and what after, how long is waited, and who is told what happens. */
class LiveServersTest {

    private final List<TraceEvent> told = new CopyOnWriteArrayList<>();
    private final LiveServers<Node> servers = new LiveServers<>(100, told::add);
    private final Idle idle = new Idle();

    @AfterEach
    void close() {
        OtherThread.start(servers::close).awaitEnd();
    }

    private void start() {
        servers.add(ClusterKind.N1, idle);
        servers.start();
    }

    @Test
    void serversAreAddedBeforeTheStartAndAskedAfterIt() {
        servers.add(ClusterKind.N1, idle);
        OtherThread tooEarly = OtherThread.start(() -> servers.ask(ClusterKind.N1, node -> node));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(tooEarly::awaitEnd)
                .havingCause()
                .withMessage("ask n1 after start(): nobody would answer now");
        servers.start();
        assertThatIllegalStateException()
                .isThrownBy(() -> servers.add(ClusterKind.N2, idle))
                .withMessage("add n2 before start(): the others know all their peers");
        CompletableFuture<Node> answer = new CompletableFuture<>();
        OtherThread.start(() -> answer.complete(servers.ask(ClusterKind.N1, node -> node)));
        assertThat(OtherThread.awaitDone(answer)).isSameAs(idle);
    }

    @Test
    void whatIsClosedBeforeItIsStartedDoesNotStart() {
        servers.add(ClusterKind.N1, idle);
        servers.close();
        assertThatIllegalStateException()
                .isThrownBy(servers::start)
                .withMessage("this cluster is closed: start a new one");
    }

    @Test
    void whatHappensIsInTheTraceAndToldToWhoeverElseWatches() {
        start();
        servers.cut(ClusterKind.N1, ClusterKind.N1);
        assertThat(told).hasSize(1).isEqualTo(servers.trace().events());
    }

    @Test
    void aRunLastsAsLongAsItIsAskedToOnTheServersClock() {
        start();
        long before = servers.now();
        OtherThread.start(() -> servers.runFor(Duration.ofMillis(10))).awaitEnd();
        assertThat(servers.now() - before).isGreaterThanOrEqualTo(10_000_000);
    }

    @Test
    void whoeverWaitsKeepsNoProcessorBusyAndGoesOnWhenItIsTrue() {
        start();
        CompletableFuture<Void> event = new CompletableFuture<>();
        OtherThread waiting = OtherThread.start(() -> servers.awaitUntil("an event", event::isDone));
        waiting.awaitWaiting();
        event.complete(null);
        waiting.awaitEnd();
    }

    @Test
    void whoeverIsInterruptedWhileHeWaitsIsToldForWhat() {
        start();
        assertInterrupted(() -> servers.awaitUntil("an event", () -> false), "interrupted awaiting an event");
        assertInterrupted(() -> servers.await(new CompletableFuture<>()), "interrupted awaiting an answer");
    }

    private static void assertInterrupted(Runnable wait, String message) {
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        OtherThread thread = OtherThread.start(() -> {
            Thread.currentThread().interrupt();
            try {
                wait.run();
            } finally {
                interrupted.complete(Thread.currentThread().isInterrupted());
            }
        });
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(thread::awaitEnd)
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage(message);
        assertThat(OtherThread.awaitDone(interrupted)).isTrue();
    }

    @Test
    void anAnswerIsAwaitedUntilItHasComeHoweverItEnds() {
        start();
        CompletableFuture<String> answer = new CompletableFuture<>();
        OtherThread waiting = OtherThread.start(() -> servers.awaitEnd(answer));
        waiting.awaitWaiting();
        answer.completeExceptionally(new IllegalStateException("no"));
        waiting.awaitEnd();
    }
}
