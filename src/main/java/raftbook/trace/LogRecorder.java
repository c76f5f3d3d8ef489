package raftbook.trace;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLog;

/** Watches a server's log: what is appended, and what is dropped. */
public final class LogRecorder implements Recorder {

    private final NodeId node;
    private final RaftLog log;
    private long lastIndex;
    private int truncations;

    /** @param node the server whose log this is */
    public LogRecorder(NodeId node, RaftLog log) {
        this.node = node;
        this.log = log;
    }

    @Override
    public void observe(long at, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink) {
        List<Long> all = log.truncations();
        for (; truncations < all.size(); truncations++) {
            long from = all.get(truncations);
            // What came and went between two looks leaves no trace.
            if (from <= lastIndex) sink.accept(new TraceEvent.Truncated(at, node, from));
            lastIndex = Math.min(lastIndex, from - 1);
        }
        long last = log.getLastIndex();
        if (last > lastIndex) {
            sink.accept(new TraceEvent.Appended(at, node, lastIndex + 1, last, log.getLastTerm()));
            lastIndex = last;
        }
    }
}
