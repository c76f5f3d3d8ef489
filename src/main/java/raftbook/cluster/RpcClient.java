package raftbook.cluster;

import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;

/** Carries messages from server to server. Never waits, and promises nothing: Raft asks no more of a network (§2). */
@FunctionalInterface
public interface RpcClient {

    /** Sends a message on its way. */
    void send(NodeId from, NodeId to, RaftMessage message);
}
