package raftbook.raft;

/**
 * Where a node puts what shall leave it: messages to other servers, and answers to clients. Delivery is the driver's
 * business: a message may come late, twice, out of order, or never.
 */
@FunctionalInterface
public interface Outbox {

    /** What a client is told, ready to be told. */
    @FunctionalInterface
    interface Answer {

        /** Tells it. */
        void give();
    }

    /** Sends one message, without waiting and without any promise that it arrives. */
    void send(NodeId to, RaftMessage message);

    /**
     * Gives a client its answer. A driver keeps it back, like a message, until all that it speaks of has been seen to
     * happen; where nobody looks, it is given at once.
     */
    default void answer(Answer answer) {
        answer.give();
    }
}
