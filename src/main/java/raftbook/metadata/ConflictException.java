package raftbook.metadata;

import raftbook.raft.RefusedException;

/** The key had another version than the command named. Nothing was changed; whoever still wants to must look again, and decide anew. */
public final class ConflictException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final long found;

    /** @param found the version that the key had; {@link Change#ABSENT} if it was not there */
    public ConflictException(String key, long expected, long found) {
        super("key '" + MetadataKey.shown(key) + "' " + state(found) + ", and not " + state(expected)
                + ": read it again, and decide anew");
        this.found = found;
    }

    private static String state(long version) {
        return version == Change.ABSENT ? "absent" : "of version " + version;
    }

    /** The version that the key had when the command was applied; {@link Change#ABSENT} if it was not there. */
    public long found() {
        return found;
    }

    /** None: each server makes one where it applies the command, which says nothing about who has asked. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
