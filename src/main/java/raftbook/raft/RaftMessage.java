package raftbook.raft;

import java.util.List;

/**
 * The four messages of Raft: two requests and their replies (Figure 2). Each carries its sender's term, so that every
 * message spreads the news of a higher one (§5.1).
 */
public sealed interface RaftMessage {

    /** The sender's {@code currentTerm} when it sent this. */
    long term();

    /**
     * A candidate asks for a vote (§5.2).
     *
     * @param lastLogIndex index of the candidate's last entry
     * @param lastLogTerm term of the candidate's last entry
     */
    record RequestVote(long term, NodeId candidate, long lastLogIndex, long lastLogTerm) implements RaftMessage {

        /** Where the candidate's log ends: {@code lastLogIndex} and {@code lastLogTerm} together. */
        public LogPosition last() {
            return new LogPosition(lastLogIndex, lastLogTerm);
        }
    }

    /** The answer to a {@link RequestVote}: whether the sender's vote of {@code term} goes to the candidate. */
    record RequestVoteReply(long term, boolean voteGranted) implements RaftMessage {}

    /**
     * A leader hands on log entries, or just shows that it lives: without entries this is a heartbeat (§5.2, §5.3).
     *
     * @param prevLogIndex index of the entry right before {@code entries}
     * @param prevLogTerm term of that entry
     * @param leaderCommit the leader's {@code commitIndex}
     * @param sequence counts the messages of this leader to this follower; the reply returns it, so that the leader knows what it answers
     */
    record AppendEntries(
            long term,
            NodeId leader,
            long prevLogIndex,
            long prevLogTerm,
            List<RaftLogEntry> entries,
            long leaderCommit,
            long sequence)
            implements RaftMessage {

        /** @throws IllegalArgumentException if {@code prevLogIndex} is negative */
        public AppendEntries {
            if (prevLogIndex < 0) {
                throw new IllegalArgumentException(
                        "prevLogIndex " + prevLogIndex + ": 0 stands before the first entry, and nothing before 0");
            }
        }

        /** What the entries follow on: {@code prevLogIndex} and {@code prevLogTerm} together. */
        public LogPosition previous() {
            return new LogPosition(prevLogIndex, prevLogTerm);
        }

        /** Whether this carries no entries. Receivers treat it no differently. */
        public boolean isHeartbeat() {
            return entries.isEmpty();
        }

        /** Index of the last entry that this message vouches for: {@code prevLogIndex} plus the number of entries. */
        public long lastNewIndex() {
            return prevLogIndex + entries.size();
        }
    }

    /**
     * The answer to an {@link AppendEntries}.
     *
     * @param success whether the follower's log held the entry at {@code prevLogIndex} and {@code prevLogTerm}
     * @param matchIndex if it did: up to here the follower's log equals the leader's; 0 otherwise
     * @param retryFrom if it did not: the {@code nextIndex} that the follower suggests (end of §5.3); 0 otherwise, and
     *     where the request was refused for its old term, and nobody looked at the log
     * @param sequence the request's
     */
    record AppendEntriesReply(long term, boolean success, long matchIndex, long retryFrom, long sequence)
            implements RaftMessage {

        /** "My log equals yours up to {@code matchIndex}." */
        public static AppendEntriesReply accepted(long term, long matchIndex, long sequence) {
            return new AppendEntriesReply(term, true, matchIndex, 0, sequence);
        }

        /** "Your entries do not fit my log: try from {@code retryFrom}." */
        public static AppendEntriesReply rejected(long term, long retryFrom, long sequence) {
            return new AppendEntriesReply(term, false, 0, retryFrom, sequence);
        }

        /** "Your term is over: {@code term} has come." */
        public static AppendEntriesReply stale(long term, long sequence) {
            return new AppendEntriesReply(term, false, 0, 0, sequence);
        }
    }
}
