package raftbook.raft;

/**
 * A place in a log, and the term of the entry that stands there. The two name an entry uniquely in the whole cluster
 * (§5.3); the paper carries them side by side, as {@code lastLogIndex} and {@code lastLogTerm}, or {@code prevLogIndex} and
 * {@code prevLogTerm}.
 *
 * @param index the place, counted from 1; 0 stands before the first entry
 * @param term the term of the entry at that place; 0 before the first
 */
public record LogPosition(long index, long term) {

    /** Before the first entry: where every log begins, and an empty one ends. */
    public static final LogPosition START = new LogPosition(0, 0);

    /** As traces show it: {@code 3@1} is the third entry, of term 1. */
    @Override
    public String toString() {
        return index + "@" + term;
    }
}
