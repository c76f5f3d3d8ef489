package raftbook.cluster;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;

/**
 * Carries messages between the servers of one JVM: from the sender's thread into the receiver's mailbox. The two share
 * the message itself, which is immutable; nothing is copied.
 */
public final class InProcessRpcClient implements RpcClient {

    private final Map<NodeId, ? extends LiveNode<?>> nodes;
    private final LongSupplier clock;
    private final Consumer<TraceEvent> sink;
    private final AtomicLong ids = new AtomicLong();
    private volatile Links links = Links.ALL;

    InProcessRpcClient(Map<NodeId, ? extends LiveNode<?>> nodes, LongSupplier clock, Consumer<TraceEvent> sink) {
        this.nodes = nodes;
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public void send(NodeId from, NodeId to, RaftMessage message) {
        long id = ids.incrementAndGet();
        sink.accept(new TraceEvent.Sent(clock.getAsLong(), id, from, to, message));
        if (links.isCut(from, to)) {
            sink.accept(new TraceEvent.Lost(clock.getAsLong(), id, from, to, message, "cut"));
        } else {
            nodes.get(to).receive(id, from, message);
        }
    }

    boolean isCut(NodeId from, NodeId to) {
        return links.isCut(from, to);
    }

    /** Changes who can reach whom. Changes from several threads come one after the other, and none is lost. */
    synchronized void relink(String what, UnaryOperator<Links> change) {
        Links changed = change.apply(links);
        sink.accept(new TraceEvent.NetworkFault(clock.getAsLong(), what, changed.cut()));
        links = changed;
    }
}
