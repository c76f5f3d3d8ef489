package raftbook.raft;

/**
 * What a server knows of its current term: the number, the candidate it voted for, and the leader it has heard from.
 *
 * <p>The three belong together because they live and die together. A vote lasts exactly as long as its term: the only way
 * to a blank ballot is {@link #enter a higher term}. Stepping down within a term changes the role and leaves this value
 * alone; clearing the vote there would let a server vote twice in one term, and two leaders win (§5.2).
 *
 * @param term {@code currentTerm} of Figure 2: the latest term this server has seen, 0 at first, never decreasing
 * @param votedFor the candidate that got this server's vote in this term, or null
 * @param leader the leader of this term, once this server has heard from it, or null
 */
public record TermState(long term, NodeId votedFor, NodeId leader) {

    /** A server that has never heard of any term. */
    public static final TermState INITIAL = new TermState(0, null, null);

    /**
     * Enters a higher term, with a blank ballot and no known leader (§5.1).
     *
     * @throws IllegalStateException if the term is not higher: terms never go back, and never start twice
     */
    public TermState enter(long higherTerm) {
        require(higherTerm > term, "enter term " + higherTerm, "a term is only left for a higher one");
        return new TermState(higherTerm, null, null);
    }

    /**
     * Casts this term's vote (§5.2).
     *
     * @throws IllegalStateException if the vote has gone to somebody else: one vote per server and term
     */
    public TermState voteFor(NodeId candidate) {
        require(votedFor == null || votedFor.equals(candidate), "vote for " + candidate, "a server votes once a term");
        return new TermState(term, candidate, leader);
    }

    /**
     * Learns who leads this term (§5.2).
     *
     * @throws IllegalStateException if another leader of this term is known already: a term has at most one
     */
    public TermState follow(NodeId leaderOfTerm) {
        require(leader == null || leader.equals(leaderOfTerm), "follow " + leaderOfTerm, "a term has one leader");
        return new TermState(term, votedFor, leaderOfTerm);
    }

    private void require(boolean holds, String move, String rule) {
        if (!holds) throw new IllegalStateException("cannot " + move + " in " + this + ": " + rule);
    }
}
