package raftbook.metadata;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.raft.NotLeaderException;
import raftbook.raft.Outbox;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;

/**
 * The metadata service on one Raft server: leader-only put, delete and get. Writes go through the log; reads wait until
 * the store is certain to be current. It remembers what clients wait for, and after every step of the server below looks
 * down at what has been applied, and whether the server still leads.
 */
public final class MetadataNode implements Node {

    private record Pending(long awaited, long deadline, MetadataRequest request) {}

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

    /** Takes in a request. Its future ends at once if this server does not lead, else after a later advance. */
    public void submit(long now, MetadataRequest request) {
        if (request.isSettled()) return;
        try {
            if (request instanceof MetadataRequest.Write write) {
                writes.add(new Pending(raft.propose(write.command()), now + patience, request));
            } else {
                reads.add(new Pending(raft.requestRead(), now + patience, request));
            }
            servingTerm = raft.term();
        } catch (NotLeaderException notLeader) {
            request.refuse(notLeader);
        }
    }

    @Override
    public void receive(long now, NodeId from, RaftMessage message, Outbox outbox) {
        raft.receive(now, from, message, outbox);
    }

    @Override
    public void advance(long now, Outbox outbox) {
        raft.advance(now, outbox);
        if (raft.role() != RaftRole.LEADER || raft.term() != servingTerm) {
            giveUp("the leader lost its office while this was under way; read the key at the new leader to find out");
        }
        completeWrites();
        completeReads();
        giveUpOverdue(now, writes);
        giveUpOverdue(now, reads);
    }

    private void completeWrites() {
        while (!writes.isEmpty() && writes.element().awaited <= raft.lastApplied()) {
            Pending done = writes.remove();
            ((MetadataRequest.Write) done.request).answer().complete(new Done(done.awaited, servingTerm));
        }
    }

    private void completeReads() {
        while (!reads.isEmpty() && reads.element().awaited <= raft.answerableReads()) {
            MetadataRequest.Read read = (MetadataRequest.Read) reads.remove().request;
            read.answer().complete(store.get(read.key()));
        }
    }

    private void giveUpOverdue(long now, Deque<Pending> queue) {
        while (!queue.isEmpty() && queue.element().deadline <= now) {
            queue.remove()
                    .request
                    .giveUp("no majority has answered within " + Duration.ofNanos(patience)
                            + "; it may still happen. Is this leader cut off?");
        }
    }

    /** Ends everything pending, as unknown. */
    public void giveUp(String why) {
        writes.forEach(write -> write.request.giveUp(why));
        reads.forEach(read -> read.request.giveUp(why));
        writes.clear();
        reads.clear();
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
