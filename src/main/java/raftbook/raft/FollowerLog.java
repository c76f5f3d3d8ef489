package raftbook.raft;

import java.util.List;

/**
 * The follower's side of replication: makes its log equal to the leader's, entry by entry, or says where to try again
 * (AppendEntries RPC, Figure 2).
 */
public final class FollowerLog {

    /** What {@link #appendEntries} returns when the entries do not follow on anything this log holds. */
    public static final long NO_MATCH = -1;

    private final RaftLog log;
    private final LogRules rules;

    /** @param log the log that is made equal to the leader's */
    public FollowerLog(RaftLog log, LogRules rules) {
        this.log = log;
        this.rules = rules;
    }

    /** Stores what is new and returns the index up to which this log now equals the leader's, or {@link #NO_MATCH}. */
    public long appendEntries(long prevLogIndex, long prevLogTerm, List<RaftLogEntry> entries) {
        if (!rules.matches(log, new LogPosition(prevLogIndex, prevLogTerm))) return NO_MATCH;
        long index = prevLogIndex;
        for (RaftLogEntry entry : entries) {
            index++;
            if (rules.conflicts(log, index, entry.term())) log.truncateFrom(index);
            if (index > log.getLastIndex()) log.append(entry);
        }
        return index;
    }

    /**
     * Where a leader whose entries did not match should try next: behind the end of a log that is too short, else at the
     * first entry of the term that contradicts it, so that one rejection skips a whole term (end of §5.3).
     *
     * @param committed nothing up to here can be in conflict, so the search stops there
     */
    public long retryFrom(long prevLogIndex, long committed) {
        if (prevLogIndex > log.getLastIndex()) return log.getLastIndex() + 1;
        long conflictTerm = log.term(prevLogIndex);
        long first = prevLogIndex;
        while (first - 1 > committed && log.term(first - 1) == conflictTerm) first--;
        return Math.max(1, first);
    }
}
