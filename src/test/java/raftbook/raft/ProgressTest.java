package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;

import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntriesReply;

/** {@code nextIndex} and {@code matchIndex} of Figure 2: a guess that moves both ways, and a fact that only rises. */
class ProgressTest {

    private final Server leader = Server.fresh().wins();

    private long proposed(int commands) {
        long last = 0;
        for (int i = 0; i < commands; i++) last = leader.node.propose(new byte[] {1});
        leader.advance();
        return last;
    }

    private void answers(long matchIndex) {
        leader.receive(
                N2, AppendEntriesReply.accepted(1, matchIndex, leader.lastTo(N2).sequence()));
    }

    @Test
    void aCommandIsToldItsIndex() {
        assertThat(proposed(1)).as("behind the no-op").isEqualTo(2);
        assertThat(proposed(3)).isEqualTo(5);
        assertThat(leader.lastTo(N3).isHeartbeat()).isFalse();
    }

    @Test
    void matchIndexNeverFallsWhateverComesLate() {
        proposed(4);
        answers(5);
        assertThat(leader.node.replication().matchIndex(N2)).isEqualTo(5);
        answers(2);
        assertThat(leader.node.replication().matchIndex(N2))
                .as("an answer that was overtaken")
                .isEqualTo(5);
        leader.receive(N2, AppendEntriesReply.rejected(1, 1, leader.lastTo(N2).sequence()));
        assertThat(leader.node.replication().matchIndex(N2)).as("a refusal").isEqualTo(5);
        assertThat(leader.node.replication().nextIndex(N2))
                .as("what is known to be stored is not sent again")
                .isEqualTo(6);
    }

    @Test
    void whatIsAcknowledgedAheadOfTheGuessMovesTheGuess() {
        Progress follower = new Progress(2);
        follower.matched(7);
        assertThat(follower.nextIndex()).isEqualTo(8);
        assertThat(follower.inFlight()).isZero();
    }

    @Test
    void aServerThatDoesNotLeadKnowsNothingOfOthers() {
        assertThat(Server.fresh().node.replication().matchIndex(N2)).isZero();
        assertThat(Server.fresh().node.replication().nextIndex(N2)).isZero();
    }

    @Test
    void whoAsksTheWrongServerIsToldWhomToAsk() {
        Server follower = Server.fresh();
        follower.appends(N2, 1, 0, 0, 0);
        assertThatThrownBy(follower.node::requestRead)
                .isInstanceOfSatisfying(NotLeaderException.class, refused -> assertThat(refused.leader())
                        .contains(N2));
    }

    /** The empty command is the entry with which a leader opens its term, and would never reach the state machine. */
    @Test
    void anEmptyCommandIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> leader.node.propose(new byte[0]))
                .withMessageContainingAll("command of 0 bytes", "no-op", "at least one byte");
        assertThat(leader.logTerms()).as("nothing was logged").containsExactly(1);
    }
}
