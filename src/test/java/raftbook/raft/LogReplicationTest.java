package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;
import static raftbook.raft.Server.N4;

import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** The leader's side of replication: Figure 2, §5.3, §5.4.2. */
class LogReplicationTest {

    private static final byte[] COMMAND = {1};

    @Test
    void aLeaderOpensItsTermWithANoOp() {
        Server leader = Server.of(1, 1).wins();
        assertThat(leader.logTerms()).containsExactly(1, 2);
        assertThat(leader.node.log().entry(2).isNoOp()).isTrue();
        AppendEntries first = leader.lastTo(N2);
        assertThat(first.prevLogIndex()).isEqualTo(1);
        assertThat(first.prevLogTerm()).isEqualTo(1);
        assertThat(first.entries()).hasSize(1);
    }

    @Test
    void aNewLeaderGuessesThatEveryLogEndsAsItsOwnAndKnowsNothing() {
        Server leader = Server.of(1, 1, 1, 1).wins();
        assertThat(leader.appendsTo(N2).get(0).prevLogIndex())
                .as("nextIndex is the no-op's, 4")
                .isEqualTo(3);
        assertThat(leader.node.replication().matchIndex(N2)).isZero();
    }

    @Test
    void aLeaderThatIsIdleSendsHeartbeatsSoThatNobodyElseStands() {
        Server leader =
                Server.fresh().wins().acknowledges(N2, 1).acknowledges(N3, 1).forgetSent();
        leader.after(49);
        assertThat(leader.sent).isEmpty();
        leader.after(1);
        assertThat(leader.lastTo(N2).isHeartbeat()).isTrue();
        assertThat(leader.lastTo(N3).isHeartbeat()).isTrue();
    }

    @Test
    void anEntryIsCommittedOnceAMajorityHasIt() {
        Server leader = Server.of(5, RaftConfig.DEFAULT, 0).wins().acknowledges(N2, 1);
        assertThat(leader.node.commitIndex()).as("two of five").isZero();
        leader.acknowledges(N3, 1);
        assertThat(leader.node.commitIndex()).as("three of five").isEqualTo(1);
        assertThat(leader.node.lastApplied()).isEqualTo(1);
    }

    @Test
    void anEntryOfAnEarlierTermIsNotCommittedByCountingCopies() {
        Server leader = Server.of(5, RaftConfig.DEFAULT, 2, 1, 2).wins();
        leader.acknowledges(N2, 2).acknowledges(N3, 2);
        assertThat(leader.node.commitIndex())
                .as("entry 2, of term 2, is on a majority (Figure 8)")
                .isZero();
        leader.acknowledges(N2, 3).acknowledges(N4, 3);
        assertThat(leader.node.commitIndex())
                .as("entry 3, of the leader's own term, carries it along")
                .isEqualTo(3);
    }

    @Test
    void entriesGoOutInBatchesAsLongAsTheWindowHasRoom() {
        RaftConfig config = RaftConfig.DEFAULT.with(new SendLimits(2, 4));
        Server leader = Server.of(3, config, 0).wins().acknowledges(N2, 1).forgetSent();
        for (int i = 0; i < 10; i++) leader.node.propose(COMMAND);
        leader.advance();
        assertThat(leader.appendsTo(N2)).extracting(AppendEntries::lastNewIndex).containsExactly(3L, 5L);
        leader.forgetSent().receive(N2, AppendEntriesReply.accepted(1, 3, 9));
        assertThat(leader.appendsTo(N2)).extracting(AppendEntries::lastNewIndex).containsExactly(7L);
    }

