package raftbook.book.exam;

import raftbook.check.BrokenRule;

/** The rules of which a broken one can be seen in a trace, and how one says so. */
enum Fault {
    TWO_VOTES(BrokenRule.VOTES_TWICE, "A server votes for two candidates in one term."),
    VOTE_FOR_OLD_LOG(
            BrokenRule.VOTES_FOR_ANY_LOG, "A server votes for a candidate whose log is less up to date than its own."),
    NO_MAJORITY(BrokenRule.WINS_ALONE, "A candidate becomes leader without the votes of a majority."),
    OLD_MESSAGE(BrokenRule.OBEYS_THE_PAST, "A server does what a message of an older term asks for."),
    TERM_KEPT(BrokenRule.KEEPS_ITS_TERM, "A server does not enter a higher term of which it hears."),
    GAP(BrokenRule.CHECKS_NOTHING, "A follower accepts entries without having the entry before them."),
    NEEDLESS_CUT(BrokenRule.ALWAYS_TRUNCATES, "A follower drops an entry that does not contradict the leader's."),
    CONFLICT_KEPT(BrokenRule.NEVER_TRUNCATES, "A follower keeps an entry that contradicts the leader's."),
    COMMIT_TOO_FAR(
            BrokenRule.TRUSTS_COMMIT_INDEX, "A follower commits an entry that the leader's message does not reach."),
    TOO_FEW_COPIES(BrokenRule.COMMITS_ALONE, "A leader commits an entry that no majority has stored."),
    OLD_ENTRY(BrokenRule.COUNTS_OLD_TERMS, "A leader commits an entry of an older term by counting its copies.");

    private final BrokenRule rule;
    private final String words;

    Fault(BrokenRule rule, String words) {
        this.rule = rule;
        this.words = words;
    }

    BrokenRule rule() {
        return rule;
    }

    String words() {
        return words;
    }
}
