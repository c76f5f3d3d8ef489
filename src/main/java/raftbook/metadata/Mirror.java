package raftbook.metadata;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * A copy of what lies at a path and below it, which follows the store: settings that a program reads at every moment and need never be
 * restarted for, or the services that are there. It is behind the store by as much as news takes; it is never a mixture of two moments.
 */
public final class Mirror {

    private final Coordination at;
    private final String path;
    private volatile Listing listing;

    /** A copy of nothing yet. */
    public Mirror(Coordination at, String path) {
        this.at = at;
        this.path = path;
    }

    /**
     * Waits for news, and completes when the copy has it. The first time, and whenever it fell behind, all that is there is news. Completes
     * with no changes if there are none for a while: ask again. After a refusal by a leader that leads no longer, ask again too.
     */
    public CompletableFuture<List<Change>> next() {
        if (listing == null) return copyAll();
        return at.watch(path, listing.upTo()).thenApply(this::follow).exceptionallyCompose(failure -> {
            Throwable cause = FencedLock.causeOf(failure);
            return cause instanceof FellBehindException ? copyAll() : CompletableFuture.failedFuture(cause);
        });
    }

    private CompletableFuture<List<Change>> copyAll() {
        return at.list(path).thenApply(all -> {
            listing = all;
            return List.copyOf(all.keys().values());
        });
    }

    private List<Change> follow(Changes news) {
        NavigableMap<String, Change> keys = new TreeMap<>(listing.keys());
        for (Change change : news.changes()) {
            if (change.isRemoval()) keys.remove(change.key());
            else keys.put(change.key(), change);
        }
        listing = new Listing(news.upTo(), keys);
        return news.changes();
    }

    /** The copy: keys, and what has made them what they are. Empty before the first {@link #next} has completed. */
    public NavigableMap<String, Change> keys() {
        return listing == null ? Collections.emptyNavigableMap() : listing.keys();
    }
}
