package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.Outbox;

/** Servers of any kind, on threads and in virtual time: the same calls, the same mistakes, the same end. */
class ServersTest {

    static Stream<Servers<Node, ?>> kinds() {
        LiveServers<Node> live = new LiveServers<>(100);
        Simulation<Node> simulation = new Simulation<>(1, 100);
        for (Servers<Node, ?> servers : List.of(live, simulation)) {
            servers.add(ClusterKind.N1, new Idle());
            servers.add(ClusterKind.N2, new Idle());
        }
        live.start();
        return Stream.of(live, simulation);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsClosedRefusesToBeRunOrChangedAndCanBeRead(Servers<Node, ?> servers) {
        try (servers) {
            servers.cut(ClusterKind.N1, ClusterKind.N2);
        }
        List<ThrowingCallable> calls = List.of(
                () -> servers.add(ClusterKind.N3, new Idle()),
                () -> servers.runFor(Duration.ofMillis(1)),
                () -> servers.awaitUntil("anything", () -> true),
                () -> servers.stop(ClusterKind.N1),
                () -> servers.cut(ClusterKind.N1, ClusterKind.N2),
                () -> servers.heal(ClusterKind.N1, ClusterKind.N2),
                () -> servers.partition(List.of()));
        for (ThrowingCallable call : calls) {
            assertThatIllegalStateException().isThrownBy(call).withMessage("this cluster is closed: start a new one");
        }
        assertThat(servers.nodes()).containsExactly(ClusterKind.N1, ClusterKind.N2);
        assertThat(servers.nodes()).noneMatch(servers::isRunning);
        assertThat(servers.canReach(ClusterKind.N1, ClusterKind.N2)).isFalse();
        assertThat(servers.trace().text()).contains("cut n1 → n2", "n1  STOPPED", "n2  STOPPED");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anAnswerIsAwaitedUntilTheServerHasGivenIt(Servers<Node, ?> servers) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        servers.hand(ClusterKind.N1, new Input<>() {
            @Override
            public void reach(Node node, long now, Outbox outbox) {
                outbox.answer(() -> answer.complete("yes"));
            }

            @Override
            public void miss(String why) {
                answer.complete(why);
            }
        });
        CompletableFuture<String> awaited = new CompletableFuture<>();
        OtherThread.start(() -> awaited.complete(servers.await(answer)));
        assertThat(OtherThread.awaitDone(awaited)).isEqualTo("yes");
        OtherThread.start(servers::close).awaitEnd();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void anAnswerThatHasComeNeedsNoTime(Servers<Node, ?> servers) {
        servers.close();
        assertThat(servers.await(CompletableFuture.completedFuture("yes"))).isEqualTo("yes");
        assertThatIllegalStateException()
                .isThrownBy(() -> servers.await(CompletableFuture.failedFuture(new IllegalStateException("no"))))
                .withMessage("no");
    }
}
