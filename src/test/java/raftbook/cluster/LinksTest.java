package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/** Which ways are open: a value, of which every change gives a new one. */
class LinksTest {

    private static final Link THERE = new Link(ClusterKind.N1, ClusterKind.N2);
    private static final Link BACK = new Link(ClusterKind.N2, ClusterKind.N1);

    @Test
    void aWayIsCutAndHealedWithoutTheWayBack() {
        Links there = Links.ALL.cut(ClusterKind.N1, ClusterKind.N2);
        Links both = there.cut(ClusterKind.N2, ClusterKind.N1);
        assertThat(there.cut()).containsExactly(THERE);
        assertThat(both.cut()).containsExactlyInAnyOrder(THERE, BACK);
        assertThat(both.heal(ClusterKind.N1, ClusterKind.N2).cut()).containsExactly(BACK);
        assertThat(Links.ALL.cut()).isEmpty();
    }

    @Test
    void onlyWhatIsCutIsCut() {
        Links there = Links.ALL.cut(ClusterKind.N1, ClusterKind.N2);
        assertThat(there.isCut(ClusterKind.N1, ClusterKind.N2)).isTrue();
        assertThat(there.isCut(ClusterKind.N2, ClusterKind.N1)).isFalse();
        assertThat(Links.ALL.isCut(ClusterKind.N1, ClusterKind.N2)).isFalse();
    }

    @Test
    void aPartitionCutsTheWaysBetweenItsSides() {
        List<NodeId> all = List.of(ClusterKind.N1, ClusterKind.N2, ClusterKind.N3);
        Links links = Links.of(all, new Partition(List.of(List.of(ClusterKind.N1, ClusterKind.N3))));
        assertThat(links.cut())
                .containsExactlyInAnyOrder(
                        THERE,
                        BACK,
                        new Link(ClusterKind.N3, ClusterKind.N2),
                        new Link(ClusterKind.N2, ClusterKind.N3));
    }
}
