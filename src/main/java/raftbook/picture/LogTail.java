package raftbook.picture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.trace.TraceEvent;

/**
 * The end of one server's log, as far as events tell of it.
 *
 * @param terms of the last entries, by index
 */
record LogTail(SortedMap<Long, Long> terms, long lastIndex, long commitIndex) {

    /** So many entries are worth a place in a picture of the cluster. */
    static final int LENGTH = 6;

    static LogTail of(NodeId node, List<TraceEvent> events) {
        Reader reader = new Reader();
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.OfNode e && e.node().equals(node)) reader.read(e);
            else if (event instanceof TraceEvent.Received e && e.to().equals(node)) reader.read(e);
        }
        return new LogTail(reader.terms, reader.lastIndex, reader.commitIndex);
    }

    private static final class Reader {
        final TreeMap<Long, Long> terms = new TreeMap<>();
        long lastIndex;
        long commitIndex;
        private final Map<Long, Long> offered = new HashMap<>();

        /** A leader's entries may be of several terms, and the follower's event names only the last one's. */
        void read(TraceEvent.Received event) {
            if (!(event.message() instanceof AppendEntries message) || message.isHeartbeat()) return;
            offered.clear();
            for (int i = Math.max(0, message.entries().size() - LENGTH);
                    i < message.entries().size();
                    i++) {
                offered.put(
                        message.prevLogIndex() + 1 + i, message.entries().get(i).term());
            }
        }

        void read(TraceEvent.OfNode event) {
            if (event instanceof TraceEvent.Appended e) append(e);
            else if (event instanceof TraceEvent.Truncated e) {
                lastIndex = e.from() - 1;
                terms.tailMap(e.from()).clear();
            } else if (event instanceof TraceEvent.Committed e) commitIndex = e.index();
        }

        private void append(TraceEvent.Appended event) {
            boolean fromLeader = offered.getOrDefault(event.last(), 0L) == event.term();
            for (long index = Math.max(event.first(), event.last() - LENGTH + 1); index <= event.last(); index++) {
                terms.put(index, fromLeader ? offered.getOrDefault(index, event.term()) : event.term());
            }
            lastIndex = event.last();
            while (terms.firstKey() <= lastIndex - LENGTH) terms.pollFirstEntry();
            offered.clear();
        }
    }
}
