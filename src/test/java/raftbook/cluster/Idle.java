package raftbook.cluster;

import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;

/** A node that does nothing, whenever it asks to be woken. */
record Idle(long wakeAt) implements Node {

    /** Never asks to. */
    Idle() {
        this(Long.MAX_VALUE);
    }

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {}

    @Override
    public void advance(long now, Outbox outbox) {}
}
