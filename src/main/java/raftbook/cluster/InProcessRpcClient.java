package raftbook.cluster;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * Carries messages between the servers of one JVM: from the sender's thread into the receiver's mailbox. The two share
 * the message itself, which is immutable; nothing is copied.
 */
public final class InProcessRpcClient implements RpcClient {

    private final Map<NodeId, LiveNode> nodes;
    private final LongSupplier clock;
    private final Trace trace;
    private final AtomicLong ids = new AtomicLong();
    private volatile Links links = Links.ALL;

    InProcessRpcClient(Map<NodeId, LiveNode> nodes, LongSupplier clock, Trace trace) {
        this.nodes = nodes;
        this.clock = clock;
        this.trace = trace;
    }

    @Override
    public void send(NodeId from, NodeId to, RaftMessage message) {
        long id = ids.incrementAndGet();
        trace.record(new TraceEvent.Sent(clock.getAsLong(), id, from, to, message));
        if (links.isCut(from, to)) {
            trace.record(new TraceEvent.Lost(clock.getAsLong(), id, from, to, message, "cut"));
        } else if (!nodes.get(to).deliver(id, from, message)) {
            trace.record(new TraceEvent.Lost(clock.getAsLong(), id, from, to, message, to + " is stopped"));
        }
    }

    /** Changes who can reach whom. Changes from several threads come one after the other, and none is lost. */
    synchronized void relink(String what, UnaryOperator<Links> change) {
        Links changed = change.apply(links);
        trace.record(new TraceEvent.NetworkFault(clock.getAsLong(), what, changed.cut()));
        links = changed;
    }
}
