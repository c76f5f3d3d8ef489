package raftbook.raft;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;

/**
 * One Raft server: election below, replication and commitment on it, application on top (Figure 2). Messages go to the layer they
 * concern, after every layer's common rule, that a higher term is adopted first. {@link #advance} and {@link #apply} then run
 * the layers from the bottom up, so that each sees what the one below it has settled.
 */
public final class RaftNode implements Node {

    private static final long AT_ONCE = 0;

    private final NodeId id;
    private final Set<NodeId> peers;
    private final RaftLog log;
    private final LeaderElection election;
    private final LogReplication replication;
    private final Commitment commitment;
    private final LogApplier applier;
    private final ReadIndex reads;

    /**
     * A server that starts as a follower.
     *
     * @param members the whole cluster, this server included
     * @param random where its election timeouts come from; the same seed gives the same run
     * @param now when it starts, in the driver's nanoseconds
     * @throws IllegalArgumentException if a member is named twice, or this server is none of them
     */
    public RaftNode(
            NodeId id,
            Collection<NodeId> members,
            RaftConfig config,
            RandomGenerator random,
            StateMachine stateMachine,
            long now) {
        this(id, members, config, random, stateMachine, now, TermState.INITIAL, List.of());
    }

    /**
     * A server with a past: the term it had reached, and the entries its log held.
     *
     * @throws IllegalArgumentException if the terms of the entries fall, or exceed the server's; or as above
     */
    public RaftNode(
            NodeId id,
            Collection<NodeId> members,
            RaftConfig config,
            RandomGenerator random,
            StateMachine stateMachine,
            long now,
            TermState state,
            List<RaftLogEntry> entries) {
        this.peers = new HashSet<>(members);
        if (peers.size() < members.size() || !peers.remove(id)) {
            throw new IllegalArgumentException(
                    "members " + members + ": must name each server once, and " + id + " among them");
        }
        List<NodeId> sorted = peers.stream().sorted().toList();
        this.id = id;
        this.log = new RaftLog();
        for (RaftLogEntry entry : entries) {
            if (entry.term() < log.getLastTerm() || entry.term() > state.term()) {
                throw new IllegalArgumentException("entry " + (log.getLastIndex() + 1) + " of term " + entry.term()
                        + ", behind one of term " + log.getLastTerm() + ", on a server that has reached term "
                        + state.term() + ": terms never fall along a log, and none is beyond the server's own");
            }
            log.append(entry);
        }
        Rules rules = config.rules();
        Quorum quorum = new Quorum(members.size());
        this.election = new LeaderElection(id, sorted, config.timing(), rules.election(), random, state, now);
        this.replication = new LogReplication(id, sorted, election, log, config.timing(), rules.log(), config.limits());
        this.commitment = new Commitment(replication, log, quorum, rules.commit());
        this.applier = new LogApplier(log, stateMachine);
        this.reads = new ReadIndex(replication, quorum, rules.read());
    }

    /** Takes in a message of another member of the cluster; what a stranger sends, its term included, counts for nothing. */
    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        if (!peers.contains(from)) return;
        election.observe(now, message.term());
        if (message instanceof RequestVote request) {
            election.onRequestVote(now, request, log.last(), outbox);
        } else if (message instanceof RequestVoteReply reply) {
            election.onRequestVoteReply(from, reply);
        } else if (message instanceof AppendEntries request) {
            long match = replication.onAppendEntries(now, from, request, commitment.index(), outbox);
            if (match != FollowerLog.NO_MATCH) commitment.followLeader(request.leaderCommit(), match);
        } else if (message instanceof AppendEntriesReply reply) {
            replication.onAppendEntriesReply(from, reply);
        }
    }

    @Override
    public void advance(long now, Outbox outbox) {
        election.advance(now, log.last(), outbox);
        replication.takeOffice();
        commitment.advance();
        replication.send(now, commitment.index(), outbox);
    }

    @Override
    public void apply(long now, Outbox outbox) {
        applier.advance(commitment.index());
        reads.advance(role() == RaftRole.LEADER, applier.lastApplied());
    }

    @Override
    public long wakeAt() {
        boolean moreToApply = applier.lastApplied() < commitment.index();
        return moreToApply ? AT_ONCE : Math.min(election.electionDeadline(), replication.wakeAt());
    }

    /**
     * Takes a command into the leader's log, to be replicated from the next {@link #advance} on.
     *
     * @return its index. The command is done once that index is applied with an entry of the present term
     * @throws NotLeaderException if this server does not lead
     * @throws IllegalArgumentException if the command is empty: that is how the log stores a no-op
     */
    public long propose(byte[] command) {
        requireLeader();
        if (command.length == 0) {
            throw new IllegalArgumentException("command of 0 bytes: that is Raft's own no-op, which no state machine"
                    + " is given; a command has at least one byte");
        }
        return replication.append(command);
    }

    /**
     * Asks to read the state machine as it is now or later.
     *
     * @return the read's number: it may be answered once {@link #answerableReads} has reached it in the same term
     * @throws NotLeaderException if this server does not lead
     */
    public long requestRead() {
        requireLeader();
        return reads.request(commitment.index());
    }

    private void requireLeader() {
        if (role() != RaftRole.LEADER) {
            throw new NotLeaderException(id, role(), term(), election.state().leader());
        }
    }

    /** Reads up to this number may be answered from the state machine now. */
    public long answerableReads() {
        return reads.answerable();
    }

    /** This server's name. */
    public NodeId id() {
        return id;
    }

    /** Its role in the current term. */
    public RaftRole role() {
        return election.role();
    }

    /** {@code currentTerm} of Figure 2. */
    public long term() {
        return election.term();
    }

    /** The current term with this server's vote and the leader it knows. */
    public TermState termState() {
        return election.state();
    }

    /** When its election timer fires, in the driver's nanoseconds; never for a leader. */
    public long electionDeadline() {
        return election.electionDeadline();
    }

    /** Its log, to be read only. */
    public RaftLog log() {
        return log;
    }

    /** Who leads, as it sees it: its role, its term, its vote, its timer. */
    public LeaderElection election() {
        return election;
    }

    /** Its side of replication: on a leader, each follower's progress. */
    public LogReplication replication() {
        return replication;
    }

    /** What it knows to be committed. */
    public Commitment commitment() {
        return commitment;
    }

    /** What has reached its state machine. */
    public LogApplier applier() {
        return applier;
    }

    /** {@code commitIndex} of Figure 2. */
    public long commitIndex() {
        return commitment.index();
    }

    /** {@code lastApplied} of Figure 2. */
    public long lastApplied() {
        return applier.lastApplied();
    }

    /**
     * All that this server's next moves depend on, times aside. Two servers of one name and one cluster with equal memories
     * do the same from here on, if each timer is let run out at the same point of the story.
     */
    public List<Object> memory() {
        List<RaftLogEntry> entries = log.entries(1, log.getLastIndex());
        return List.of(election.memory(), replication.memory(), entries, commitIndex(), lastApplied(), reads.memory());
    }
}
