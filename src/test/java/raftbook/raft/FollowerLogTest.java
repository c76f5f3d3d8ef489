package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import raftbook.raft.RaftMessage.AppendEntriesReply;

/** AppendEntries at the receiver: Figure 2, §5.3. */
class FollowerLogTest {

    @Test
    void entriesOfAnEarlierTermAreRefused() {
        Server server = Server.of(5, 1, 1);
        AppendEntriesReply reply = server.appends(N2, 4, 2, 1, 0, 4);
        assertThat(reply.success()).isFalse();
        assertThat(reply.term()).isEqualTo(5);
        assertThat(server.logTerms()).containsExactly(1, 1);
    }

    @Test
    void entriesThatFollowOnNothingAreRefused() {
        Server server = Server.of(5, 1, 1);
        AppendEntriesReply reply = server.appends(N2, 5, 3, 1, 0, 5);
        assertThat(reply.success()).isFalse();
        assertThat(reply.retryFrom()).as("right behind the end").isEqualTo(3);
    }

    @Test
    void entriesThatFollowOnAnotherTermAreRefusedAndTheWholeTermIsSkipped() {
        Server server = Server.of(5, 1, 2, 2, 2);
        AppendEntriesReply reply = server.appends(N2, 5, 4, 3, 0, 5);
        assertThat(reply.success()).isFalse();
        assertThat(reply.retryFrom()).as("the first entry of term 2").isEqualTo(2);
    }

    @Test
    void anEntryThatConflictsIsDroppedWithAllThatFollow() {
        Server server = Server.of(5, 1, 2, 2, 2);
        assertThat(server.appends(N2, 5, 1, 1, 0, 3, 3).matchIndex()).isEqualTo(3);
        assertThat(server.logTerms()).containsExactly(1, 3, 3);
    }

    @Test
    void aLateMessageWhoseEntriesAreAllThereChangesNothing() {
        Server server = Server.of(5, 1, 1, 1, 1);
        AppendEntriesReply reply = server.appends(N2, 5, 0, 0, 0, 1, 1);
        assertThat(server.logTerms()).as("what it does not mention stays").containsExactly(1, 1, 1, 1);
        assertThat(reply.matchIndex())
                .as("it vouches for no more than it holds")
                .isEqualTo(2);
    }

    @Test
    void aHeartbeatGoesThroughTheSameChecks() {
        Server server = Server.of(5, 1, 1);
        assertThat(server.appends(N2, 5, 2, 4, 2).success()).isFalse();
        assertThat(server.node.commitIndex()).isZero();
        assertThat(server.appends(N2, 5, 2, 1, 2).matchIndex()).isEqualTo(2);
        assertThat(server.node.commitIndex()).isEqualTo(2);
    }

    @Test
    void aFollowerCommitsNoFurtherThanTheLastNewEntry() {
        Server server = Server.of(5, 1, 1, 1);
        server.appends(N2, 5, 1, 1, 9);
        assertThat(server.node.commitIndex())
                .as("entries 2 and 3 may be left over")
                .isEqualTo(1);
    }

    @Test
    void commitIndexNeverGoesBack() {
        Server server = Server.of(5, 1, 1, 1);
        server.appends(N2, 5, 3, 1, 3);
        server.appends(N2, 5, 1, 1, 1);
        assertThat(server.node.commitIndex()).isEqualTo(3);
    }

    @Test
    void whatIsCommittedIsAppliedInOrderAndOnce() {
        Server server = Server.of(5, 1, 1, 1);
        server.appends(N2, 5, 3, 1, 2);
        server.appends(N2, 5, 3, 1, 3);
        server.appends(N2, 5, 3, 1, 3);
        assertThat(server.applied).containsExactly(1L, 2L, 3L);
        assertThat(server.node.lastApplied()).isEqualTo(3);
    }

    /** Figure 7: the six logs a new leader of term 8 may meet. Its own is 1 1 1 4 4 5 5 6 6 6. */
    @ParameterizedTest
    @CsvSource({
        "a, 1 1 1 4 4 5 5 6 6",
        "b, 1 1 1 4",
        "c, 1 1 1 4 4 5 5 6 6 6 6",
        "d, 1 1 1 4 4 5 5 6 6 6 7 7",
        "e, 1 1 1 4 4 4 4",
        "f, 1 1 1 2 2 2 3 3 3 3 3"
    })
    void eachLogOfFigure7IsBroughtIntoLine(String name, String terms) {
        Server leader = Server.of(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6);
        Server follower = Server.of(7, parse(terms));
        leader.wins();
        for (int round = 0; round < 20 && leader.node.replication().matchIndex(N2) < 11; round++) {
            follower.receive(N3, leader.lastTo(N2));
            leader.receive(N2, follower.answer());
        }
        assertThat(follower.logTerms()).as("follower (%s)", name).isEqualTo(leader.logTerms());
    }

    private static long[] parse(String terms) {
        return Arrays.stream(terms.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    @Test
    void aLogIsReadAndCutOnlyWhereItHasEntries() {
        RaftLog log = Server.of(1, 1, 1).node.log();
        assertThat(log.term(0)).as("the sentinel").isZero();
        assertThatThrownBy(() -> log.entry(3)).hasMessageContaining("no log entry 3: this log ends at 2");
        assertThatThrownBy(() -> log.truncateFrom(0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(log.entries(3, 2)).isEmpty();
    }

    @Test
    void aMessageThatComesTwiceIsStoredOnce() {
        Server server = Server.of(5);
        server.appends(N2, 5, 0, 0, 0, 5, 5);
        assertThat(server.appends(N2, 5, 0, 0, 0, 5, 5).matchIndex()).isEqualTo(2);
        assertThat(server.logTerms()).containsExactly(5, 5);
    }

    @Test
    void nothingThatIsCommittedIsAskedForAgain() {
        Server server = Server.of(5, 2, 2, 2);
        server.appends(N2, 5, 1, 2, 1);
        assertThat(server.node.commitIndex()).isEqualTo(1);
        assertThat(server.appends(N2, 5, 3, 3, 1).retryFrom())
                .as("entry 1 is of term 2 as well, but cannot be in conflict")
                .isEqualTo(2);
    }
}
