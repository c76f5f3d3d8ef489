package raftbook.metadata;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import raftbook.raft.NodeId;
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
            Deque<Pending> queue = request instanceof MetadataRequest.Write ? writes : reads;
            if (queue.size() >= MOST_UNDER_WAY) throw new OverloadedException(overload());
            long awaited = begin(request);
            servingTerm = raft.term();
            queue.add(new Pending(awaited, servingTerm, now + patience, request));
        } catch (RefusedException refused) {
            outbox.answer(() -> request.refuse(refused));
        }
    }

    private long begin(MetadataRequest request) {
        return request instanceof MetadataRequest.Write write ? raft.propose(write.command()) : raft.requestRead();
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
    }

    private void completeWrites(Outbox outbox) {
        while (!writes.isEmpty() && writes.element().awaited <= raft.lastApplied()) {
            outbox.answer(writes.remove());
        }
    }

    private void completeReads(Outbox outbox) {
        while (!reads.isEmpty() && reads.element().awaited <= raft.answerableReads()) {
            outbox.answer(((MetadataRequest.Read<?>) reads.remove().request).read(store));
        }
    }

    private void giveUpOverdue(long now, Deque<Pending> queue, Outbox outbox) {
        while (!queue.isEmpty() && queue.element().deadline <= now) {
            String why = "no majority has answered within " + Duration.ofNanos(patience)
                    + "; it may still happen. Is this leader cut off?";
            giveUpFirst(queue, why, outbox);
        }
    }

    /** Ends everything pending, as unknown: this server has been stopped, and takes no further step. */
    public void stopped() {
        giveUp(
                raft.id() + " was stopped while this was under way; ask the next leader what became of it",
                (to, message) -> {});
    }

    private void giveUp(String why, Outbox outbox) {
        while (!writes.isEmpty()) giveUpFirst(writes, why, outbox);
        while (!reads.isEmpty()) giveUpFirst(reads, why, outbox);
    }

    private static void giveUpFirst(Deque<Pending> queue, String why, Outbox outbox) {
        MetadataRequest request = queue.remove().request;
        outbox.answer(() -> request.giveUp(why));
    }

    @Override
    public long wakeAt() {
        return Math.min(raft.wakeAt(), Math.min(deadline(writes), deadline(reads)));
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
}
