package raftbook.raft;

/**
 * The one place where committed entries reach the state machine, in order, each once (All Servers, Figure 2). Committed
 * and applied are two different moments: {@code commitIndex} says what may be applied, {@code lastApplied} what has been.
 */
public final class LogApplier {

    /** What is due within a heartbeat must not queue behind more than this. */
    private static final int MOST_AT_ONCE = 1024;

    private final RaftLog log;
    private final StateMachine stateMachine;
    private long lastApplied;

    /** Nothing has been applied. */
    public LogApplier(RaftLog log, StateMachine stateMachine) {
        this.log = log;
        this.stateMachine = stateMachine;
    }

    /**
     * Applies what has been committed and not applied yet, or the first part of it if that is much; a leader's no-op
     * passes without effect.
     */
    public void advance(long commitIndex) {
        long end = Math.min(commitIndex, lastApplied + MOST_AT_ONCE);
        while (lastApplied < end) {
            RaftLogEntry entry = log.entry(lastApplied + 1);
            if (!entry.isNoOp()) stateMachine.apply(lastApplied + 1, entry.command());
            lastApplied++;
        }
    }

    /** Index of the last entry applied, 0 at first, never decreasing. */
    public long lastApplied() {
        return lastApplied;
    }
}
