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

    /** What is sent, and to whom: the first message to the first server. */
    private final List<RaftMessage> messages = new ArrayList<>();

    private final List<NodeId> receivers = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    @Override
    public void send(NodeId to, RaftMessage message) {
        messages.add(message);
        receivers.add(to);
    }

    @Override
    public void answer(Answer answer) {
        answers.add(answer);
    }

    /** Messages first: the servers that get them have work to do, and whoever gets an answer may ask for more. */
    void flush(NodeId from, RpcClient rpc) {
        if (!messages.isEmpty()) sendAll(from, rpc);
        giveAnswers();
    }

    private void sendAll(NodeId from, RpcClient rpc) {
        for (int i = 0; i < messages.size(); i++) rpc.send(from, receivers.get(i), messages.get(i));
        messages.clear();
        receivers.clear();
    }

    /** Gives the answers alone, in the order in which they were found. */
    void giveAnswers() {
        while (!answers.isEmpty()) answers.remove().give();
    }
}
