package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent.Appended;
import raftbook.trace.TraceEvent.Committed;
import raftbook.trace.TraceEvent.Truncated;

/** The end of a log, as far as a trace still knows it. */
class LogTailTest {
    private static final NodeId N1 = new NodeId("n1");

    @Test
    void theHistoryKnowsTheLastEntriesOfALog() {
        Trace trace = new Trace(1);
        for (int i = 1; i <= 20; i++) trace.record(new Appended(i, N1, i, i, 1));
        trace.record(new Truncated(21, N1, 19));
        trace.record(new Appended(22, N1, 19, 19, 2));
        trace.record(new Committed(23, N1, 19));
        LogTail log = LogTail.of(N1, trace.history());
        assertThat(log.terms()).isEqualTo(new TreeMap<>(Map.of(15L, 1L, 16L, 1L, 17L, 1L, 18L, 1L, 19L, 2L)));
        assertThat(trace.history()).hasSizeLessThan(12);
    }
}
