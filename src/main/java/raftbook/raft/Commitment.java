package raftbook.raft;

/**
 * What is known to be committed: {@code commitIndex} of Figure 2. A leader counts copies (§5.3, §5.4.2); a follower
 * believes its leader, as far as its own log is known to be the same.
 */
public final class Commitment {

    private final LogReplication replication;
    private final RaftLog log;
    private final Quorum quorum;
    private final CommitRule rule;
    private long index;

    /** Nothing is known to be committed. */
    public Commitment(LogReplication replication, RaftLog log, Quorum quorum, CommitRule rule) {
        this.replication = replication;
        this.log = log;
        this.quorum = quorum;
        this.rule = rule;
    }

    /** Leader: commits what enough servers have stored. On any other server, does nothing. */
    public void advance() {
        if (!replication.isInOffice()) return;
        long replicated = rule.replicated(quorum, replication.matchIndexes());
        if (rule.mayCommit(log.term(replicated), replication.leadingTerm())) raiseTo(replicated);
    }

    /**
     * Follower: commits what its leader has committed.
     *
     * @param leaderCommit the leader's commitIndex when it sent the message
     * @param lastNewIndex up to here the message has shown the two logs to be equal
     */
    public void followLeader(long leaderCommit, long lastNewIndex) {
        raiseTo(rule.followerCommit(leaderCommit, lastNewIndex));
    }

    /** Never back, as a late message tells of less; never beyond the log, lest a replaced rule stop the server. */
    private void raiseTo(long candidate) {
        index = Math.max(index, Math.min(candidate, log.getLastIndex()));
    }

    /** Index of the highest entry known to be committed, 0 at first, never decreasing (Figure 2). */
    public long index() {
        return index;
    }
}
