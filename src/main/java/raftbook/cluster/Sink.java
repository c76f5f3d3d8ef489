package raftbook.cluster;

import java.util.function.Consumer;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;

/** Is told what happens. Most of that are messages: whoever does not want to hear of them need not have events made. */
@FunctionalInterface
interface Sink extends Consumer<TraceEvent> {

    /** A message left its sender. */
    default void sent(long at, long id, NodeId from, NodeId to, RaftMessage message) {
        accept(new TraceEvent.Sent(at, id, from, to, message));
    }

    /** A message arrived. */
    default void received(long at, long id, NodeId from, NodeId to, RaftMessage message) {
        accept(new TraceEvent.Received(at, id, from, to, message));
    }

    /** A message was lost. */
    default void lost(long at, long id, NodeId from, NodeId to, RaftMessage message, String why) {
        accept(new TraceEvent.Lost(at, id, from, to, message, why));
    }
}
