package raftbook.raft;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;

/**
 * How a leader's log becomes everybody's (§5.3). On a follower it answers AppendEntries; on a leader it keeps each
 * follower's {@link Progress} and sends what is missing. It looks down at the election to learn that this server has
 * come to lead a new term, and is never told.
 *
 * <p>A leader first asks, with one message, whether its guess of where the logs part is right. Once it is, sending is
 * optimistic: up to a window of entries goes out without waiting for answers. Whatever is lost on the way shows at the
 * next heartbeat, which vouches for {@code nextIndex - 1} like any other message and is refused if that is not there.
 */
public final class LogReplication {

    private static final long NEVER = Long.MAX_VALUE;

    private final NodeId self;
    private final LeaderElection election;
    private final RaftLog log;
    private final LogRules rules;
    private final FollowerLog followerLog;
    private final HeartbeatTimer heartbeat;
    private final SendLimits limits;

    private final Map<NodeId, Progress> followers = new LinkedHashMap<>();
    private long leadingTerm;
    private long firstIndexOfTerm;
    /** The highest number of a message that left before this round. */
    private long sequence;
    /** The highest number of a message. */
    private long highest;

    /** @param peers the other servers of the cluster */
    public LogReplication(
            NodeId self,
            Collection<NodeId> peers,
            LeaderElection election,
            RaftLog log,
            Timing timing,
            LogRules rules,
            SendLimits limits) {
        this.self = self;
        this.election = election;
        this.log = log;
        this.rules = rules;
        this.followerLog = new FollowerLog(log, rules);
        this.heartbeat = new HeartbeatTimer(timing);
        this.limits = limits;
        for (NodeId peer : peers) followers.put(peer, new Progress(0));
    }

    /**
     * Follower: stores the entries, or refuses them, and answers (AppendEntries RPC, Figure 2).
     *
     * @param commitIndex this server's own
     * @return the index up to which this log now equals the leader's, or {@link FollowerLog#NO_MATCH}
     */
    public long onAppendEntries(long now, NodeId from, AppendEntries request, long commitIndex, Outbox outbox) {
        if (election.isStale(request.term())) {
            outbox.send(from, AppendEntriesReply.stale(election.term(), request.sequence()));
            return FollowerLog.NO_MATCH;
        }
        election.heardFromLeader(now, request.leader());
        long match = followerLog.appendEntries(request.prevLogIndex(), request.prevLogTerm(), request.entries());
        if (match == FollowerLog.NO_MATCH) {
            long retryFrom = followerLog.retryFrom(request.prevLogIndex(), commitIndex);
            outbox.send(from, AppendEntriesReply.rejected(election.term(), retryFrom, request.sequence()));
        } else {
            outbox.send(from, AppendEntriesReply.accepted(election.term(), match, request.sequence()));
        }
        return match;
    }

    /**
     * Leader: notes what a follower has, or where to try again. A reply of another term says nothing about this one, and one
     * from a stranger, or about more than this log holds, answers nothing that this leader has sent.
     */
    public void onAppendEntriesReply(NodeId from, AppendEntriesReply reply) {
        Progress follower = followers.get(from);
        boolean answersUs = follower != null && reply.matchIndex() <= log.getLastIndex();
        if (!answersUs || !isInOffice() || election.isStale(reply.term())) return;
        follower.answered(reply.sequence());
        if (reply.success()) follower.matched(reply.matchIndex());
        else if (follower.isNews(reply.sequence())) {
            follower.backUp(rules.backUp(follower.tried(), follower.matchIndex(), reply.retryFrom()), sequence);
        }
    }

    /** Begins to lead if this server has been elected since: guesses every follower's log anew, and appends a no-op. */
    public void takeOffice() {
        if (election.role() != RaftRole.LEADER || isInOffice()) return;
        leadingTerm = election.term();
        followers.replaceAll((peer, old) -> new Progress(log.getLastIndex()));
        firstIndexOfTerm = log.append(RaftLogEntry.noOp(leadingTerm));
        heartbeat.fireNow();
    }

    /** Leader: takes a command into the log, to be sent at the next {@link #send}. Returns its index. */
    public long append(byte[] command) {
        return log.appendLocal(leadingTerm, command);
    }

    /** Leader: has all followers asked anew, and returns the number of the first message that does so. */
    public long askAnew() {
        heartbeat.fireNow();
        return sequence + 1;
    }

