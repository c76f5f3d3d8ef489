package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.Recorder;

/** A step has one order, on threads and in virtual time: take in what waits, advance, record, send; then apply, record, answer. */
class OrderOfStepTest {

    private static final List<String> ORDER = List.of(
            "takes in one",
            "takes in two",
            "advances",
            "is recorded",
            "sends",
            "sends",
            "sends",
            "refuses",
            "refuses",
            "applies",
            "is recorded",
            "answers");

    private final List<String> log = new CopyOnWriteArrayList<>();
    private final CountDownLatch answers = new CountDownLatch(1);
    private final RpcClient rpc = (from, to, message) -> log.add("sends");
    private final Recorder recorder = (at, toTraceTime, sink) -> log.add("is recorded");

    @Test
    void aServerInVirtualTimeKeepsTheOrder() {
        SimulatedNode<Talker> server =
                new SimulatedNode<>(ClusterKind.N1, new Talker(), recorder, rpc, () -> 0, event -> {}, talker -> {});
        server.hand(request("one"));
        server.hand(request("two"));
        server.wake();
        assertThat(stepOfRequests()).isEqualTo(ORDER);
    }

    @Test
    void aServerOnAThreadKeepsTheOrder() throws InterruptedException {
        LiveNode<Talker> server =
                new LiveNode<>(ClusterKind.N1, new Talker(), recorder, rpc, new LiveClock(), event -> {});
        server.hand(request("one"));
        server.hand(request("two"));
        server.start(talker -> {});
        answers.await();
        List<String> step = stepOfRequests();
        server.stop();
        assertThat(step).isEqualTo(ORDER);
    }

    private List<String> stepOfRequests() {
        List<String> all = List.copyOf(log);
        return all.subList(all.indexOf("takes in one"), all.lastIndexOf("answers") + 1);
    }

    private Input<Talker> request(String name) {
        return new Input<>() {
            @Override
            public void reach(Talker talker, long now, Outbox outbox) {
                log.add("takes in " + name);
                outbox.answer(() -> log.add("refuses"));
                outbox.send(ClusterKind.N2, new RequestVoteReply(1, false));
                talker.wasAsked = true;
            }

            @Override
            public void miss(String why) {
                throw new AssertionError(why);
            }
        };
    }

    private final class Talker implements Node {

        private boolean wasAsked;

        @Override
        public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {}

        @Override
        public void advance(long now, Outbox outbox) {
            log.add("advances");
            if (wasAsked) outbox.send(ClusterKind.N2, new RequestVoteReply(1, false));
        }

        @Override
        public void apply(long now, Outbox outbox) {
            log.add("applies");
            if (!wasAsked) return;
            wasAsked = false;
            outbox.answer(() -> {
                log.add("answers");
                answers.countDown();
            });
        }

        @Override
        public long wakeAt() {
            return Long.MAX_VALUE;
        }
    }
}
