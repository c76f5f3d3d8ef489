package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;

/** Who is parted from whom, and how a partition reads. */
class PartitionTest {

    @Test
    void aGroupIsPartedFromOthersAndFromTheRest() {
        Partition partition = new Partition(List.of(List.of(ClusterKind.N2, ClusterKind.N1), List.of(ClusterKind.N3)));
        assertThat(partition.parts(ClusterKind.N1, ClusterKind.N2)).isFalse();
        assertThat(partition.parts(ClusterKind.N1, ClusterKind.N3)).isTrue();
        assertThat(partition.parts(ClusterKind.N1, new NodeId("n4"))).isTrue();
        assertThat(partition.parts(new NodeId("n5"), new NodeId("n4"))).isFalse();
        assertThat(partition.members()).containsExactly(ClusterKind.N1, ClusterKind.N2, ClusterKind.N3);
        assertThat(partition.describe()).isEqualTo("cut: n1 n2 | n3 | the rest");
    }

    @Test
    void aGroupOfNobodyIsNoGroup() {
        Partition partition = new Partition(List.of(List.of()));
        assertThat(partition.members()).isEmpty();
        assertThat(partition.describe()).isEqualTo("all links healed");
    }
}