    /**
     * Leader: sends what is missing, and what is due.
     *
     * @param commitIndex what the leader has committed, for the followers to know
     */
    public void send(long now, long commitIndex, Outbox outbox) {
        if (!isInOffice()) return;
        boolean due = heartbeat.isDue(now);
        if (due && followers.values().stream().anyMatch(Progress::isUnderRepair)) heartbeat.hurry(now);
        else if (due) heartbeat.restart(now);
        for (Map.Entry<NodeId, Progress> each : followers.entrySet()) {
            Progress follower = each.getValue();
            if (rules.mayStream(follower.tried(), follower.matchIndex())) {
                stream(each.getKey(), follower, due, commitIndex, outbox);
            } else if (due || !follower.isAsked()) {
                probe(each.getKey(), follower, commitIndex, outbox);
            }
        }
        sequence = highest;
    }

    /** Sends as much as there is and may be in flight; what got lost shows at the next heartbeat. */
    private void stream(NodeId peer, Progress follower, boolean heartbeatDue, long commitIndex, Outbox outbox) {
        long next = follower.nextIndex();
        long end = Math.min(log.getLastIndex(), next - 1 + limits.window() - follower.inFlight());
        boolean silent = next > end;
        for (; next <= end; next += limits.batch()) {
            send(peer, follower, Math.min(log.getLastIndex(), next + limits.batch() - 1), commitIndex, outbox);
        }
        if (silent && heartbeatDue) send(peer, follower, follower.nextIndex() - 1, commitIndex, outbox);
    }

    /** Asks with one message whether the guess is right. Whoever has refused before is sent entries once it agrees. */
    private void probe(NodeId peer, Progress follower, long commitIndex, Outbox outbox) {
        follower.giveUpInFlight();
        long last = follower.isUnderRepair()
                ? follower.tried()
                : Math.min(log.getLastIndex(), follower.tried() + limits.batch());
        send(peer, follower, last, commitIndex, outbox);
    }

    private void send(NodeId peer, Progress follower, long last, long commitIndex, Outbox outbox) {
        boolean empty = last < follower.nextIndex();
        long first = empty ? last + 1 : rules.firstToSend(follower.nextIndex());
        long number = follower.numberAfter(sequence);
        highest = Math.max(highest, number);
        outbox.send(
                peer,
                new AppendEntries(
                        leadingTerm,
                        self,
                        first - 1,
                        log.term(first - 1),
                        log.entries(first, last),
                        commitIndex,
                        number));
        follower.sent(last);
    }

    /** Leader: how far each server's log equals the leader's, its own first. */
    public long[] matchIndexes() {
        return perServer(log.getLastIndex(), Progress::matchIndex);
    }

    /** Leader: the latest of its messages that each server has answered; the leader itself, first, has answered all. */
    public long[] answered() {
        return perServer(Long.MAX_VALUE, Progress::answered);
    }

    private long[] perServer(long own, ToLongFunction<Progress> value) {
        long[] values = new long[followers.size() + 1];
        values[0] = own;
        int i = 1;
        for (Progress follower : followers.values()) values[i++] = value.applyAsLong(follower);
        return values;
    }

    /** Whether this server leads, and has begun to. */
    public boolean isInOffice() {
        return election.role() == RaftRole.LEADER && leadingTerm == election.term();
    }

    /** The term that this server leads, or was the last to lead; 0 if it never led. */
    public long leadingTerm() {
        return leadingTerm;
    }

    /** Index of the no-op that opened the leader's term. */
    public long firstIndexOfTerm() {
        return firstIndexOfTerm;
    }

    /** When a heartbeat is due, in the driver's nanoseconds; never unless this server leads. */
    public long wakeAt() {
        return isInOffice() ? heartbeat.dueAt() : NEVER;
    }

    /** Leader: how far this follower's log is known to equal the leader's (Figure 2); 0 on any other server. */
    public long matchIndex(NodeId follower) {
        return isInOffice() ? followers.get(follower).matchIndex() : 0;
    }

    /** Leader: the entry that this follower is sent next (Figure 2); 0 on any other server. */
    public long nextIndex(NodeId follower) {
        return isInOffice() ? followers.get(follower).nextIndex() : 0;
    }

    /** All that the next moves depend on, but for the heartbeat's time. Out of office only the count of messages is kept. */
    List<Object> memory() {
        if (!isInOffice()) return List.of(sequence);
        List<List<Object>> known =
                followers.values().stream().map(Progress::memory).toList();
        return List.of(sequence, leadingTerm, firstIndexOfTerm, known);
    }
}
