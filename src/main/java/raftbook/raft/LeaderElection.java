package raftbook.raft;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/**
 * Who leads, and in which term (§5.1, §5.2). The lowest layer of a server: it knows the term, the vote, the role and the
 * election timer, and nothing of the log but where it ends, which it is told when a vote depends on it. The layers above
 * look at {@link #role} and {@link #term} to see what has changed; it calls none of them.
 *
 * <p>The timer is restarted in three places only (Followers, Figure 2): when the current leader is heard from, when a
 * vote is granted, and when an election starts. Any other message, even one that brings a higher term, leaves it running.
 * A leader has none; it starts one when it steps down.
 *
 * <p>A candidate asks each server once. The paper has it ask again where no answer comes (§5.1); here its next election
 * does that, when its timer fires, in a higher term. A lost question thus costs one election timeout, and only if too few
 * others vote for it; in return there is no second timer. Safety rests on neither.
 */
public final class LeaderElection {

    private final NodeId self;
    private final List<NodeId> peers;
    private final Quorum quorum;
    private final Timing timing;
    private final ElectionRules rules;
    private final RandomGenerator random;

    private TermState state;
    private RaftRole role = RaftRole.FOLLOWER;
    private final Set<NodeId> votes = new HashSet<>();
    private long electionDeadline;

    /**
     * A follower whose patience begins to run.
     *
     * @param peers the other servers of the cluster; with none, it stands for election at once
     * @param random where its election timeouts are drawn from
     * @param state the term it has reached, and its vote in it
     * @param now the present, in the driver's nanoseconds
     */
    public LeaderElection(
            NodeId self,
            Collection<NodeId> peers,
            Timing timing,
            ElectionRules rules,
            RandomGenerator random,
            TermState state,
            long now) {
        this.self = self;
        this.peers = List.copyOf(peers);
        this.quorum = new Quorum(peers.size() + 1);
        this.timing = timing;
        this.rules = rules;
        this.random = random;
        this.state = state;
        this.electionDeadline = peers.isEmpty() ? now : now + timing.drawElectionTimeout(random);
    }

    /** Adopts the term of a message if it is higher, and becomes a follower in it (All Servers, §5.1). */
    public void observe(long now, long messageTerm) {
        if (!rules.adoptsTerm(messageTerm, state.term())) return;
        // A leader has no timer running; a follower or candidate keeps the one it has.
        if (role == RaftRole.LEADER) restartTimer(now);
        state = state.enter(messageTerm);
        role = RaftRole.FOLLOWER;
    }

    /** Whether a message of this term comes too late to count (rule 1 of both RPCs, §5.1). */
    public boolean isStale(long messageTerm) {
        return rules.isStale(messageTerm, state.term());
    }

    /** Yields to the leader of the current term and waits for it anew (Followers and Candidates, §5.2). */
    public void heardFromLeader(long now, NodeId leader) {
        role = RaftRole.FOLLOWER;
        if (state.leader() == null) state = state.follow(leader);
        restartTimer(now);
    }

    /** Answers a candidate (RequestVote RPC, Figure 2). @param last where this server's own log ends */
    public void onRequestVote(long now, RequestVote request, LogPosition last, Outbox outbox) {
        boolean granted = !isStale(request.term()) && grants(request, last);
        if (granted) {
            if (state.votedFor() == null) state = state.voteFor(request.candidate());
            restartTimer(now);
        }
        outbox.send(request.candidate(), new RequestVoteReply(state.term(), granted));
    }

    private boolean grants(RequestVote request, LogPosition last) {
        boolean upToDate = rules.isUpToDate(request.last(), last);
        return rules.grantsVote(state, request, upToDate);
    }

    /** Counts a vote of the current term; votes of earlier terms elected nobody, and never will (§5.2). */
    public void onRequestVoteReply(NodeId voter, RequestVoteReply reply) {
        if (role == RaftRole.CANDIDATE && !isStale(reply.term()) && reply.voteGranted()) votes.add(voter);
    }

    /** Starts an election if the timer has fired, and takes office if the votes suffice (Candidates, §5.2). */
    public void advance(long now, LogPosition last, Outbox outbox) {
        boolean timeIsUp = role != RaftRole.LEADER && now >= electionDeadline;
        if (timeIsUp) campaign(now, last, outbox);
        if (role == RaftRole.CANDIDATE && rules.wins(votes.size(), quorum)) {
            role = RaftRole.LEADER;
            state = state.follow(self);
        }
    }

    private void campaign(long now, LogPosition last, Outbox outbox) {
        state = state.enter(state.term() + 1).voteFor(self);
        role = RaftRole.CANDIDATE;
        votes.clear();
        votes.add(self);
        restartTimer(now);
        for (NodeId peer : peers) {
            outbox.send(peer, new RequestVote(state.term(), self, last.index(), last.term()));
        }
    }

    private void restartTimer(long now) {
        electionDeadline = now + timing.drawElectionTimeout(random);
    }

    /** When the election timer fires, in the driver's nanoseconds; never for a leader, which has none. */
    public long electionDeadline() {
        return role == RaftRole.LEADER ? Long.MAX_VALUE : electionDeadline;
    }

    /** The role this server plays in its current term. */
    public RaftRole role() {
        return role;
    }

    /** {@code currentTerm} of Figure 2. */
    public long term() {
        return state.term();
    }

    /** The current term with its vote and its leader, as far as this server knows them. */
    public TermState state() {
        return state;
    }

    /** All that the next moves depend on, but for the timer: who waits for what, and not until when. */
    List<Object> memory() {
        return List.of(state, role, role == RaftRole.CANDIDATE ? Set.copyOf(votes) : Set.of());
    }
}
