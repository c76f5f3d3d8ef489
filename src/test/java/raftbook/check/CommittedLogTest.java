package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;

/** What is committed in term 3 on n1 and n2, and what becomes of it when n3, without it, is elected by a broken rule. */
class CommittedLogTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final RaftLogEntry FIRST = RaftLogEntry.noOp(1);
    private static final RaftLogEntry SECOND = RaftLogEntry.noOp(2);

    private final SimulatedCluster cluster = new SimulatedCluster(
            ClusterConfig.of(3).with(RaftConfig.DEFAULT.with(BrokenRule.VOTES_FOR_ANY_LOG.rules())),
            3,
            Map.of(N1, List.of(FIRST, SECOND), N2, List.of(FIRST, SECOND), N3, List.of(FIRST)));

    private final Invariants judge = new Invariants(cluster, "replay");

    private TraceEvent n3Leads() {
        cluster.fireTimer(N3);
        return next(event -> event instanceof TraceEvent.Became became && became.role() == RaftRole.LEADER);
    }

    /** Steps on, with the judge looking away, until this happens. */
    private TraceEvent next(Predicate<TraceEvent> wanted) {
        for (int i = 0; i < 1000; i++) {
            for (TraceEvent event : cluster.step()) if (wanted.test(event)) return event;
        }
        throw new AssertionError("it does not come");
    }

    private static TraceEvent committed(NodeId node, long index) {
        return new TraceEvent.Committed(0, node, index);
    }

    private void fine(TraceEvent event) {
        assertThatNoException().isThrownBy(() -> judge.check(List.of(event)));
    }

    private void broken(TraceEvent event, Invariant invariant, String detail) {
        InvariantViolation found = catchThrowableOfType(InvariantViolation.class, () -> judge.check(List.of(event)));
        assertThat(found).as("%s", event).isNotNull().hasMessageContaining(detail);
        assertThat(found.invariant()).isEqualTo(invariant);
    }

    @Test
    void aLaterLeaderMustHaveIt() {
        fine(committed(N1, 2));
        broken(n3Leads(), Invariant.LEADER_COMPLETENESS, "n3 leads without");
    }

    @Test
    void whatIsCommittedInALeadersOwnTermIsNoneOfThis() {
        TraceEvent leads = n3Leads();
        assertThat(cluster.inside(N1).raft().term())
                .isEqualTo(cluster.inside(N3).raft().term());
        fine(committed(N1, 2));
        fine(leads);
    }

    @Test
    void alsoOneThatIsInOfficeAlreadyWhenAServerOfThePastCommitsIt() {
        cluster.isolate(N1);
        n3Leads();
        assertThat(cluster.inside(N1).raft().term()).isEqualTo(3);
        fine(committed(N1, 1));
        broken(committed(N1, 2), Invariant.LEADER_COMPLETENESS, "n3 leads without");
    }

    @Test
    void aMajorityMustKeepIt() {
        fine(committed(N1, 2));
        n3Leads();
        TraceEvent truncated = next(event -> event instanceof TraceEvent.Truncated);
        broken(truncated, Invariant.MAJORITY, "only 1 of 3 logs hold");
    }

    @Test
    void whatIsAppliedIsStillWhatWasCommitted() {
        fine(committed(N1, 2));
        n3Leads();
        next(event ->
                event instanceof TraceEvent.Appended appended && appended.node().equals(N1));
        fine(new TraceEvent.Applied(0, N1, 1));
        broken(new TraceEvent.Applied(0, N1, 2), Invariant.STATE_MACHINE_SAFETY, "n1 commits");
    }
}
