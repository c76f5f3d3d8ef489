package raftbook.raft;

/** When a server may call an entry committed (Figure 2; §5.3, §5.4). */
public class CommitRule {

    /**
     * The highest index that is stored on enough servers.
     *
     * @param matchIndexes how far each server's log equals the leader's, the leader's own first
     */
    public long replicated(Quorum quorum, long... matchIndexes) {
        return quorum.reachedByMajority(matchIndexes);
    }

    /**
     * Whether counting copies commits an entry: only one of the leader's own term (§5.4.2). An older entry on a majority
     * can still be overwritten (Figure 8); it is committed when an entry of the current term behind it is.
     */
    public boolean mayCommit(long entryTerm, long currentTerm) {
        return entryTerm == currentTerm;
    }

    /**
     * How far a follower may commit (AppendEntries rule 5, §5.3): as far as the leader has, but not beyond the last entry
     * that the message vouches for. What lies behind that entry may be left over from another leader.
     */
    public long followerCommit(long leaderCommit, long lastNewIndex) {
        return Math.min(leaderCommit, lastNewIndex);
    }

    /** The simple and unsafe way: an entry counts as committed once the leader alone has it. */
    public static CommitRule local() {
        return new CommitRule() {
            @Override
            public long replicated(Quorum quorum, long... matchIndexes) {
                return matchIndexes[0];
            }
        };
    }
}
