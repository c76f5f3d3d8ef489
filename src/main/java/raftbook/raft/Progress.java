package raftbook.raft;

/**
 * What a leader knows, and what it guesses, of one follower's log (Leaders, Figure 2).
 *
 * <p>{@code matchIndex} is knowledge: the follower said so. {@code nextIndex} is a guess, and being wrong costs only a
 * message. They are not each other's neighbours: with messages in flight the guess runs ahead of the knowledge.
 */
public final class Progress {

    private long nextIndex;
    private long matchIndex;
    /** Everything up to here is known, or was last guessed, to be stored; what was sent beyond it is in flight. */
    private long windowStart;
    /** Rejections of messages up to this one have been acted on already. */
    private long backedUpAt;
    /** The latest of the leader's messages that the follower has answered in this term. */
    private long answered;

    /** A new leader guesses that every log is as long as its own (Volatile state on leaders, Figure 2). */
    public Progress(long lastLogIndex) {
        this.nextIndex = lastLogIndex + 1;
        this.windowStart = lastLogIndex;
    }

    /** How many entries were sent and not yet acknowledged. */
    public long inFlight() {
        return nextIndex - 1 - windowStart;
    }

    /** Entries up to this index are on their way. */
    public void sent(long lastIndex) {
        nextIndex = Math.max(nextIndex, lastIndex + 1);
    }

    /** The follower has answered this message, or a later one. */
    public void answered(long sequence) {
        answered = Math.max(answered, sequence);
    }

    /** The follower's log equals the leader's up to here. Old news changes nothing. */
    public void matched(long index) {
        matchIndex = Math.max(matchIndex, index);
        windowStart = Math.max(windowStart, matchIndex);
        nextIndex = Math.max(nextIndex, matchIndex + 1);
    }

    /**
     * The follower's log did not fit: guess again from where it says.
     *
     * @param sequence the message that was rejected
     * @param latest the latest message sent to anybody; rejections of messages up to it tell nothing new
     */
    public void rejected(long sequence, long retryFrom, long latest) {
        if (sequence <= backedUpAt) return;
        backedUpAt = latest;
        nextIndex = Math.max(matchIndex + 1, retryFrom);
        windowStart = nextIndex - 1;
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
}
