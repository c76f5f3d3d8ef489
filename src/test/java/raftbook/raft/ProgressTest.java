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

    @Test
    void aRefusalNeverRaisesTheGuessNorMovesItBelowWhatIsKnown() {
        LogRules rules = new LogRules();
        assertThat(rules.backUp(5, 0, 9)).as("the follower says 9").isEqualTo(6);
        assertThat(rules.backUp(5, 3, 1)).as("it has acknowledged 3").isEqualTo(4);
        assertThat(rules.backUp(5, 0, 2)).isEqualTo(2);
    }

    @Test
    void aRefusalThatComesTwiceIsActedOnOnce() {
        Server old = Server.of(3, 1, 1, 1, 1).wins();
        AppendEntriesReply refusal =
                AppendEntriesReply.rejected(4, 2, old.lastTo(N3).sequence());
        old.receive(N3, refusal).forgetSent().receive(N3, refusal);
        assertThat(old.appendsTo(N3)).as("it refused the latest message of all").isEmpty();
    }

    @Test
    void aFirstGuessThatGetsNoAnswerIsMadeAgainWithItsEntries() {
        Server old = Server.of(3, 1, 1).wins();
        assertThat(old.lastTo(N2).entries()).hasSize(1);
        old.forgetSent().after(50);
        assertThat(old.lastTo(N2).prevLogIndex()).isEqualTo(2);
        assertThat(old.lastTo(N2).entries()).as("its no-op").hasSize(1);
    }

    @Test
    void anEntryThatIsSentIsTheHeartbeat() {
        leader.acknowledges(N2, 1).acknowledges(N3, 1).forgetSent();
        leader.node.propose(new byte[] {1});
        leader.after(50);
        assertThat(leader.appendsTo(N2)).hasSize(1);
    }
}
