package raftbook.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;

/**
 * What shall leave a server, kept back for now: messages and answers leave only after all that they speak
 * of has happened, and been seen to happen.
 */
final class Outgoing implements Outbox {

    private record Envelope(NodeId to, RaftMessage message) {}

    private final List<Envelope> envelopes = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    @Override
    public void send(NodeId to, RaftMessage message) {
        envelopes.add(new Envelope(to, message));
    }

    @Override
    public void answer(Answer answer) {
        answers.add(answer);
    }

    /** Messages first: the servers that get them have work to do, and whoever gets an answer may ask for more. */
    void flush(NodeId from, RpcClient rpc) {
        for (Envelope envelope : envelopes) rpc.send(from, envelope.to, envelope.message);
        envelopes.clear();
        giveAnswers();
    }

    /** Gives the answers alone, in the order in which they were found. */
    void giveAnswers() {
        while (!answers.isEmpty()) answers.remove().give();
    }
}
