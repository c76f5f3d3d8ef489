package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N2;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** A server does not trust its driver: strangers, impossible answers, and pasts that cannot be. */
class RaftNodeTest {

    private static final NodeId STRANGER = new NodeId("stranger");

    @Test
    void theVoteOfAStrangerDoesNotCount() {
        Server candidate = Server.fresh().timesOut();
        candidate.receive(STRANGER, new RequestVoteReply(1, true));
        assertThat(candidate.node.role()).isEqualTo(RaftRole.CANDIDATE);
        candidate.receive(N2, new RequestVoteReply(1, true));
        assertThat(candidate.node.role()).isEqualTo(RaftRole.LEADER);
    }

    @Test
    void aStrangerGetsNoVoteAndNoAnswerAndMovesNoTerm() {
        Server server = Server.fresh();
        server.receive(STRANGER, new RequestVote(7, STRANGER, 9, 9));
        server.receive(STRANGER, new AppendEntries(7, STRANGER, 0, 0, List.of(), 0, 1));
        assertThat(server.sent).isEmpty();
        assertThat(server.node.termState()).isEqualTo(TermState.INITIAL);
    }

    @Test
    void theReplyOfAStrangerChangesNothing() {
        Server leader = Server.fresh().wins();
        leader.receive(STRANGER, AppendEntriesReply.accepted(1, 1, 1));
        assertThat(leader.node.commitIndex()).isZero();
    }

    @Test
    void aReplyAboutMoreThanTheLeaderHasChangesNothing() {
        Server leader = Server.fresh().wins();
        leader.receive(N2, AppendEntriesReply.accepted(1, 2, 1));
        assertThat(leader.node.replication().matchIndex(N2)).isZero();
        assertThat(leader.node.commitIndex()).isZero();
    }

    @Test
    void aRefusalThatSuggestsMoreThanTheLeaderHasLowersNothingAndRaisesNothing() {
        Server leader = Server.fresh().wins();
        leader.acknowledges(N2, 1).receive(N2, AppendEntriesReply.rejected(1, 99, 9));
        assertThat(leader.node.replication().nextIndex(N2)).isEqualTo(2);
    }

    @Test
    void nothingStandsBeforeTheSentinel() {
        assertThatThrownBy(() -> new AppendEntries(1, N2, -1, 0, List.of(), 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prevLogIndex -1: 0 stands before the first entry, and nothing before 0");
    }

    @Test
    void termsNeverFallAlongALog() {
        assertThatThrownBy(() -> Server.of(3, 1, 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry 3 of term 2, behind one of term 3, on a server that has reached term 3:"
                        + " terms never fall along a log, and none is beyond the server's own");
    }

    @Test
    void noEntryIsOfATermThatTheServerHasNotReached() {
        assertThatThrownBy(() -> Server.of(2, 1, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 2 of term 3")
                .hasMessageContaining("has reached term 2");
    }

    @Test
    void whereNobodyKeepsAnswersBackTheyAreGivenAtOnce() {
        List<String> given = new ArrayList<>();
        Outbox outbox = (to, message) -> {};
        outbox.answer(() -> given.add("answer"));
        assertThat(given).containsExactly("answer");
    }

    @Test
    void whatIsTurnedAwayIsMissedUnlessItKnowsBetter() {
        List<String> missed = new ArrayList<>();
        Input<RaftNode> input = new Input<>() {
            @Override
            public void reach(RaftNode node, long now, Outbox outbox) {}

            @Override
            public void miss(String why) {
                missed.add(why);
            }
        };
        input.turnAway("too much");
        assertThat(missed).containsExactly("too much");
    }
}
