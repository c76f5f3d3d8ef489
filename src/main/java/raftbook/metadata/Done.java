package raftbook.metadata;

/**
 * The receipt for a write: it is committed and applied on the leader, and no failure that leaves a majority alive can
 * undo it.
 *
 * @param index the write's place in the log
 * @param term the term of the leader that took it in
 */
public record Done(long index, long term) {}
