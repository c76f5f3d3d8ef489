package raftbook.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent.Appended;
import raftbook.trace.TraceEvent.Applied;
import raftbook.trace.TraceEvent.Became;
import raftbook.trace.TraceEvent.Committed;
import raftbook.trace.TraceEvent.TimerSet;
import raftbook.trace.TraceEvent.Truncated;
import raftbook.trace.TraceEvent.Voted;

/** One server, driven by hand, and what its recorder tells of it. */
class NodeRecorderTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Outbox NOWHERE = (to, message) -> {};

    private final RaftNode node =
            new RaftNode(N1, List.of(N1, N2, N3), RaftConfig.DEFAULT, new Random(1), (index, command) -> {}, 0);
    private final List<TraceEvent> told = new ArrayList<>();
    private final NodeRecorder recorder = new NodeRecorder(node);

    private List<TraceEvent> news(long at) {
        told.clear();
        observe(at);
        return told.stream().filter(event -> !(event instanceof TimerSet)).toList();
    }

    private void step(long now) {
        node.advance(now, NOWHERE);
        node.apply(now, NOWHERE);
    }

    private void observe(long at) {
        recorder.observe(at, time -> time + 1_000, told::add);
    }

    private static RaftLogEntry entry(long term) {
        return new RaftLogEntry(term, new byte[] {1});
    }

    private void append(long term, long prevIndex, long prevTerm, long commit, RaftLogEntry... entries) {
        node.receive(0, N2, new AppendEntries(term, N2, prevIndex, prevTerm, List.of(entries), commit, 1), NOWHERE);
        step(0);
    }

    private void lead() {
        step(node.electionDeadline());
        receiveVote();
    }

    private void receiveVote() {
        node.receive(0, N2, new RequestVoteReply(node.term(), true), NOWHERE);
        step(0);
    }

    @Test
    void aNewServerHasNothingToTellButItsTimer() {
        assertThat(news(5)).isEmpty();
        assertThat(told).containsExactly(new TimerSet(5, N1, node.electionDeadline() + 1_000));
        assertThat(news(6)).isEmpty();
        assertThat(told).as("told once").isEmpty();
    }

    @Test
    void aCandidacyIsANewRoleATermAndAVote() {
        step(node.electionDeadline());
        assertThat(news(5)).containsExactly(new Became(5, N1, RaftRole.CANDIDATE, 1), new Voted(5, N1, N1, 1));
        assertThat(told).last().isEqualTo(new TimerSet(5, N1, node.electionDeadline() + 1_000));
    }

    @Test
    void officeIsANewRoleAndTheNoOpOfTheTerm() {
        step(node.electionDeadline());
        observe(4);
        receiveVote();
        assertThat(news(5))
                .containsExactly(
                        new Became(5, N1, RaftRole.LEADER, node.term()), new Appended(5, N1, 1, 1, node.term()));
        assertThat(told).as("a leader has no timer").noneMatch(TimerSet.class::isInstance);
    }

    @Test
    void aVoteForAnotherIsToldWithItsTerm() {
        node.receive(0, N3, new RequestVote(4, N3, 0, 0), NOWHERE);
        assertThat(news(5)).containsExactly(new Became(5, N1, RaftRole.FOLLOWER, 4), new Voted(5, N1, N3, 4));
        node.receive(0, N3, new RequestVote(4, N3, 0, 0), NOWHERE);
        assertThat(news(6)).as("the same vote again").isEmpty();
        node.receive(0, N3, new RequestVote(5, N3, 0, 0), NOWHERE);
        assertThat(news(7)).containsExactly(new Became(7, N1, RaftRole.FOLLOWER, 5), new Voted(7, N1, N3, 5));
    }

    @Test
    void entriesAreToldWhenAppendedCommittedAndApplied() {
        append(1, 0, 0, 0, entry(1), entry(1), entry(1));
        assertThat(news(5)).containsExactly(new Became(5, N1, RaftRole.FOLLOWER, 1), new Appended(5, N1, 1, 3, 1));
        append(1, 3, 1, 2);
        assertThat(news(6)).containsExactly(new Committed(6, N1, 2), new Applied(6, N1, 2));
        append(1, 3, 1, 3, entry(1));
        assertThat(news(7))
                .containsExactly(new Appended(7, N1, 4, 4, 1), new Committed(7, N1, 3), new Applied(7, N1, 3));
    }

    @Test
    void aConflictIsToldAsWhatWentAndWhatCame() {
        append(1, 0, 0, 0, entry(1), entry(1), entry(1));
        observe(4);
        append(2, 1, 1, 0, entry(2));
        assertThat(news(5))
                .containsExactly(
                        new Became(5, N1, RaftRole.FOLLOWER, 2), new Truncated(5, N1, 2), new Appended(5, N1, 2, 2, 2));
    }

    @Test
    void whatCameAndWentBetweenTwoLooksIsNotTold() {
        append(1, 0, 0, 0, entry(1));
        observe(4);
        append(1, 1, 1, 0, entry(1), entry(1));
        append(2, 1, 1, 0, entry(2));
        assertThat(news(5)).containsExactly(new Became(5, N1, RaftRole.FOLLOWER, 2), new Appended(5, N1, 2, 2, 2));
    }

    @Test
    void aLeaderCommitsWhatAMajorityHolds() {
        lead();
        observe(4);
        node.receive(0, N2, AppendEntriesReply.accepted(node.term(), 1, 1), NOWHERE);
        step(0);
        assertThat(news(5)).containsExactly(new Committed(5, N1, 1), new Applied(5, N1, 1));
    }

    @Test
    void aDeposedLeaderIsToldWithItsNewTermAndTimer() {
        lead();
        observe(4);
        node.receive(0, N3, new RequestVoteReply(9, false), NOWHERE);
        assertThat(news(5)).containsExactly(new Became(5, N1, RaftRole.FOLLOWER, 9));
        assertThat(told).hasAtLeastOneElementOfType(TimerSet.class);
    }
}
