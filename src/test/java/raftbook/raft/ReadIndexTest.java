package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;

import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** §8 and dissertation §6.4: when a leader may answer a read. */
class ReadIndexTest {

    private final Server leader = Server.fresh().wins();

    private boolean isAnswerable(long read) {
        return leader.node.answerableReads() >= read;
    }

    @Test
    void aNewLeaderAnswersNothingBeforeAnEntryOfItsTermIsCommitted() {
        long read = leader.node.requestRead();
        leader.advance();
        leader.receive(N2, AppendEntriesReply.rejected(1, 1, leader.lastTo(N2).sequence()));
        assertThat(isAnswerable(read))
                .as("confirmed as leader, but does not know what is committed")
                .isFalse();
        leader.acknowledges(N2, 1);
        assertThat(isAnswerable(read)).isTrue();
    }

    @Test
    void anAnswerToAMessageSentBeforeTheReadDoesNotConfirmTheLeader() {
        leader.acknowledges(N2, 1);
        long beforeTheRead = leader.lastTo(N3).sequence();
        long read = leader.node.requestRead();
        leader.advance();
        leader.receive(N3, AppendEntriesReply.accepted(1, 1, beforeTheRead));
        assertThat(isAnswerable(read)).isFalse();
        leader.acknowledges(N3, 1);
        assertThat(isAnswerable(read)).isTrue();
    }

    @Test
    void aReadStartsARoundOfHeartbeatsAtOnce() {
        leader.acknowledges(N2, 1).acknowledges(N3, 1).forgetSent();
        leader.node.requestRead();
        leader.advance();
        assertThat(leader.appendsTo(N2)).hasSize(1);
        assertThat(leader.appendsTo(N3)).hasSize(1);
    }

    @Test
    void aLeaderThatStepsDownForgetsItsReads() {
        leader.acknowledges(N2, 1);
        long read = leader.node.requestRead();
        leader.receive(N2, new RequestVoteReply(7, false)).wins();
        leader.acknowledges(N2, 2).acknowledges(N3, 2);
        assertThat(isAnswerable(read)).isFalse();
    }

    @Test
    void aSingleServerAnswersAtOnce() {
        Server alone = Server.of(1, RaftConfig.DEFAULT, 0).advance();
        long read = alone.node.requestRead();
        assertThat(alone.advance().node.answerableReads()).isEqualTo(read);
    }

    @Test
    void aFollowerAnswersNoReads() {
        assertThatThrownBy(() -> Server.fresh().node.requestRead())
                .isInstanceOf(NotLeaderException.class)
                .hasMessageContaining("none is known to it");
    }
}
