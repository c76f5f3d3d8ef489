package raftbook.raft;

import java.util.List;

/**
 * What a leader knows, and what it guesses, of one follower's log (Leaders, Figure 2).
 *
 * <p>{@code matchIndex} is knowledge: the follower said so. {@code nextIndex} is a guess, and being wrong costs only a
 * message. They are not each other's neighbours: with messages in flight the guess runs ahead of the knowledge.
 */
public final class Progress {

    private long nextIndex;
    private long matchIndex;
    /** The leader tries behind this entry, which is known or guessed to be stored; what was sent beyond it is in flight. */
    private long tried;
    /** Whether the follower has been asked about {@link #tried}. */
    private boolean asked;
    /** Rejections of messages up to this one have been acted on already. */
    private long backedUpAt;
    /** The follower is being repaired until its log equals the leader's up to here. */
    private long repairTo;
    /** The latest of the leader's messages that the follower has answered in this term. */
    private long answered;
    /** The number of the last message to the follower. */
    private long number;

    /** A new leader guesses that every log is as long as its own (Volatile state on leaders, Figure 2). */
    public Progress(long lastLogIndex) {
        this.tried = lastLogIndex;
        this.nextIndex = lastLogIndex + 1;
    }

    /** How many entries were sent and not yet acknowledged. */
    public long inFlight() {
        return nextIndex - 1 - tried;
    }

    /** The next message's number: the first of a round has the next one after this, whoever else is asked before. */
    public long numberAfter(long round) {
        number = Math.max(number, round) + 1;
        return number;
    }

    /** A message that vouches for the entries up to this index is on its way. */
    public void sent(long lastIndex) {
        nextIndex = Math.max(nextIndex, lastIndex + 1);
        asked = true;
    }

    /** Whatever is in flight counts as lost. */
    public void giveUpInFlight() {
        nextIndex = tried + 1;
    }

    /** The follower has answered this message, or a later one. */
    public void answered(long sequence) {
        answered = Math.max(answered, sequence);
    }

    /** The follower's log equals the leader's up to here. Old news changes nothing. */
    public void matched(long index) {
        matchIndex = Math.max(matchIndex, index);
        tried = Math.max(tried, matchIndex);
        nextIndex = Math.max(nextIndex, matchIndex + 1);
    }

    /** Whether rejections of this message tell anything new: not if it was sent before the leader last backed up. */
    public boolean isNews(long sequence) {
        return sequence > backedUpAt;
    }

    /**
     * The follower's log did not fit: the leader tries again from here.
     *
     * @param latest the latest message sent to anybody
     */
    public void backUp(long next, long latest) {
        backedUpAt = latest;
        repairTo = Math.max(repairTo, nextIndex - 1);
        nextIndex = next;
        tried = next - 1;
        asked = false;
    }

    /** Whether the follower has refused, and does not yet have what it was sent then. */
    public boolean isUnderRepair() {
        return matchIndex < repairTo;
    }

    /** Whether the follower has been asked about the entry behind which the leader tries. */
    public boolean isAsked() {
        return asked;
    }

    /** The entry behind which the leader tries: stored if it is not beyond {@link #matchIndex}, and a guess otherwise. */
    public long tried() {
        return tried;
    }

    /** The entry to send next (Figure 2). */
    public long nextIndex() {
        return nextIndex;
    }

    /** Up to here the follower's log equals the leader's (Figure 2). */
    public long matchIndex() {
        return matchIndex;
    }

    /** The latest message that the follower has answered. */
    public long answered() {
        return answered;
    }

    List<Object> memory() {
        return List.of(nextIndex, matchIndex, tried, asked, backedUpAt, repairTo, answered);
    }
}
