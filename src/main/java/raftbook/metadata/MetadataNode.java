package raftbook.metadata;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;
import raftbook.raft.RefusedException;

/**
 * The metadata service on one Raft server: leader-only put, delete and get. Writes go through the log; reads wait until
 * the store is certain to be current. It remembers what clients wait for, and after every step of the server below looks
 * down at what has been applied, and whether the server still leads.
 */
public final class MetadataNode implements MetadataRequest.Server {

    /** So many writes, and so many reads, may be under way on one server; what comes beyond that is refused. */
    public static final int MOST_UNDER_WAY = 1 << 16;

    private static final String WATCH_ON = "watch on at the next leader, after the entry that you have seen up to";

    private record Pending(long awaited, long term, long deadline, MetadataRequest request) implements Outbox.Answer {

        /** The receipt for a write; it is its own answer, for there are many. */
        @Override
        public void give() {
            ((MetadataRequest.Write) request).answer().complete(new Done(awaited, term));
        }
    }

    private final RaftNode raft;
    private final MetadataStore store;
    private final long patience;
    /** Writes by log index, reads by their number: each queue is in the order of completion. */
    private final Deque<Pending> writes = new ArrayDeque<>();

    private final Deque<Pending> reads = new ArrayDeque<>();
    /** The term in which everything pending was taken in. */
    private long servingTerm;

    private final SessionTimer timer = new SessionTimer();
    private final Watches watches = new Watches();
    /** When this server looks again whose time is over, if it leads and there are sessions. */
    private long nextLook;

    /** @param patience how long a request may take before its outcome is given up as unknown */
    public MetadataNode(RaftNode raft, MetadataStore store, Duration patience) {
        this.raft = raft;
        this.store = store;
        this.patience = patience.toNanos();
    }

    @Override
    public void submit(long now, MetadataRequest request, Outbox outbox) {
        if (request.isSettled()) return;
        try {
            if (request instanceof MetadataRequest.Watch watch) {
                await(now, watch, outbox);
                return;
            }
            Deque<Pending> queue = request instanceof MetadataRequest.Write ? writes : reads;
            if (queue.size() >= MOST_UNDER_WAY) throw new OverloadedException(overload());
            long awaited = begin(now, request);
            servingTerm = raft.term();
            queue.add(new Pending(awaited, servingTerm, now + patience, request));
        } catch (RefusedException refused) {
            outbox.answer(() -> request.refuse(refused));
        }
    }

    private long begin(long now, MetadataRequest request) {
        if (request instanceof MetadataRequest.Write write) return raft.propose(write.command());
        long read = raft.requestRead();
        if (request instanceof MetadataRequest.KeepAlive alive) renew(now, alive.session());
        return read;
    }

    private String overload() {
        return raft.id() + " has " + MOST_UNDER_WAY
                + " requests of this kind under way, and takes in no more: send this"
                + " one again when others have been answered";
    }

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        raft.receive(now, from, message, outbox);
    }

    @Override
    public void advance(long now, Outbox outbox) {
        if (store.hasSessions()) endOverdueSessions(now);
        raft.advance(now, outbox);
    }

    @Override
    public void apply(long now, Outbox outbox) {
        raft.apply(now, outbox);
        if (raft.role() != RaftRole.LEADER || raft.term() != servingTerm) {
            giveUp(
                    "the leader lost its office while this was under way; read the key at the new leader to find out",
                    outbox);
        }
        completeWrites(outbox);
        completeReads(outbox);
        giveUpOverdue(now, writes, outbox);
        giveUpOverdue(now, reads, outbox);
        if (!watches.isEmpty()) advanceWatches(now, outbox);
    }

    private void completeWrites(Outbox outbox) {
        while (!writes.isEmpty() && writes.element().awaited <= raft.lastApplied()) {
            Pending write = writes.remove();
            Optional<RefusedException> refusal = store.refusalAt(write.awaited);
            if (refusal.isEmpty()) outbox.answer(write);
            else outbox.answer(() -> write.request.refuse(refusal.get()));
        }
    }

    private void completeReads(Outbox outbox) {
        while (!reads.isEmpty() && reads.element().awaited <= raft.answerableReads()) {
            outbox.answer(((MetadataRequest.Question) reads.remove().request).read(store));
        }
    }

    private void giveUpOverdue(long now, Deque<Pending> queue, Outbox outbox) {
        if (deadline(queue) > now) return;
        String why = "no majority has answered within " + Duration.ofNanos(patience)
                + "; it may still happen. Is this leader cut off?";
        giveUp(queue, now, why, outbox);
    }

    /** Ends writes and reads as unknown, and refuses watches: this server has been stopped, and takes no further step. */
    public void stopped() {
        giveUp(
                raft.id() + " was stopped while this was under way; ask the next leader what became of it",
                (to, message) -> {});
        watches.refuse(new RefusedException(raft.id() + " was stopped: " + WATCH_ON), (to, message) -> {});
    }

    private void giveUp(String why, Outbox outbox) {
        giveUp(writes, Long.MAX_VALUE, why, outbox);
        giveUp(reads, Long.MAX_VALUE, why, outbox);
    }

    /** Ends, as unknown, what was to be answered by then. */
    private static void giveUp(Deque<Pending> queue, long deadline, String why, Outbox outbox) {
        while (!queue.isEmpty() && queue.element().deadline <= deadline) {
            MetadataRequest request = queue.remove().request;
            outbox.answer(() -> request.giveUp(why));
        }
    }

    @Override
    public long wakeAt() {
        long due = Math.min(raft.wakeAt(), Math.min(deadline(writes), deadline(reads)));
        if (!watches.isEmpty()) due = Math.min(due, watches.deadline());
        return store.hasSessions() && raft.role() == RaftRole.LEADER ? Math.min(due, nextLook) : due;
    }

    private static long deadline(Deque<Pending> queue) {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.element().deadline;
    }

    /** The Raft server below. */
    public RaftNode raft() {
        return raft;
    }

    /** What has been applied so far. */
    public MetadataStore store() {
        return store;
    }

    private void await(long now, MetadataRequest.Watch watch, Outbox outbox) {
        if (raft.role() != RaftRole.LEADER) {
            throw new NotLeaderException(
                    raft.id(), raft.role(), raft.term(), raft.termState().leader());
        }
        if (watches.size() >= MOST_UNDER_WAY) throw new OverloadedException(overload());
        watches.add(watch, now + patience, store, outbox);
    }

    private void advanceWatches(long now, Outbox outbox) {
        if (raft.role() == RaftRole.LEADER) watches.advance(now, store, outbox);
        else watches.refuse(new RefusedException(raft.id() + " leads no longer: " + WATCH_ON), outbox);
    }

    /** Proposes the end of each session whose time is over. That its key has this version sees to it that no other is ended. */
    private void endOverdueSessions(long now) {
        if (raft.role() != RaftRole.LEADER || now < nextLook) return;
        nextLook = now + SessionTimer.LOOK_EVERY;
        for (Session session : timer.overdue(now, raft.term(), store)) {
            raft.propose(new ConditionalCommand.CompareAndDelete(session.key(), session.version()).encode());
        }
    }

    /** If it is not open here, it may be further on in the log; that is found out when the keep-alive is answered. */
    private void renew(long now, Session session) {
        store.session(session.key(), session.version()).ifPresent(open -> timer.renew(now, raft.term(), open));
    }
}
