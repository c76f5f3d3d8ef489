package raftbook.raft;

/**
 * The decisions of one server, gathered: replace any of them to see what it was for.
 *
 * @param election who gets a vote, and who wins
 * @param log what fits a log, and what is sent
 * @param commit when an entry is committed
 * @param read when a read may be answered
 */
public record Rules(ElectionRules election, LogRules log, CommitRule commit, ReadRule read) {

    /** The rules of the paper. */
    public static final Rules PAPER = new Rules(new ElectionRules(), new LogRules(), new CommitRule(), new ReadRule());

    /** Commit locally and ship the whole log: replication at its simplest, which can lose acknowledged writes. */
    public static final Rules LOCAL = PAPER.with(CommitRule.local()).with(LogRules.wholeLog());

    /** These rules with other election rules. */
    public Rules with(ElectionRules other) {
        return new Rules(other, log, commit, read);
    }

    /** These rules with other log rules. */
    public Rules with(LogRules other) {
        return new Rules(election, other, commit, read);
    }

    /** These rules with another commit rule. */
    public Rules with(CommitRule other) {
        return new Rules(election, log, other, read);
    }

    /** These rules with another read rule. */
    public Rules with(ReadRule other) {
        return new Rules(election, log, commit, other);
    }
}
