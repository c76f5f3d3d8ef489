package raftbook.raft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Reads that no deposed leader can answer (§8; dissertation §6.4). A leader that answers from its memory may have been
 * replaced without knowing. So a read waits for three things: that the leader has committed an entry of its own term,
 * that a majority still follows it after the read arrived, and that everything committed by then has been applied.
 *
 * <p>A read is a number here, counted upwards; the layer above keeps what belongs to it. Reads become answerable in the
 * order in which they came.
 */
public final class ReadIndex {

    private record Pending(long read, long readIndex, long confirmedSince) {}

    private final LogReplication replication;
    private final Quorum quorum;
    private final ReadRule rule;
    private final Deque<Pending> pending = new ArrayDeque<>();
    private long requested;
    private long answerable;

    /** No read has been asked for. */
    public ReadIndex(LogReplication replication, Quorum quorum, ReadRule rule) {
        this.replication = replication;
        this.quorum = quorum;
        this.rule = rule;
    }

    /**
     * Leader: takes in a read and returns its number.
     *
     * @param commitIndex the leader's, at this moment
     */
    public long request(long commitIndex) {
        long since = replication.askAnew();
        long readIndex = rule.readIndex(commitIndex, replication.firstIndexOfTerm());
        pending.add(new Pending(++requested, readIndex, since));
        return requested;
    }

    /** Finds out which reads may be answered now; forgets all of them when the leader no longer leads. */
    public void advance(boolean leading, long lastApplied) {
        if (!leading) pending.clear();
        while (!pending.isEmpty() && isAnswerable(pending.element(), lastApplied)) {
            answerable = pending.remove().read;
        }
    }

    private boolean isAnswerable(Pending read, long lastApplied) {
        if (read.readIndex > lastApplied) return false;
        return rule.isConfirmed(quorum, read.confirmedSince, replication.answered());
    }

    /** Reads up to this number may be answered. */
    public long answerable() {
        return answerable;
    }

    List<Object> memory() {
        return List.of(requested, answerable, List.copyOf(pending));
    }
}
