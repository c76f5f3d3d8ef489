package raftbook.metadata;

import raftbook.raft.RefusedException;

/** There is no such session: it is over, and all that it held is gone; or it has never been; or it is somebody else's. Nothing was done. */
public final class SessionOverException extends RefusedException {
    private static final long serialVersionUID = 1;

    /** @param version that of the session which was shown */
    public SessionOverException(String key, long version) {
        super("session '" + MetadataKey.shown(key) + "' of version " + version
                + " is over, or was never yours: stop what you do in its name, and open another");
    }

    /** None: each server makes one where it applies the command, which says nothing about who has asked. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
