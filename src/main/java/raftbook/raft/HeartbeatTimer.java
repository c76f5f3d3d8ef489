package raftbook.raft;

/**
 * When a leader next owes its followers a word (Leaders, Figure 2; §5.2): at once when it has come to lead or must show
 * that it still does, and an interval after the last time otherwise.
 */
public final class HeartbeatTimer {

    private static final long AT_ONCE = Long.MIN_VALUE;

    private final long interval;
    private long dueAt = AT_ONCE;

    /** A timer that is due at once. */
    public HeartbeatTimer(Timing timing) {
        this.interval = timing.heartbeat().toNanos();
    }

    /** Whether a heartbeat is owed at this moment of the server's clock. */
    public boolean isDue(long now) {
        return now >= dueAt;
    }

    /** The word has been sent: the next is owed an interval from now. */
    public void restart(long now) {
        dueAt = now + interval;
    }

    /** The word has been sent, and an answer is needed soon: the next is owed half an interval from now. */
    public void hurry(long now) {
        dueAt = now + interval / 2;
    }

    /** Owed at once, whatever was agreed. */
    public void fireNow() {
        dueAt = AT_ONCE;
    }

    /** When the next heartbeat is owed, in the server's nanoseconds. */
    public long dueAt() {
        return dueAt;
    }
}
