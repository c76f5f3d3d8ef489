package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** What leaves a server leaves once: messages first, and then answers. */
class OutgoingTest {

    private final List<String> log = new ArrayList<>();
    private final RpcClient rpc = (from, to, message) -> log.add(from + " to " + to);
    private final Outgoing outgoing = new Outgoing();

    @Test
    void messagesLeaveBeforeAnswersAndEachOnce() {
        outgoing.answer(() -> log.add("answer 1"));
        outgoing.send(ClusterKind.N2, new RequestVoteReply(1, true));
        outgoing.send(ClusterKind.N3, new RequestVoteReply(1, true));
        outgoing.answer(() -> log.add("answer 2"));
        outgoing.flush(ClusterKind.N1, rpc);
        outgoing.flush(ClusterKind.N1, rpc);
        assertThat(log).containsExactly("n1 to n2", "n1 to n3", "answer 1", "answer 2");
    }

    @Test
    void answersMayBeGivenAlone() {
        outgoing.send(ClusterKind.N2, new RequestVoteReply(1, true));
        outgoing.answer(() -> log.add("answer"));
        outgoing.giveAnswers();
        outgoing.giveAnswers();
        assertThat(log).containsExactly("answer");
    }
}
