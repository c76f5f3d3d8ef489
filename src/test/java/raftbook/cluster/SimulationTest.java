package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import raftbook.raft.Node;
import raftbook.raft.NodeId;

/** Which event is next in virtual time, for how long something is awaited, and when a run has come to a standstill. */
class SimulationTest {

    private static final long PATIENCE = Servers.PATIENCE.toNanos();

    private final Simulation<Node> simulation = new Simulation<>(1, 10);

    @Test
    void aMillionEventsAtOneMomentAreManyAndOneMoreIsTooMany() {
        simulation.add(ClusterKind.N1, new Idle(0));
        for (int i = 0; i < 1_000_000; i++) simulation.step();
        assertThatIllegalStateException()
                .isThrownBy(simulation::step)
                .withMessageStartingWith("1000000 events at PT0S, and time does not pass: [n1] keep each other");
    }

    @Test
    void ofTwoServersThatAreDueAtOnceTheOneThatWasAddedFirstIsWokenFirst() {
        List<NodeId> woken = new ArrayList<>();
        for (NodeId id : List.of(ClusterKind.N2, ClusterKind.N1)) {
            simulation.add(id, new Idle(5), (at, toTraceTime, sink) -> woken.add(id));
        }
        woken.clear();
        simulation.step();
        assertThat(woken).containsOnly(ClusterKind.N2);
    }

    @Test
    void whatComesAtTheLastMomentOfPatienceIsStillAwaited() {
        CompletableFuture<Void> event = new CompletableFuture<>();
        simulation.at(PATIENCE, () -> event.complete(null));
        simulation.awaitUntil("an event", event::isDone);
        assertThat(simulation.now()).isEqualTo(PATIENCE);
    }

    @Test
    void whatComesAfterThatIsAwaitedInVain() {
        CompletableFuture<Void> event = new CompletableFuture<>();
        simulation.at(PATIENCE + 1, () -> event.complete(null));
        OtherThread waiting = OtherThread.start(() -> simulation.awaitUntil("an event", event::isDone));
        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(waiting::awaitEnd)
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessage("waited PT30S of virtual time in vain for an event, seed 1");
    }

    @Test
    void whatIsPlannedForTheEndOfTimeCanHappenAndWhatIsDueLaterCannot() {
        simulation.add(ClusterKind.N1, new Idle(Agenda.END + 1));
        assertThat(simulation.nextEventAt()).isEqualTo(Long.MAX_VALUE);
        simulation.at(Agenda.END, () -> {});
        assertThat(simulation.nextEventAt()).isEqualTo(Agenda.END);
    }

    @Test
    void anAnswerIsAwaitedUntilItHasComeAndNoLonger() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        simulation.at(7, () -> answer.complete("yes"));
        simulation.at(8, () -> answer.obtrudeValue("no"));
        simulation.awaitEnd(answer);
        assertThat(answer).isCompletedWithValue("yes");
    }
}
