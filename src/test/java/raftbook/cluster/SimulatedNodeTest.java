package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.Outbox;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NodeFault;

/** One server in virtual time: when it is looked at, what becomes of what waits for it, and how it ends. */
class SimulatedNodeTest {

    private final List<String> log = new ArrayList<>();
    private final List<TraceEvent> trace = new ArrayList<>();
    private final SimulatedNode<Node> server = new SimulatedNode<>(
            ClusterKind.N1,
            new Idle(),
            (at, toTraceTime, sink) -> log.add("is looked at, and 50 is " + toTraceTime.applyAsLong(50)),
            (from, to, message) -> log.add("sends"),
            () -> 40,
            trace::add,
            node -> log.add("farewell"));

    @Test
    void itIsLookedAtBeforeItsFirstStep() {
        assertThat(log).containsExactly("is looked at, and 50 is 50");
    }

    @Test
    void aTimeOfItsOwnClockIsGivenToTheTraceInTheTraceTime() {
        server.skew(0.5);
        log.clear();
        server.wake();
        assertThat(log).containsOnly("is looked at, and 50 is 60");
    }

    @Test
    void itIsPausedAndResumedOnce() {
        server.pause();
        server.pause();
        server.resume();
        server.resume();
        assertThat(trace)
                .extracting(event -> ((NodeFault) event).kind())
                .containsExactly(NodeFault.Kind.PAUSED, NodeFault.Kind.RESUMED);
    }

    @Test
    void aStepThatABugHasEndedIsLookedAtAndAnsweredWhenTheServerIsStoppedAndTheRestIsMissed() {
        server.hand(request("one", outbox -> outbox.answer(() -> log.add("answers one"))));
        server.hand(request("two", outbox -> {
            throw new IllegalStateException("a bug");
        }));
        server.hand(request("three", outbox -> {}));
        log.clear();
        assertThatIllegalStateException().isThrownBy(server::wake).withMessage("a bug");
        server.hand(request("four", outbox -> {}));
        server.stop();
        server.stop();
        server.hand(request("five", outbox -> {}));
        assertThat(log)
                .containsExactly(
                        "takes in one",
                        "takes in two",
                        "is looked at, and 50 is 50",
                        "answers one",
                        "farewell",
                        "two: n1 is stopped",
                        "three: n1 is stopped",
                        "four: n1 is stopped",
                        "five: n1 is stopped");
        assertThat(trace).hasSize(1);
    }

    @Test
    void whatWaitsIsDueSinceTheServersLastStep() {
        assertThat(server.wakeAt()).as("nothing waits").isEqualTo(Long.MAX_VALUE);
        server.wake();
        server.hand(request("one", outbox -> {}));
        assertThat(server.wakeAt()).isEqualTo(40);
    }

    @Test
    void whatWaitsBeyondTheBoundIsTurnedAway() {
        for (int i = 0; i < Lanes.MOST_WAITING; i++) server.hand(request("early", outbox -> {}));
        assertThat(server.hasTakenInAll()).isFalse();
        log.clear();
        server.hand(request("late", outbox -> {}));
        assertThat(log).containsExactly("late: " + Lanes.full(ClusterKind.N1));
    }

    private Input<Node> request(String name, Consumer<Outbox> work) {
        return new Input<>() {
            @Override
            public void reach(Node node, long now, Outbox outbox) {
                log.add("takes in " + name);
                work.accept(outbox);
            }

            @Override
            public void miss(String why) {
                log.add(name + ": " + why);
            }
        };
    }
}
