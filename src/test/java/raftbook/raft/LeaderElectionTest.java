package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static raftbook.raft.Server.MS;
import static raftbook.raft.Server.N1;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** §5.1, §5.2 and §5.4.1: one server, and messages from all others. */
class LeaderElectionTest {

    @Test
    void serversStartAsFollowersOfTermZero() {
        RaftNode node = Server.fresh().advance().node;
        assertThat(node.role()).isEqualTo(RaftRole.FOLLOWER);
        assertThat(node.term()).isZero();
    }

    @Test
    void aFollowerThatHearsNothingBecomesACandidateOfTheNextTermAndVotesForItself() {
        Server server = Server.of(4, 1, 4).timesOut();
        assertThat(server.node.role()).isEqualTo(RaftRole.CANDIDATE);
        assertThat(server.node.termState()).isEqualTo(new TermState(5, N1, null));
        assertThat(server.sent)
                .containsExactly(
                        new Server.Sent(N2, new RequestVote(5, N1, 2, 4)),
                        new Server.Sent(N3, new RequestVote(5, N1, 2, 4)));
    }

    @Test
    void aFollowerWaitsAtLeastTheShortestElectionTimeout() {
        assertThat(Server.fresh().after(149).node.role()).isEqualTo(RaftRole.FOLLOWER);
    }

