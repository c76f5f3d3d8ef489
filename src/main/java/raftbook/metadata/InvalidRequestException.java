package raftbook.metadata;

import raftbook.raft.RefusedException;

/** The request itself is malformed: a bad key or a bad value. Nothing was done, and no retry will help. */
public final class InvalidRequestException extends RefusedException {
    private static final long serialVersionUID = 1;

    /** @param message what was given, or its key; the rule it breaks; and what to do instead, if anything can be done */
    public InvalidRequestException(String message) {
        super(message);
    }
}
