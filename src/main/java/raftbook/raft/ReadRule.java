package raftbook.raft;

/** When a leader may answer a read from its own memory (§8; dissertation §6.4). */
public class ReadRule {

    /**
     * The entry that must be applied before a read that arrives now may be answered. At least the first entry of the
     * leader's own term: before that is committed, a new leader does not know how far the old ones had come.
     */
    public long readIndex(long commitIndex, long firstIndexOfTerm) {
        return Math.max(commitIndex, firstIndexOfTerm);
    }

    /**
     * Whether the leader was still the leader after the read arrived: a majority must have answered messages sent since.
     *
     * @param answered the latest message that each server has answered, the leader itself first
     * @param since the first message sent after the read arrived
     */
    public boolean isConfirmed(Quorum quorum, long since, long... answered) {
        return quorum.reachedByMajority(answered) >= since;
    }
}
