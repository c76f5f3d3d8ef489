package raftbook.raft;

import raftbook.raft.RaftMessage.RequestVote;

/**
 * The decisions of an election, one method per rule of Figure 2. They are small, pure and overridable, so that a reader
 * can point at a rule, break it in one line, and see in which world it matters.
 */
public class ElectionRules {

    /** Whether a message's term makes this server leave its own: any higher term does (All Servers, §5.1). */
    public boolean adoptsTerm(long messageTerm, long currentTerm) {
        return messageTerm > currentTerm;
    }

    /** Whether a message comes from a term that is over, and carries no authority (rule 1 of both RPCs, §5.1). */
    public boolean isStale(long messageTerm, long currentTerm) {
        return messageTerm < currentTerm;
    }

    /** Whether the candidate gets this server's vote (RequestVote rule 2, §5.2, §5.4). */
    public boolean grantsVote(TermState state, RequestVote request, boolean upToDate) {
        boolean free = state.votedFor() == null || state.votedFor().equals(request.candidate());
        return free && upToDate;
    }

    /**
     * Whether the candidate's log is at least as up to date as the voter's (§5.4.1): the later last term wins, and only
     * between equal last terms the longer log.
     *
     * @param candidate where the candidate's log ends
     * @param voter where the voter's own log ends
     */
    public boolean isUpToDate(LogPosition candidate, LogPosition voter) {
        if (candidate.term() != voter.term()) return candidate.term() > voter.term();
        return candidate.index() >= voter.index();
    }

    /** Whether the votes a candidate has, its own included, make it the leader (Candidates, §5.2). */
    public boolean wins(int votes, Quorum quorum) {
        return quorum.isReachedBy(votes);
    }
}
