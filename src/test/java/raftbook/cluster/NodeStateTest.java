package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import raftbook.picture.LogStrip;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;

/** Two states agree if nothing is left to be done to make them the same. */
class NodeStateTest {

    private static final List<RaftLogEntry> LOG = List.of(RaftLogEntry.noOp(1), RaftLogEntry.noOp(2));
    private static final TermState TERM = new TermState(2, null, null);

    private static NodeState state(boolean running, RaftRole role, List<RaftLogEntry> log, long applied, String value) {
        return new NodeState(ClusterKind.N1, running, role, TERM, log, 2, applied, new TreeMap<>(Map.of("/a", value)));
    }

    private static NodeState follower(List<RaftLogEntry> log, long applied, String value) {
        return state(true, RaftRole.FOLLOWER, log, applied, value);
    }

    @Test
    void equalLogsAllAppliedAndEqualStoresAgree() {
        assertThat(follower(LOG, 2, "v").agreesWith(follower(LOG, 2, "v"))).isTrue();
    }

    @Test
    void anythingElseDoesNot() {
        NodeState good = follower(LOG, 2, "v");
        assertThat(Stream.of(
                        follower(LOG.subList(0, 1), 2, "v"),
                        follower(LOG.subList(0, 1), 1, "v"),
                        follower(LOG, 1, "v"),
                        follower(LOG, 2, "w")))
                .noneMatch(good::agreesWith)
                .noneMatch(other -> other.agreesWith(good));
        NodeState behind = follower(LOG, 1, "v");
        assertThat(behind.agreesWith(behind)).isFalse();
    }

    @Test
    void whoeverRunsAndIsInOfficeLeads() {
        assertThat(state(true, RaftRole.LEADER, LOG, 2, "v").leads()).isTrue();
        assertThat(state(false, RaftRole.LEADER, LOG, 2, "v").leads()).isFalse();
        assertThat(state(true, RaftRole.CANDIDATE, LOG, 2, "v").leads()).isFalse();
        assertThat(follower(LOG, 2, "v").term()).isEqualTo(2);
    }

    @Test
    void aRowSaysWhatTheServerIsAndHowMuchIsCommitted() {
        assertThat(state(true, RaftRole.LEADER, LOG, 2, "v").row())
                .isEqualTo(new LogStrip.Row("n1", "leader, term 2", LOG, 2));
        assertThat(state(false, RaftRole.LEADER, LOG, 2, "v").row())
                .isEqualTo(new LogStrip.Row("n1", "stopped", LOG, 2));
    }
}
