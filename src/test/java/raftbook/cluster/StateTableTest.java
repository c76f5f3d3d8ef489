package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftRole;
import raftbook.raft.TermState;

class StateTableTest {

    private static NodeState leader(int entries, Map<String, String> store) {
        List<RaftLogEntry> log = IntStream.rangeClosed(1, entries)
                .mapToObj(i -> RaftLogEntry.noOp(2))
                .toList();
        TermState term = new TermState(2, ClusterKind.N1, ClusterKind.N1);
        return new NodeState(ClusterKind.N1, true, RaftRole.LEADER, term, log, entries, entries, new TreeMap<>(store));
    }

    private static final NodeState NEWCOMER = new NodeState(
            ClusterKind.N2, false, RaftRole.FOLLOWER, TermState.INITIAL, List.of(), 0, 0, new TreeMap<>());

    @Test
    void everyNodeHasARowAndEveryColumnIsAligned() {
        assertThat(StateTable.of(List.of(leader(2, Map.of("/a", "v1")), NEWCOMER)))
                .isEqualTo("""
                        node  role     term  voted  commitIndex  lastApplied  log      store
                        n1    LEADER   2     n1     2            2            1@2 2@2  {/a=v1}
                        n2    stopped  0     -      0            0            empty    {}
                        """);
    }

    @Test
    void ofALongLogOnlyTheEndIsShown() {
        assertThat(StateTable.of(List.of(leader(7, Map.of())))).contains("… 3@2 4@2 5@2 6@2 7@2");
        assertThat(StateTable.of(List.of(leader(5, Map.of()))))
                .contains("1@2 2@2")
                .doesNotContain("…");
    }

    @Test
    void aLargeStoreIsCounted() {
        Map<String, String> store = new TreeMap<>();
        for (int i = 0; i < 5; i++) store.put("/k" + i, "v");
        assertThat(StateTable.store(store)).isEqualTo("{/k0=v, /k1=v, /k2=v, /k3=v, /k4=v}");
        store.put("/k5", "v");
        assertThat(StateTable.of(List.of(leader(1, store)))).contains("6 keys").doesNotContain("/k0");
    }

    /** Committed comes before applied: the two columns differ while a server catches up (Figure 2). */
    @Test
    void commitIndexAndLastAppliedStandEachInTheirColumn() {
        List<RaftLogEntry> log = List.of(RaftLogEntry.noOp(1), RaftLogEntry.noOp(1), RaftLogEntry.noOp(1));
        NodeState behind = new NodeState(
                ClusterKind.N2, true, RaftRole.FOLLOWER, new TermState(1, null, null), log, 3, 1, new TreeMap<>());
        assertThat(StateTable.of(List.of(behind))).isEqualTo("""
                        node  role      term  voted  commitIndex  lastApplied  log          store
                        n2    FOLLOWER  1     -      3            1            1@1 2@1 3@1  {}
                        """);
    }
}
