package raftbook.check;

/** What can be said about the operations on a key. */
public enum Verdict {
    /** There is an order that explains every answer. */
    LINEARIZABLE,
    /** There is none. */
    BROKEN,
    /** The search was given up: there may be one. */
    UNDECIDED
}
