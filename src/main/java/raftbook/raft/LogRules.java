package raftbook.raft;

/** The decisions about a log, one method per rule of Figure 2: small, pure, and overridable one by one. */
public class LogRules {

    /** Whether the log holds the entry that a leader's new entries follow on (AppendEntries rule 2, §5.3). */
    public boolean matches(RaftLog log, LogPosition previous) {
        return previous.index() <= log.getLastIndex() && log.term(previous.index()) == previous.term();
    }

    /**
     * Whether an entry already in the log contradicts the leader's at the same index, so that it and all after it must go
     * (AppendEntries rule 3, §5.3). An entry that is merely there already is left alone: the message may be an old one,
     * and what follows may have been acknowledged since.
     */
    public boolean conflicts(RaftLog log, long index, long leadersTerm) {
        return index <= log.getLastIndex() && log.term(index) != leadersTerm;
    }

    /**
     * Where a leader tries next when a follower has refused: where the follower says (end of §5.3), but never further
     * up than where it tried before, whatever the refusal was about; and never at what the follower is known to hold.
     *
     * @param tried the entry behind which the leader last tried, known or guessed to be on the follower
     */
    public long backUp(long tried, long matchIndex, long retryFrom) {
        return Math.max(matchIndex + 1, Math.min(tried + 1, retryFrom));
    }

    /** Whether a leader may send a follower more before it is answered: not while it only guesses where to try. */
    public boolean mayStream(long tried, long matchIndex) {
        return tried <= matchIndex;
    }

    /** Where the entries start that a leader sends to a follower (Leaders, §5.3). */
    public long firstToSend(long nextIndex) {
        return nextIndex;
    }

    /** The simple way: whatever is new, the whole log is sent again from index 1. Costly, and easy to reason about. */
    public static LogRules wholeLog() {
        return new LogRules() {
            @Override
            public long firstToSend(long nextIndex) {
                return 1;
            }

            @Override
            public boolean mayStream(long tried, long matchIndex) {
                return true; // every message follows on the sentinel: there is nothing to guess
            }
        };
    }
}
