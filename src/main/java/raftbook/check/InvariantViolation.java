package raftbook.check;

import java.util.List;
import java.util.Locale;
import raftbook.raft.NodeId;

/** An invariant was broken: which, by whom, when, and how to see it again. */
public final class InvariantViolation extends AssertionError {
    private static final long serialVersionUID = 1;

    private final Invariant invariant;
    private final transient List<NodeId> nodes;
    private final long term;
    private final long index;
    private final long at;

    /**
     * @param nodes the servers that break it
     * @param term the term in which it broke
     * @param index the log index concerned, 0 if none is
     * @param at when, in nanoseconds of virtual time
     * @param detail what happened, in words
     * @param replay the seed, and the call that shows this again
     */
    InvariantViolation(
            Invariant invariant, List<NodeId> nodes, long term, long index, long at, String detail, String replay) {
        super(String.format(
                Locale.ROOT,
                "%s is broken: %s.%n  %s; nodes %s, term %d%s, at %.3f ms%n  replay: %s",
                invariant.title(),
                invariant.meaning(),
                detail,
                nodes,
                term,
                index > 0 ? ", index " + index : "",
                at / 1e6,
                replay));
        this.invariant = invariant;
        this.nodes = List.copyOf(nodes);
        this.term = term;
        this.index = index;
        this.at = at;
    }

    /** Which invariant. */
    public Invariant invariant() {
        return invariant;
    }

    /** The servers that break it. */
    public List<NodeId> nodes() {
        return nodes;
    }

    /** The term in which it broke. */
    public long term() {
        return term;
    }

    /** The log index concerned, 0 if none is. */
    public long index() {
        return index;
    }

    /** When, in nanoseconds of virtual time. */
    public long at() {
        return at;
    }
}
