package raftbook.raft;

/**
 * A server as a deterministic machine. It has no thread, no clock and no network of its own: whoever drives it says what
 * time it is, hands it its mail, and carries away what it wants sent. The same inputs in the same order give the same
 * outputs, so a run can be repeated to the byte, and an hour of failures takes milliseconds.
 *
 * <p>Not thread-safe: one driver calls it, one call at a time. Times are nanoseconds of the driver's clock, which never
 * goes back.
 */
public interface Node {

    /** Takes in one message. May answer at once; what follows from it waits for {@link #advance}. */
    void receive(long now, NodeId from, RaftMessage message, Outbox outbox);

    /**
     * Does all that is due: fires timers, commits, sends. Call it after every input, or after a batch of inputs:
     * taking in all the mail that waits before advancing once is what makes batching free.
     */
    void advance(long now, Outbox outbox);

    /**
     * Applies what is committed, and answers. Call it after every {@link #advance}, when what that sent has left: nobody
     * else need wait for it. A server without a state machine has nothing to do here.
     */
    default void apply(long now, Outbox outbox) {}

    /** When {@link #advance} is next due even if nothing arrives; {@link Long#MAX_VALUE} for never. */
    long wakeAt();
}
