package raftbook.raft;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;

/**
 * How a leader's log becomes everybody's (§5.3, §5.4.2). On a follower it answers AppendEntries; on a leader it keeps
 * each follower's {@link Progress}, sends what is missing, and commits what is safe. It looks down at the election to
 * learn that this server has come to lead a new term, and is never told.
 *
 * <p>Sending is optimistic: up to a window of entries goes out without waiting for answers. Whatever is lost on the way
 * shows at the next heartbeat, which vouches for {@code nextIndex - 1} like any other message and is refused if that is
 * not there.
 */
public final class LogReplication {

    private static final long NEVER = Long.MAX_VALUE;

    private final NodeId self;
    private final LeaderElection election;
    private final RaftLog log;
    private final FollowerLog followerLog;
    private final RaftConfig config;
    private final Quorum quorum;

    private long commitIndex;
    private final Map<NodeId, Progress> followers = new LinkedHashMap<>();
    private long leadingTerm;
    private long firstIndexOfTerm;
    private long sequence;
    private long heartbeatAt;

    LogReplication(NodeId self, Collection<NodeId> peers, LeaderElection election, RaftLog log, RaftConfig config) {
        this.self = self;
        this.election = election;
        this.log = log;
        this.followerLog = new FollowerLog(log, config.rules().log());
        this.config = config;
        this.quorum = new Quorum(peers.size() + 1);
        for (NodeId peer : peers) followers.put(peer, new Progress(0));
    }

    /** Follower: stores the entries, or refuses them; commits what the leader has committed (Figure 2). */
    void onAppendEntries(long now, NodeId from, AppendEntries request, Outbox outbox) {
        long match = FollowerLog.NO_MATCH;
        if (!election.isStale(request.term())) {
            election.heardFromLeader(now, request.leader());
            match = followerLog.appendEntries(request.prevLogIndex(), request.prevLogTerm(), request.entries());
        }
        if (match == FollowerLog.NO_MATCH) {
            long retryFrom = followerLog.retryFrom(request.prevLogIndex(), commitIndex);
            outbox.send(from, AppendEntriesReply.rejected(election.term(), retryFrom, request.sequence()));
        } else {
            commitTo(config.rules().log().followerCommit(request.leaderCommit(), match));
            outbox.send(from, AppendEntriesReply.accepted(election.term(), match, request.sequence()));
        }
    }

    /** Leader: notes what a follower has, or where to try again. A reply of another term says nothing about this one. */
    void onAppendEntriesReply(NodeId from, AppendEntriesReply reply) {
        if (!isInOffice() || election.isStale(reply.term())) return;
        Progress follower = followers.get(from);
        follower.answered(reply.sequence());
        if (reply.success()) follower.matched(reply.matchIndex());
        else follower.rejected(reply.sequence(), reply.retryFrom(), sequence);
    }

    /** Leader: takes a command into the log, to be sent at the next {@link #advance}. Returns its index. */
    long append(byte[] command) {
        takeOfficeIfNew();
        return log.appendLocal(election.term(), command);
    }

    /** Leader: has all followers asked anew, and returns the number of the first message that does so. */
    long askAnew() {
        takeOfficeIfNew();
        heartbeatAt = Long.MIN_VALUE;
        return sequence + 1;
    }

    /** Leader: whether a majority still followed when message {@code since} was sent or later. */
    boolean isConfirmed(long since) {
        long[] answered = perServer(NEVER, Progress::answered);
        return config.rules().read().isConfirmed(quorum, since, answered);
    }

    /** Leader: commits, then sends what is missing and what is due. */
    void advance(long now, Outbox outbox) {
        if (election.role() != RaftRole.LEADER) return;
        takeOfficeIfNew();
        commitReplicated();
        boolean heartbeatDue = now >= heartbeatAt;
        if (heartbeatDue) heartbeatAt = now + config.timing().heartbeat().toNanos();
        followers.forEach((peer, follower) -> send(peer, follower, heartbeatDue, outbox));
    }

    private void takeOfficeIfNew() {
        if (isInOffice()) return;
        leadingTerm = election.term();
        followers.replaceAll((peer, old) -> new Progress(log.getLastIndex()));
        firstIndexOfTerm = log.append(RaftLogEntry.noOp(leadingTerm));
        heartbeatAt = Long.MIN_VALUE;
    }

    private boolean isInOffice() {
        return election.role() == RaftRole.LEADER && leadingTerm == election.term();
    }

    private void commitReplicated() {
        CommitRule rule = config.rules().commit();
        long replicated = rule.replicated(quorum, perServer(log.getLastIndex(), Progress::matchIndex));
        if (rule.mayCommit(log.term(replicated), leadingTerm)) commitTo(replicated);
    }

    private void commitTo(long index) {
        commitIndex = Math.max(commitIndex, Math.min(index, log.getLastIndex()));
    }

    private void send(NodeId peer, Progress follower, boolean heartbeatDue, Outbox outbox) {
        boolean silent = true;
        while (follower.nextIndex() <= log.getLastIndex() && follower.inFlight() < config.window()) {
            send(peer, follower, Math.min(log.getLastIndex(), follower.nextIndex() + config.batch() - 1), outbox);
            silent = false;
        }
        if (silent && heartbeatDue) send(peer, follower, follower.nextIndex() - 1, outbox);
    }

    private void send(NodeId peer, Progress follower, long last, Outbox outbox) {
        boolean empty = last < follower.nextIndex();
        long first = empty ? last + 1 : config.rules().log().firstToSend(follower.nextIndex());
        outbox.send(
                peer,
                new AppendEntries(
                        leadingTerm,
                        self,
                        first - 1,
                        log.term(first - 1),
                        log.entries(first, last),
                        commitIndex,
                        ++sequence));
        follower.sent(last);
    }

    private long[] perServer(long own, ToLongFunction<Progress> value) {
        long[] values = new long[followers.size() + 1];
        values[0] = own;
        int i = 1;
        for (Progress follower : followers.values()) values[i++] = value.applyAsLong(follower);
        return values;
    }

    /** When a heartbeat is due, in the driver's nanoseconds; never unless this server leads. */
    long wakeAt() {
        return isInOffice() ? heartbeatAt : NEVER;
    }

    /** Index of the no-op that opened the leader's term. */
    long firstIndexOfTerm() {
        return firstIndexOfTerm;
    }

    /** Index of the highest entry known to be committed, 0 at first, never decreasing (Figure 2). */
    public long commitIndex() {
        return commitIndex;
    }

    /** Leader: how far this follower's log is known to equal the leader's (Figure 2); 0 on any other server. */
    public long matchIndex(NodeId follower) {
        return isInOffice() ? followers.get(follower).matchIndex() : 0;
    }

    /** Leader: the entry that this follower is sent next (Figure 2); 0 on any other server. */
    public long nextIndex(NodeId follower) {
        return isInOffice() ? followers.get(follower).nextIndex() : 0;
    }
}
