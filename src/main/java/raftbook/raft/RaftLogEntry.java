package raftbook.raft;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One slot of the replicated log: a command for the state machine, stamped with the term of the leader that received it
 * (§5.3). The pair of index and term names an entry uniquely in the whole cluster; the index alone does not.
 *
 * @param term the term in which a leader created this entry
 * @param command the state machine's bytes, opaque to Raft; empty in a {@link #noOp}. Shared, not copied: never change it
 */
public record RaftLogEntry(long term, byte[] command) {

    private static final byte[] NOTHING = {};

    /** So much of a command is shown, in characters; in UTF-8 each has at most four bytes. */
    private static final int MOST_SHOWN = 200;

    /** The entry with which a leader opens its term, so that it has something of its own to commit (§5.4.2, §8). */
    public static RaftLogEntry noOp(long term) {
        return new RaftLogEntry(term, NOTHING);
    }

    /** Whether this entry carries no command. */
    public boolean isNoOp() {
        return command.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RaftLogEntry entry && term == entry.term && Arrays.equals(command, entry.command);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(term) + Arrays.hashCode(command);
    }

    /** The command on one line, as far as it is text: {@code PUT /a v1}, or {@code no-op}; of a long one the beginning. */
    public String commandText() {
        if (isNoOp()) return "no-op";
        int bytes = Math.min(command.length, 4 * (MOST_SHOWN + 1));
        String text = new String(command, 0, bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        return OneLine.of(text, MOST_SHOWN);
    }

    /** The command and its term: {@code PUT /a v1 @2}. */
    @Override
    public String toString() {
        return commandText() + " @" + term;
    }
}
