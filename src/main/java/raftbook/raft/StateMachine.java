package raftbook.raft;

/**
 * What the log is for. Every server applies the same commands in the same order, so a deterministic machine ends in the
 * same state everywhere (§2).
 */
@FunctionalInterface
public interface StateMachine {

    /**
     * Applies one committed command. Must depend on nothing but its state and the arguments, and must not throw: bytes
     * that make no sense are to be ignored alike on every server.
     *
     * @param index the command's place in the log; each is applied once, in rising order
     */
    void apply(long index, byte[] command);
}
