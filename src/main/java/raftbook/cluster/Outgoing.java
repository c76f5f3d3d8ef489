package raftbook.cluster;

import java.util.ArrayList;
import java.util.List;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;

/**
 * What a server wants sent, kept back until its step is over: a message leaves only after all that it speaks of has
 * happened, and been seen to happen.
 */
final class Outgoing implements Outbox {

    private record Envelope(NodeId to, RaftMessage message) {}

    private final List<Envelope> envelopes = new ArrayList<>();

    @Override
    public void send(NodeId to, RaftMessage message) {
        envelopes.add(new Envelope(to, message));
    }

    void flush(NodeId from, RpcClient rpc) {
        for (Envelope envelope : envelopes) rpc.send(from, envelope.to, envelope.message);
        envelopes.clear();
    }
}
