package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static raftbook.raft.Server.N2;
import static raftbook.raft.Server.N3;
import static raftbook.raft.Server.N4;

import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;

/** A server's memory tells apart what will behave differently, and nothing else: what a search merges states by. */
class MemoryTest {

    private static Server ofFive() {
        return Server.of(5, RaftConfig.DEFAULT, 0);
    }

    private static void assertDiffer(Server one, Server other) {
        assertThat(one.node.memory()).isNotEqualTo(other.node.memory());
    }

    private static void assertEqual(Server one, Server other) {
        assertThat(one.node.memory()).isEqualTo(other.node.memory());
    }

    @Test
    void whoeverHasLivedTheSameRemembersTheSame() {
        assertEqual(Server.fresh(), Server.fresh());
        assertEqual(
                Server.fresh().wins().acknowledges(N2, 1), Server.fresh().wins().acknowledges(N2, 1));
        assertEqual(Server.fresh(), Server.fresh().after(1));
    }

    @Test
    void aCandidateRemembersWhoHasVotedForIt() {
        Server candidate = ofFive().timesOut();
        assertDiffer(candidate, ofFive().timesOut().receive(N2, new RequestVoteReply(1, true)));
        assertDiffer(
                ofFive().timesOut().receive(N3, new RequestVoteReply(1, true)),
                ofFive().timesOut().receive(N2, new RequestVoteReply(1, true)));
    }

    @Test
    void aLeaderNoLongerCaresWhoHasVotedForIt() {
        Server byN4 = ofFive().timesOut().receive(N2, new RequestVoteReply(1, true));
        assertEqual(ofFive().wins(), byN4.receive(N4, new RequestVoteReply(1, true)));
    }

    @Test
    void aLeaderRemembersHowFarEachFollowerIs() {
        assertDiffer(ofFive().wins(), ofFive().wins().acknowledges(N2, 1));
        assertDiffer(ofFive().wins().acknowledges(N3, 1), ofFive().wins().acknowledges(N2, 1));
    }

    @Test
    void aLeaderRemembersWhoHasAsked() {
        Server asked = Server.fresh().wins().acknowledges(N2, 1);
        asked.node.requestRead();
        assertDiffer(Server.fresh().wins().acknowledges(N2, 1), asked);
    }

    @Test
    void outOfOfficeTheCountOfMessagesIsKeptForTheNextOffice() {
        Server briefly = Server.fresh().wins();
        Server longer = Server.fresh().wins().after(50);
        for (Server each : new Server[] {briefly, longer}) each.receive(N2, AppendEntriesReply.rejected(5, 0, 0));
        assertThat(briefly.logTerms()).isEqualTo(longer.logTerms());
        assertDiffer(briefly, longer);
    }
}
