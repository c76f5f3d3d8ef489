package raftbook.raft;

/**
 * What a server is built with, beside its name and its peers.
 *
 * @param timing how long it waits
 * @param rules what it decides
 * @param batch the most entries in one message
 * @param window the most entries sent to a follower and not yet acknowledged; sending goes on while it has room
 */
public record RaftConfig(Timing timing, Rules rules, int batch, int window) {

    /** The paper's rules and times, with batches and a window made for throughput. */
    public static final RaftConfig DEFAULT = new RaftConfig(Timing.DEFAULT, Rules.PAPER, 4096, 16384);

    /** @throws IllegalArgumentException if a batch is empty or exceeds the window */
    public RaftConfig {
        if (batch < 1 || window < batch) {
            throw new IllegalArgumentException("batch " + batch + ", window " + window
                    + ": a batch holds at least 1 entry, and a window at least one batch");
        }
    }

    /** This configuration with other times. */
    public RaftConfig with(Timing other) {
        return new RaftConfig(other, rules, batch, window);
    }

    /** This configuration with other rules. */
    public RaftConfig with(Rules other) {
        return new RaftConfig(timing, other, batch, window);
    }

    /** This configuration with other limits on what is sent. */
    public RaftConfig withLimits(int otherBatch, int otherWindow) {
        return new RaftConfig(timing, rules, otherBatch, otherWindow);
    }
}
