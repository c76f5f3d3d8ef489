package raftbook.metadata;

import raftbook.raft.RefusedException;

/** The changes that a watcher wants next are no longer kept. It has not missed any without being told so: this tells it. */
public final class FellBehindException extends RefusedException {
    private static final long serialVersionUID = 1;

    private final long forgotten;

    /**
     * @param after what the watcher has seen up to
     * @param forgotten the last entry whose changes are forgotten
     */
    public FellBehindException(String path, long after, long forgotten) {
        super("watch on '" + MetadataKey.shown(path) + "' after " + after + ": changes up to " + forgotten
                + " are no longer kept; list the path, and watch on from what the listing says");
        this.forgotten = forgotten;
    }

    /** The last entry whose changes are no longer kept. */
    public long forgotten() {
        return forgotten;
    }
}
