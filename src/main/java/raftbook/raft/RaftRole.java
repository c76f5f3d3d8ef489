package raftbook.raft;

/** The part that a server plays in its current term (§5.1, Figure 4). */
public enum RaftRole {
    /** Answers leaders and candidates; starts nothing itself until its election timer fires. */
    FOLLOWER,
    /** Has started a new term and asks the others for their votes. */
    CANDIDATE,
    /** Won a majority of the term's votes: the only server that takes commands in this term. */
    LEADER
}
