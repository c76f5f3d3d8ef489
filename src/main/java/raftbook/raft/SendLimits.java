package raftbook.raft;

/**
 * How much a leader sends to a follower before it hears back. Neither number matters for safety; both do for speed.
 *
 * <p>Entries are counted, and not their bytes: in one JVM the servers share an entry's bytes, so that a message is as small
 * as its list of entries, whatever they hold. On a network a batch of long commands would block the way for a heartbeat:
 * there, bytes need a bound as well.
 *
 * @param batch the most entries in one message
 * @param window the most entries sent and not yet acknowledged; sending goes on while it has room
 */
public record SendLimits(int batch, int window) {

    /** Made for throughput: enough to keep a follower busy. A loaded cluster was slower with more in flight. */
    public static final SendLimits DEFAULT = new SendLimits(512, 2048);

    /** @throws IllegalArgumentException if a batch is empty or exceeds the window */
    public SendLimits {
        if (batch < 1 || window < batch) {
            throw new IllegalArgumentException("batch " + batch + ", window " + window
                    + ": a batch holds at least 1 entry, and a window at least one batch");
        }
    }
}
