package raftbook.metadata;

import raftbook.raft.RefusedException;

/** Too many requests wait at this server already. Nothing was done; the same request may be sent again when fewer do. */
public final class OverloadedException extends RefusedException {
    private static final long serialVersionUID = 1;

    /** @param message which server, how many wait there, and what to do instead */
    public OverloadedException(String message) {
        super(message);
    }

    /** None: it is made by the thousand, when there is least time for it, and where it was made says nothing. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
