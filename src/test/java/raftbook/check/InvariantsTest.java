package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;

/** The judge, shown one event at a time: each invariant with the least that breaks it, and the most that does not. */
class InvariantsTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final RaftLogEntry FIRST = RaftLogEntry.noOp(1);
    private static final RaftLogEntry SECOND = RaftLogEntry.noOp(2);
    private static final RaftLogEntry THIRD = RaftLogEntry.noOp(3);

    private static Invariants judge(Map<NodeId, List<RaftLogEntry>> logs) {
        return new Invariants(new SimulatedCluster(ClusterConfig.of(3), 3, logs), "replay");
    }

    private static final Map<NodeId, List<RaftLogEntry>> ALIKE =
            Map.of(N1, List.of(FIRST, SECOND), N2, List.of(FIRST, SECOND), N3, List.of(FIRST, SECOND));

    private static TraceEvent became(NodeId node, RaftRole role, long term) {
        return new TraceEvent.Became(0, node, role, term);
    }

    private static TraceEvent committed(NodeId node, long index) {
        return new TraceEvent.Committed(0, node, index);
    }

    private static TraceEvent applied(NodeId node, long index) {
        return new TraceEvent.Applied(0, node, index);
    }

    private static TraceEvent appended(NodeId node, long first, long last) {
        return new TraceEvent.Appended(0, node, first, last, 3);
    }

    private static void fine(Invariants judge, TraceEvent... events) {
        for (TraceEvent event : events) {
            assertThatNoException().isThrownBy(() -> judge.check(List.of(event)));
        }
    }

    private static void broken(Invariants judge, TraceEvent event, Invariant invariant, String detail) {
        InvariantViolation found = catchThrowableOfType(InvariantViolation.class, () -> judge.check(List.of(event)));
        assertThat(found).as("%s", event).isNotNull().hasMessageContaining(detail);
        assertThat(found.invariant()).isEqualTo(invariant);
    }

    @Test
    void aTermThatGoesBack() {
        Invariants judge = judge(ALIKE);
        fine(judge, became(N1, RaftRole.FOLLOWER, 2), became(N1, RaftRole.CANDIDATE, 2));
        broken(judge, became(N1, RaftRole.FOLLOWER, 1), Invariant.MONOTONIC, "the term went back");
    }

    @Test
    void twoLeadersOfATerm() {
        Invariants judge = judge(ALIKE);
        fine(judge, became(N1, RaftRole.LEADER, 2), became(N1, RaftRole.LEADER, 2), became(N2, RaftRole.LEADER, 3));
        broken(judge, became(N3, RaftRole.LEADER, 2), Invariant.ELECTION_SAFETY, "n1 and n3 both lead");
    }

    @Test
    void twoVotesInATerm() {
        Invariants judge = judge(ALIKE);
        fine(judge, new TraceEvent.Voted(0, N1, N1, 2), new TraceEvent.Voted(0, N1, N1, 2));
        fine(judge, new TraceEvent.Voted(0, N1, N2, 3), new TraceEvent.Voted(0, N2, N2, 2));
        broken(judge, new TraceEvent.Voted(0, N1, N3, 2), Invariant.ONE_VOTE, "n1 voted for n1 and for n3");
    }

    @Test
    void twoVotesThatOnlyTheirMessagesShow() {
        Invariants judge = judge(ALIKE);
        fine(judge, votes(N1, N2, true), votes(N1, N2, true), votes(N1, N3, false));
        broken(judge, votes(N1, N3, true), Invariant.ONE_VOTE, "n1 voted for n2 and for n3");
    }

    private static TraceEvent votes(NodeId voter, NodeId candidate, boolean granted) {
        return new TraceEvent.Sent(0, 1, voter, candidate, new RequestVoteReply(2, granted));
    }

    @Test
    void aLeaderThatDropsItsOwnLog() {
        Invariants judge = judge(ALIKE);
        fine(judge, new TraceEvent.Truncated(0, N1, 2), became(N2, RaftRole.LEADER, 2));
        fine(judge, new TraceEvent.Truncated(0, N2, 2), became(N1, RaftRole.LEADER, 3));
        broken(judge, new TraceEvent.Truncated(0, N1, 2), Invariant.LEADER_APPEND_ONLY, "from 2 on");
    }

    @Test
    void commitIndexThatGoesBack() {
        Invariants judge = judge(ALIKE);
        fine(judge, committed(N1, 2), committed(N1, 2));
        broken(judge, committed(N1, 1), Invariant.MONOTONIC, "commitIndex went from 2 back to 1");
    }

    @Test
    void lastAppliedThatGoesBack() {
        Invariants judge = judge(ALIKE);
        fine(judge, committed(N1, 2), applied(N1, 2), applied(N1, 2));
        broken(judge, applied(N1, 1), Invariant.MONOTONIC, "lastApplied went from 2 back to 1");
    }

    @Test
    void anEntryAppliedBeforeItIsCommitted() {
        Invariants judge = judge(ALIKE);
        fine(judge, committed(N1, 1), applied(N1, 1));
        broken(judge, applied(N1, 2), Invariant.MONOTONIC, "applied 2, committed only 1");
    }

    @Test
    void aCommitBeyondTheEndOfTheLog() {
        Invariants judge = judge(ALIKE);
        fine(judge, committed(N1, 2));
        broken(judge, committed(N2, 3), Invariant.MONOTONIC, "beyond the end of the log, 2");
    }

    @Test
    void differentEntriesCommittedAtAnIndex() {
        Invariants judge =
                judge(Map.of(N1, List.of(FIRST, SECOND), N2, List.of(FIRST, SECOND), N3, List.of(FIRST, THIRD)));
        fine(judge, committed(N1, 2), committed(N2, 2), committed(N3, 1));
        broken(judge, committed(N3, 2), Invariant.STATE_MACHINE_SAFETY, "n3 commits");
    }

    @Test
    void aCommitThatHalfOfThemHold() {
        Invariants judge = judge(Map.of(N1, List.of(FIRST, SECOND), N2, List.of(FIRST)));
        fine(judge, committed(N1, 1));
        broken(judge, committed(N1, 2), Invariant.MAJORITY, "only 1 of 3 logs hold");
        Invariants ofFour = new Invariants(
                new SimulatedCluster(ClusterConfig.of(4), 3, Map.of(N1, List.of(FIRST), N2, List.of(FIRST))), "replay");
        broken(ofFour, committed(N1, 1), Invariant.MAJORITY, "only 2 of 4 logs hold");
    }

    @Test
    void oneIndexAndTermWithTwoCommands() {
        RaftLogEntry other = new RaftLogEntry(2, new byte[] {7});
        Invariants judge = judge(Map.of(N1, List.of(FIRST, SECOND), N2, List.of(FIRST, other)));
        fine(judge, appended(N1, 1, 2), appended(N2, 1, 1));
        broken(judge, appended(N2, 2, 2), Invariant.LOG_MATCHING, "n2 holds");
    }

    @Test
    void oneEntryAfterTwoDifferentPasts() {
        Invariants judge = judge(Map.of(N1, List.of(FIRST, THIRD), N2, List.of(SECOND, THIRD)));
        fine(judge, appended(N1, 1, 2), appended(N2, 1, 1));
        broken(judge, appended(N2, 2, 2), Invariant.LOG_MATCHING, "after term 2");
    }

    @Test
    void equalEntriesNeedNotBeOneObject() {
        Invariants judge = judge(Map.of(
                N1, List.of(new RaftLogEntry(1, new byte[] {7})), N2, List.of(new RaftLogEntry(1, new byte[] {7}))));
        fine(judge, appended(N1, 1, 1), appended(N2, 1, 1), committed(N1, 1), committed(N2, 1));
    }

    @Test
    void whatAMessageHasAppendedMayBeGoneWithinTheSameStep() {
        fine(judge(ALIKE), appended(N1, 2, 5));
    }
}
