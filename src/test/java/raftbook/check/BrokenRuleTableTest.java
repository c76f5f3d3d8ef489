package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.LogPosition;
import raftbook.raft.NodeId;
import raftbook.raft.Quorum;
import raftbook.raft.RaftLog;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.TermState;

/** What each broken rule says where the paper's says something else, and that it is broken no further. */
class BrokenRuleTableTest {
    private static final Quorum FOUR = new Quorum(4);
    private static final RequestVote REQUEST = new RequestVote(1, new NodeId("n1"), 0, 0);

    @Test
    void aSecondVoteStillWantsAGoodLog() {
        TermState voted = TermState.INITIAL.enter(1).voteFor(new NodeId("n2"));
        assertThat(BrokenRule.VOTES_TWICE.rules().election().grantsVote(voted, REQUEST, true))
                .isTrue();
        assertThat(BrokenRule.VOTES_TWICE.rules().election().grantsVote(voted, REQUEST, false))
                .isFalse();
    }

    @Test
    void lengthAloneDecides() {
        assertThat(upToDate(BrokenRule.PREFERS_LENGTH, 3, 1)).isTrue();
        assertThat(upToDate(BrokenRule.PREFERS_LENGTH, 2, 1)).isTrue();
        assertThat(upToDate(BrokenRule.PREFERS_LENGTH, 1, 9)).isFalse();
        assertThat(upToDate(BrokenRule.VOTES_FOR_ANY_LOG, 0, 0)).isTrue();
    }

    /** Against a voter whose log ends with entry 2 of term 2. */
    private static boolean upToDate(BrokenRule broken, long index, long term) {
        return broken.rules().election().isUpToDate(new LogPosition(index, term), new LogPosition(2, 2));
    }

    @Test
    void oneVoteOrHalfOfThemIsEnoughAndNoFewer() {
        assertThat(List.of(wins(BrokenRule.WINS_ALONE, 0), wins(BrokenRule.WINS_ALONE, 1)))
                .containsExactly(false, true);
        assertThat(List.of(wins(BrokenRule.HALF_ELECTS, 1), wins(BrokenRule.HALF_ELECTS, 2)))
                .containsExactly(false, true);
    }

    private static boolean wins(BrokenRule broken, int votes) {
        return broken.rules().election().wins(votes, FOUR);
    }

    @Test
    void whateverIsThereConflictsAndNothingBehindIt() {
        RaftLog log = new RaftLog();
        log.appendLocal(1, new byte[] {1});
        assertThat(BrokenRule.ALWAYS_TRUNCATES.rules().log().conflicts(log, 1, 1))
                .isTrue();
        assertThat(BrokenRule.ALWAYS_TRUNCATES.rules().log().conflicts(log, 2, 1))
                .isFalse();
        assertThat(BrokenRule.NEVER_TRUNCATES.rules().log().conflicts(log, 1, 2))
                .isFalse();
    }

    @Test
    void thePresenceOfAnEntryIsChecked() {
        RaftLog log = new RaftLog();
        log.appendLocal(1, new byte[] {1});
        assertThat(BrokenRule.CHECKS_LENGTH.rules().log().matches(log, new LogPosition(1, 9)))
                .isTrue();
        assertThat(BrokenRule.CHECKS_LENGTH.rules().log().matches(log, new LogPosition(2, 1)))
                .isFalse();
    }

    @Test
    void aRefusalIsBelievedDownToWhatIsKnown() {
        assertThat(BrokenRule.BELIEVES_REFUSALS.rules().log().backUp(9, 5, 1)).isEqualTo(6);
        assertThat(BrokenRule.BELIEVES_REFUSALS.rules().log().backUp(3, 1, 7)).isEqualTo(7);
        assertThat(BrokenRule.SKIPS_AN_ENTRY.rules().log().firstToSend(3)).isEqualTo(4);
    }

    @Test
    void readsWaitForLess() {
        assertThat(BrokenRule.READS_UNASKED.rules().read().isConfirmed(FOUR, 9, 0, 0, 0, 0))
                .isTrue();
        assertThat(BrokenRule.READS_TOO_EARLY.rules().read().readIndex(3, 7)).isEqualTo(3);
        assertThat(BrokenRule.READS_ON_AN_EARLIER_ROUND.rules().read().isConfirmed(FOUR, 9, 99, 5, 5, 0))
                .isTrue();
        assertThat(BrokenRule.READS_ON_AN_EARLIER_ROUND.rules().read().isConfirmed(FOUR, 9, 99, 4, 4, 0))
                .isFalse();
    }

    @Test
    void halfOfTheCopiesCount() {
        assertThat(BrokenRule.HALF_COMMITS.rules().commit().replicated(FOUR, 9, 7, 2, 1))
                .isEqualTo(7);
        assertThat(BrokenRule.TRUSTS_COMMIT_INDEX.rules().commit().followerCommit(9, 2))
                .isEqualTo(9);
        assertThat(BrokenRule.COUNTS_OLD_TERMS.rules().commit().mayCommit(1, 2)).isTrue();
    }

    @Test
    void theRestIsAsBad() {
        assertThat(BrokenRule.OBEYS_THE_PAST.rules().election().isStale(1, 2)).isFalse();
        assertThat(BrokenRule.KEEPS_ITS_TERM.rules().election().adoptsTerm(2, 1))
                .isFalse();
        assertThat(BrokenRule.CHECKS_NOTHING.rules().log().matches(new RaftLog(), new LogPosition(5, 5)))
                .isTrue();
    }
}