    @Test
    void electionTimeoutsAreDrawnAnewForEachWait() {
        Server server = Server.fresh();
        Set<Long> waits = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            server.appends(N2, 1, 0, 0, 0);
            long wait = server.node.electionDeadline() - server.now;
            assertThat(wait).isBetween(150 * MS, 300 * MS);
            waits.add(wait);
        }
        assertThat(waits).hasSizeGreaterThan(15);
    }

    @Test
    void aCandidateWithAMajorityOfVotesLeads() {
        assertThat(Server.fresh().wins().node.termState()).isEqualTo(new TermState(1, N1, N1));
    }

    @Test
    void aCandidateWithoutAMajorityDoesNotLead() {
        Server server = Server.of(5, RaftConfig.DEFAULT, 0).timesOut();
        server.receive(N2, new RequestVoteReply(1, true)).receive(N2, new RequestVoteReply(1, true));
        server.receive(N3, new RequestVoteReply(1, false));
        assertThat(server.node.role()).as("the same voter twice, and a refusal").isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void votesOfAnEarlierTermDoNotCount() {
        Server server = Server.fresh().timesOut().timesOut();
        server.receive(N2, new RequestVoteReply(1, true));
        assertThat(server.node.role()).isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void aCandidateWhoseTimerFiresStartsAnotherElection() {
        Server server = Server.fresh().timesOut().forgetSent().timesOut();
        assertThat(server.node.term()).isEqualTo(2);
        assertThat(server.answer()).isInstanceOf(RequestVote.class);
    }

    @Test
    void anElectionHasATimeoutOfItsOwn() {
        Server server = Server.fresh().timesOut();
        assertThat(server.node.electionDeadline() - server.now).isBetween(150 * MS, 300 * MS);
    }

    @Test
    void aCandidateThatHearsFromALeaderOfItsTermFollowsIt() {
        Server server = Server.fresh().timesOut();
        server.appends(N2, 1, 0, 0, 0);
        assertThat(server.node.role()).isEqualTo(RaftRole.FOLLOWER);
        assertThat(server.node.termState())
                .as("its vote lasts as long as its term")
                .isEqualTo(new TermState(1, N1, N2));
    }

    @Test
    void aSingleServerLeadsAtOnce() {
        RaftNode node = Server.of(1, RaftConfig.DEFAULT, 0).advance().node;
        assertThat(node.role()).isEqualTo(RaftRole.LEADER);
        assertThat(node.commitIndex()).isEqualTo(1);
    }

    @Test
    void eachServerVotesForAtMostOneCandidateInATerm() {
        Server server = Server.fresh();
        assertThat(server.votesFor(N2, 1, 0, 0)).isTrue();
        assertThat(server.votesFor(N3, 1, 0, 0)).isFalse();
        assertThat(server.votesFor(N2, 1, 0, 0)).as("asked again").isTrue();
        assertThat(server.votesFor(N3, 2, 0, 0)).as("in the next term").isTrue();
    }

    @Test
    void steppingDownWithinATermKeepsTheVote() {
        Server server = Server.fresh().timesOut();
        server.appends(N2, 1, 0, 0, 0);
        assertThat(server.votesFor(N3, 1, 9, 9)).isFalse();
    }

    @Test
    void aCandidateOfAnEarlierTermGetsNoVoteButLearnsTheTerm() {
        Server server = Server.of(5);
        assertThat(server.votesFor(N2, 4, 9, 4)).isFalse();
        assertThat(server.answer().term()).isEqualTo(5);
    }

    @Test
    void aVoterRefusesACandidateWhoseLogIsLessUpToDate() {
        assertThat(Server.of(3, 1, 3).votesFor(N2, 4, 9, 2))
                .as("longer, but older last term")
                .isFalse();
        assertThat(Server.of(3, 1, 3).votesFor(N2, 4, 1, 3))
                .as("same last term, but shorter")
                .isFalse();
        assertThat(Server.of(3, 1, 3).votesFor(N2, 4, 2, 3)).as("equal").isTrue();
        assertThat(Server.of(3, 1, 2, 2).votesFor(N2, 4, 1, 3))
                .as("shorter, but later last term")
                .isTrue();
    }

    @Test
    void aFollowerAnswersEveryCandidateAndEveryLeader() {
        Server server = Server.of(5, 1);
        server.receive(N2, new RequestVote(4, N2, 0, 0));
        server.receive(N2, new RequestVote(6, N2, 0, 0));
        server.receive(N2, new RequestVote(6, N2, 1, 1));
        server.receive(N3, new AppendEntries(5, N3, 1, 1, List.of(), 0, 1));
        server.receive(N3, new AppendEntries(6, N3, 9, 9, List.of(), 0, 2));
        server.receive(N3, new AppendEntries(6, N3, 1, 1, Server.log(6), 0, 3));
        assertThat(server.sent)
                .as("late, refused or granted: one answer each, to whoever asked")
                .extracting(Server.Sent::to)
                .containsExactly(N2, N2, N2, N3, N3, N3);
    }

    @Test
    void anyMessageOfAHigherTermMakesALeaderAFollowerInIt() {
        assertThat(Server.fresh()
                        .wins()
                        .receive(N2, new RequestVote(9, N2, 0, 0))
                        .node
                        .role())
                .isEqualTo(RaftRole.FOLLOWER);
        assertThat(Server.fresh()
                        .wins()
                        .receive(N2, new RequestVoteReply(9, false))
                        .node
                        .term())
                .isEqualTo(9);
        Server reply = Server.fresh().wins().receive(N2, AppendEntriesReply.rejected(9, 1, 1));
        assertThat(reply.node.role()).isEqualTo(RaftRole.FOLLOWER);
    }

    @Test
    void onlyTheLeaderAndAGrantedVoteRestartTheTimer() {
        Server server = Server.of(2, 1, 2);
        long deadline = server.node.electionDeadline();
        server.votesFor(N2, 3, 0, 0);
        assertThat(server.node.term()).as("the higher term is adopted").isEqualTo(3);
        server.receive(N2, new RequestVoteReply(3, true));
        server.appends(N3, 2, 0, 0, 0);
        assertThat(server.node.electionDeadline())
                .as("refused vote, stale leader")
                .isEqualTo(deadline);
        server.now += 10 * MS;
        server.votesFor(N3, 3, 2, 2);
        assertThat(server.node.electionDeadline()).as("granted vote").isNotEqualTo(deadline);
    }

    @Test
    void aLeaderThatStepsDownStartsToWaitAgain() {
        Server server = Server.fresh().wins();
        server.receive(N2, new RequestVoteReply(9, false));
        assertThat(server.node.electionDeadline() - server.now).isBetween(150 * MS, 300 * MS);
    }

    @Test
    void votesOfAnEarlierElectionAreForgotten() {
        Server server = Server.of(5, RaftConfig.DEFAULT, 0).timesOut();
        server.receive(N2, new RequestVoteReply(1, true)).timesOut();
        server.receive(N3, new RequestVoteReply(2, true));
        assertThat(server.node.role()).as("n2 voted in term 1, n3 in term 2").isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void aLeaderOfManyYearsThatStepsDownWaitsAsLongAsAnybody() {
        Server server = Server.fresh().wins().after(10_000);
        server.receive(N2, new RequestVoteReply(9, false));
        assertThat(server.node.role()).isEqualTo(RaftRole.FOLLOWER);
        assertThat(server.node.electionDeadline() - server.now).isBetween(150 * MS, 300 * MS);
    }

    @Test
    void aServerWakesForItsElectionAndALeaderForItsHeartbeat() {
        Server server = Server.fresh();
        assertThat(server.node.wakeAt()).isEqualTo(server.node.election().electionDeadline());
        assertThat(server.node.replication().wakeAt())
                .as("it owes nobody a heartbeat")
                .isEqualTo(Long.MAX_VALUE);
        server.wins();
        assertThat(server.node.electionDeadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(server.node.wakeAt()).isEqualTo(server.now + 50 * MS);
    }

    @Test
    void aServerIsKnownByItsNameAndItsLayers() {
        RaftNode node = Server.of(1, RaftConfig.DEFAULT, 0).advance().node;
        assertThat(node.id()).isEqualTo(N1);
        assertThat(node.election().role()).isEqualTo(RaftRole.LEADER);
        assertThat(node.commitment().index()).isEqualTo(1);
        assertThat(node.applier().lastApplied()).isEqualTo(1);
    }
}
