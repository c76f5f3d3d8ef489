package raftbook.raft;

/** Where a node puts what it wants sent. Delivery is the driver's business: late, twice, out of order, or never. */
@FunctionalInterface
public interface Outbox {

    /** Sends one message, without waiting and without any promise that it arrives. */
    void send(NodeId to, RaftMessage message);
}
