package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.Lost;
import raftbook.trace.TraceEvent.NetworkFault;
import raftbook.trace.TraceEvent.NetworkFault.Link;
import raftbook.trace.TraceEvent.Sent;

/** What every network does: it numbers and reports what is sent, carries it where the way is open, and loses it where not. */
class NetworkTest {

    private static final RaftMessage MESSAGE = new RequestVoteReply(1, true);

    private final List<TraceEvent> trace = new ArrayList<>();
    private final List<Long> carried = new ArrayList<>();
    private final Network network = new Network(() -> 7, trace::add) {
        @Override
        void carry(long id, NodeId from, NodeId to, RaftMessage message) {
            carried.add(id);
        }
    };

    @Test
    void whatIsSentIsReportedWithANumberOfItsOwnAndCarried() {
        network.send(ClusterKind.N1, ClusterKind.N2, MESSAGE);
        network.send(ClusterKind.N1, ClusterKind.N2, MESSAGE);
        assertThat(carried).containsExactly(1L, 2L);
        assertThat(trace)
                .containsExactly(
                        new Sent(7, 1, ClusterKind.N1, ClusterKind.N2, MESSAGE),
                        new Sent(7, 2, ClusterKind.N1, ClusterKind.N2, MESSAGE));
    }

    @Test
    void whatIsSentOnAWayThatIsCutIsReportedAndLost() {
        network.relink("cut", links -> links.cut(ClusterKind.N1, ClusterKind.N2));
        assertThat(network.isCut(ClusterKind.N1, ClusterKind.N2)).isTrue();
        assertThat(network.isCut(ClusterKind.N2, ClusterKind.N1)).isFalse();
        network.send(ClusterKind.N1, ClusterKind.N2, MESSAGE);
        assertThat(carried).isEmpty();
        assertThat(trace)
                .containsExactly(
                        new NetworkFault(7, "cut", Set.of(new Link(ClusterKind.N1, ClusterKind.N2))),
                        new Sent(7, 1, ClusterKind.N1, ClusterKind.N2, MESSAGE),
                        new Lost(7, 1, ClusterKind.N1, ClusterKind.N2, MESSAGE, "cut"));
    }
}
