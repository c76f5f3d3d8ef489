package raftbook.raft;

/**
 * What a server is built with, beside its name and its peers.
 *
 * @param timing how long it waits
 * @param rules what it decides
 * @param limits how much it sends at once
 */
public record RaftConfig(Timing timing, Rules rules, SendLimits limits) {

    /** The paper's rules and times, with limits made for throughput. */
    public static final RaftConfig DEFAULT = new RaftConfig(Timing.DEFAULT, Rules.PAPER, SendLimits.DEFAULT);

    /** This configuration with other times. */
    public RaftConfig with(Timing other) {
        return new RaftConfig(other, rules, limits);
    }

    /** This configuration with other rules. */
    public RaftConfig with(Rules other) {
        return new RaftConfig(timing, other, limits);
    }

    /** This configuration with other limits on what is sent. */
    public RaftConfig with(SendLimits other) {
        return new RaftConfig(timing, rules, other);
    }
}
