package raftbook.cluster;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;

/**
 * Who can reach whom, and a number and a place in the trace for each message: what carrying messages has in common on
 * threads and in virtual time.
 */
abstract class Network implements RpcClient {

    private final LongSupplier clock;
    private final Sink sink;
    private final AtomicLong ids = new AtomicLong();
    private volatile Links links = Links.ALL;

    /** @param sink is told what is sent, what is lost, and what is done to the network */
    Network(LongSupplier clock, Sink sink) {
        this.clock = clock;
        this.sink = sink;
    }

    @Override
    public final void send(NodeId from, NodeId to, RaftMessage message) {
        long id = ids.incrementAndGet();
        sink.sent(clock.getAsLong(), id, from, to, message);
        if (links.isCut(from, to)) lose(id, from, to, message, "cut");
        else carry(id, from, to, message);
    }

    /** Carries a message whose way is open. */
    abstract void carry(long id, NodeId from, NodeId to, RaftMessage message);

    /** A message is lost on its way. */
    final void lose(long id, NodeId from, NodeId to, RaftMessage message, String why) {
        sink.lost(clock.getAsLong(), id, from, to, message, why);
    }

    final boolean isCut(NodeId from, NodeId to) {
        return links.isCut(from, to);
    }

    /** Changes who can reach whom. Changes from several threads come one after the other, and none is lost. */
    final synchronized void relink(String what, UnaryOperator<Links> change) {
        Links changed = change.apply(links);
        sink.accept(new TraceEvent.NetworkFault(clock.getAsLong(), what, changed.cut()));
        links = changed;
    }
}
