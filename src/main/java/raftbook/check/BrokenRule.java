package raftbook.check;

import java.util.stream.LongStream;
import raftbook.raft.CommitRule;
import raftbook.raft.ElectionRules;
import raftbook.raft.LogPosition;
import raftbook.raft.LogRules;
import raftbook.raft.Quorum;
import raftbook.raft.RaftLog;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.ReadRule;
import raftbook.raft.Rules;
import raftbook.raft.TermState;

/** Every rule of the paper that is a method here, broken once or twice, mostly in one line; all others are kept. */
public enum BrokenRule {

    /** A vote for every candidate with a good log, also when this term's vote is given away. */
    VOTES_TWICE("grantsVote", new ElectionRules() {
        @Override
        public boolean grantsVote(TermState state, RequestVote request, boolean upToDate) {
            return upToDate;
        }
    }),

    /** "Up to date" means longer. */
    PREFERS_LENGTH("isUpToDate", new ElectionRules() {
        @Override
        public boolean isUpToDate(LogPosition candidate, LogPosition voter) {
            return candidate.index() >= voter.index();
        }
    }),

    /** Every log is good enough. */
    VOTES_FOR_ANY_LOG("isUpToDate", new ElectionRules() {
        @Override
        public boolean isUpToDate(LogPosition candidate, LogPosition voter) {
            return true;
        }
    }),

    /** A candidate's own vote makes it leader. */
    WINS_ALONE("wins", new ElectionRules() {
        @Override
        public boolean wins(int votes, Quorum quorum) {
            return votes >= 1;
        }
    }),

    /** A message of an older term counts like any other. */
    OBEYS_THE_PAST("isStale", new ElectionRules() {
        @Override
        public boolean isStale(long messageTerm, long currentTerm) {
            return false;
        }
    }),

    /** Nobody enters a term that another has started. */
    KEEPS_ITS_TERM("adoptsTerm", new ElectionRules() {
        @Override
        public boolean adoptsTerm(long messageTerm, long currentTerm) {
            return false;
        }
    }),

    /** A follower takes entries without looking at what they follow on. */
    CHECKS_NOTHING("matches", new LogRules() {
        @Override
        public boolean matches(RaftLog log, LogPosition previous) {
            return true;
        }
    }),

    /** A follower checks that there is an entry before the new ones, and not which. */
    CHECKS_LENGTH("matches", new LogRules() {
        @Override
        public boolean matches(RaftLog log, LogPosition previous) {
            return previous.index() <= log.getLastIndex();
        }
    }),

    /** Whatever stands where new entries belong is dropped, with all that follows. */
    ALWAYS_TRUNCATES("conflicts", new LogRules() {
        @Override
        public boolean conflicts(RaftLog log, long index, long leadersTerm) {
            return index <= log.getLastIndex();
        }
    }),

    /** An entry that contradicts the leader's stays. */
    NEVER_TRUNCATES("conflicts", new LogRules() {
        @Override
        public boolean conflicts(RaftLog log, long index, long leadersTerm) {
            return false;
        }
    }),

    /** Each message leaves out the entry at {@code nextIndex}. */
    SKIPS_AN_ENTRY("firstToSend", new LogRules() {
        @Override
        public long firstToSend(long nextIndex) {
            return nextIndex + 1;
        }
    }),

    /** A follower believes the leader's commitIndex, however far its own log agrees. */
    TRUSTS_COMMIT_INDEX("followerCommit", new CommitRule() {
        @Override
        public long followerCommit(long leaderCommit, long lastNewIndex) {
            return leaderCommit;
        }
    }),

    /** The leader's own copy is enough. */
    COMMITS_ALONE("replicated", CommitRule.local()),

    /** An entry of any term is committed by counting its copies (Figure 8). */
    COUNTS_OLD_TERMS("mayCommit", new CommitRule() {
        @Override
        public boolean mayCommit(long entryTerm, long currentTerm) {
            return true;
        }
    }),

    /** A leader answers reads without asking whether it still leads. */
    READS_UNASKED("isConfirmed", new ReadRule() {
        @Override
        public boolean isConfirmed(Quorum quorum, long since, long... answered) {
            return true;
        }
    }),

    /** A new leader answers reads before it knows what is committed. */
    READS_TOO_EARLY("readIndex", new ReadRule() {
        @Override
        public long readIndex(long commitIndex, long firstIndexOfTerm) {
            return commitIndex;
        }
    }),

    /** Half of the servers elect a leader. */
    HALF_ELECTS("wins", new ElectionRules() {
        @Override
        public boolean wins(int votes, Quorum quorum) {
            return 2 * votes >= quorum.clusterSize();
        }
    }),

    /** What half of the servers have stored is committed. */
    HALF_COMMITS("replicated", new CommitRule() {
        @Override
        public long replicated(Quorum quorum, long... matchIndexes) {
            return LongStream.of(matchIndexes).sorted().toArray()[matchIndexes.length / 2];
        }
    }),

    /** A read is confirmed by answers to messages that were sent before it arrived. */
    READS_ON_AN_EARLIER_ROUND("isConfirmed", new ReadRule() {
        @Override
        public boolean isConfirmed(Quorum quorum, long since, long... answered) {
            return quorum.reachedByMajority(answered) >= since - quorum.clusterSize();
        }
    }),

    /** A leader believes every refusal, and sends all that follows with each guess: safe, and under loss without an end. */
    BELIEVES_REFUSALS("backUp", new LogRules() {
        @Override
        public long backUp(long tried, long matchIndex, long retryFrom) {
            return Math.max(matchIndex + 1, retryFrom);
        }

        @Override
        public boolean mayStream(long tried, long matchIndex) {
            return true;
        }
    });

    private final String method;
    private final Rules rules;

    BrokenRule(String method, ElectionRules broken) {
        this("ElectionRules." + method, Rules.PAPER.with(broken));
    }

    BrokenRule(String method, LogRules broken) {
        this("LogRules." + method, Rules.PAPER.with(broken));
    }

    BrokenRule(String method, CommitRule broken) {
        this("CommitRule." + method, Rules.PAPER.with(broken));
    }

    BrokenRule(String method, ReadRule broken) {
        this("ReadRule." + method, Rules.PAPER.with(broken));
    }

    BrokenRule(String method, Rules rules) {
        this.method = method;
        this.rules = rules;
    }

    /** The method that is broken, with its class. */
    public String method() {
        return method;
    }

    /** The rules of the paper, but for this one. */
    public Rules rules() {
        return rules;
    }
}
