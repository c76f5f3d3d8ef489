package raftbook.cluster;

import java.util.function.Function;
import java.util.function.LongSupplier;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;

/**
 * Carries messages between the servers of one JVM: from the sender's thread into the receiver's mailbox. The two share
 * the message itself, which is immutable; nothing is copied.
 */
public final class InProcessRpcClient extends Network {

    private final Function<NodeId, ? extends DrivenNode<?>> nodes;

    InProcessRpcClient(Function<NodeId, ? extends DrivenNode<?>> nodes, LongSupplier clock, Sink sink) {
        super(clock, sink);
        this.nodes = nodes;
    }

    @Override
    void carry(long id, NodeId from, NodeId to, RaftMessage message) {
        nodes.apply(to).receive(id, from, message);
    }
}