    @Test
    void aRejectedLeaderBacksUpToWhereTheFollowerSaysAndAsksBeforeItSendsEntries() {
        Server leader = Server.of(3, 1, 1, 1, 1).wins();
        leader.receive(N2, AppendEntriesReply.rejected(4, 2, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(1);
        assertThat(leader.lastTo(N2).entries()).isEmpty();
        leader.receive(N2, AppendEntriesReply.accepted(4, 1, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(1);
        assertThat(leader.lastTo(N2).entries()).hasSize(4);
    }

    @Test
    void rejectionsOfMessagesSentBeforeTheLeaderBackedUpAreNotActedOnAgain() {
        Server leader = Server.of(3, 1, 1, 1, 1).wins().after(50);
        AppendEntries first = leader.appendsTo(N2).get(0);
        AppendEntries second = leader.appendsTo(N2).get(1);
        leader.receive(N2, AppendEntriesReply.rejected(4, 3, first.sequence())).forgetSent();
        leader.receive(N2, AppendEntriesReply.rejected(4, 2, second.sequence()));
        assertThat(leader.appendsTo(N2)).isEmpty();
        assertThat(leader.node.replication().nextIndex(N2)).isEqualTo(3);
    }

    @Test
    void aGuessIsProbedWithOneMessageUntilTheFollowerAgrees() {
        Server leader = Server.of(3, 1, 1, 1, 1).wins().forgetSent();
        leader.node.propose(COMMAND);
        leader.advance();
        assertThat(leader.appendsTo(N2)).isEmpty();
        leader.acknowledgesUpTo(N2, 5, 1);
        assertThat(leader.appendsTo(N2)).extracting(AppendEntries::lastNewIndex).containsExactly(6L);
    }

    @Test
    void aHeartbeatAsksAgainWhereTheLeaderTriesAndNotFurtherUp() {
        Server leader = Server.of(5, 1, 4, 4, 4, 4).wins();
        leader.receive(N2, AppendEntriesReply.rejected(6, 4, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(3);
        leader.forgetSent().after(50);
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(3);
        leader.receive(N2, AppendEntriesReply.rejected(6, 2, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(1);
    }

    @Test
    void aRefusalNeverRaisesNextIndex() {
        Server leader = Server.of(5, 1, 4, 4, 4, 4).wins();
        leader.receive(N2, AppendEntriesReply.rejected(6, 2, leader.lastTo(N2).sequence()));
        leader.receive(N2, AppendEntriesReply.accepted(6, 1, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).entries())
                .as("all that follows; it gets lost")
                .hasSize(5);
        leader.forgetSent().after(50);
        assertThat(leader.lastTo(N2).prevLogIndex()).isEqualTo(6);
        leader.receive(N2, AppendEntriesReply.rejected(6, 6, leader.lastTo(N2).sequence()));
        assertThat(leader.lastTo(N2).prevLogIndex())
                .as("the follower may suggest 6, but 2 was tried and is known to be right")
                .isEqualTo(1);
        assertThat(leader.lastTo(N2).entries()).hasSize(5);
    }

    @Test
    void aLeaderThatRepairsALogAsksTwiceAsOften() {
        Server leader = Server.of(3, 1, 1, 1, 1).wins();
        leader.receive(N2, AppendEntriesReply.rejected(4, 2, leader.lastTo(N2).sequence()));
        leader.after(50).forgetSent().after(24);
        assertThat(leader.sent).isEmpty();
        assertThat(leader.after(1).appendsTo(N2)).hasSize(1);
        leader.receive(N2, AppendEntriesReply.accepted(4, 1, leader.lastTo(N2).sequence()));
        leader.receive(N2, AppendEntriesReply.accepted(4, 5, leader.lastTo(N2).sequence()));
        leader.after(25).forgetSent().after(49);
        assertThat(leader.sent).as("repaired: a whole interval again").isEmpty();
        assertThat(leader.after(1).sent).isNotEmpty();
    }

    @Test
    void matchIndexComesFromTheReplyAndNotFromNextIndex() {
        Server leader = Server.fresh().wins();
        for (int i = 0; i < 3; i++) leader.node.propose(COMMAND);
        leader.advance();
        leader.receive(N2, AppendEntriesReply.accepted(1, 1, 1));
        assertThat(leader.node.replication().matchIndex(N2)).isEqualTo(1);
        assertThat(leader.node.replication().nextIndex(N2)).isEqualTo(5);
        assertThat(leader.node.commitIndex()).isEqualTo(1);
    }

    @Test
    void repliesOfAnEarlierTermAreIgnored() {
        Server leader = Server.fresh().wins();
        leader.receive(N2, new RequestVoteReply(5, false));
        leader.wins().receive(N2, AppendEntriesReply.accepted(1, 2, 99));
        assertThat(leader.node.term()).isEqualTo(6);
        assertThat(leader.node.replication().matchIndex(N2)).isZero();
        assertThat(leader.node.commitIndex()).isZero();
    }

    @Test
    void lostEntriesShowAtTheNextHeartbeatAndAreSentAgain() {
        Server leader = Server.fresh().wins().acknowledges(N2, 1);
        leader.node.propose(COMMAND);
        leader.advance().forgetSent().after(50);
        AppendEntries heartbeat = leader.lastTo(N2);
        assertThat(heartbeat.isHeartbeat()).isTrue();
        assertThat(heartbeat.prevLogIndex())
                .as("it vouches for the entry that was lost")
                .isEqualTo(2);
        leader.receive(N2, AppendEntriesReply.rejected(1, 2, heartbeat.sequence()));
        assertThat(leader.lastTo(N2).entries()).hasSize(1);
    }

    @Test
    void aFollowerTakesNoCommands() {
        Server follower = Server.fresh();
        follower.appends(N2, 1, 0, 0, 0);
        assertThatThrownBy(() -> follower.node.propose(COMMAND))
                .isInstanceOf(NotLeaderException.class)
                .hasMessage("n1 is a FOLLOWER in term 1: only the leader takes requests; ask n2");
    }

    @Test
    void theSimpleModeCommitsAloneAndSendsTheWholeLog() {
        Server leader =
                Server.of(3, RaftConfig.DEFAULT.with(Rules.LOCAL), 1, 1, 1).wins();
        leader.node.propose(COMMAND);
        leader.advance();
        assertThat(leader.node.commitIndex()).isEqualTo(4);
        assertThat(leader.lastTo(N2).prevLogIndex()).isZero();
        assertThat(leader.lastTo(N2).entries()).hasSize(4);
    }
}
