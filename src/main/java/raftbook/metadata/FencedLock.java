package raftbook.metadata;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A lock: a key that a session holds. Who has it is told a fencing number, greater than that of whoever has had it before. What the lock
 * protects must ask for that number, and refuse smaller ones: a session can be over without its client's knowing.
 *
 * <p>It elects a leader as well: the one who has it, whom anybody can read from the key's value.
 */
public final class FencedLock {

    private final Coordination at;
    private final String key;
    private final Session session;

    /** The lock at this key, for the holder of this session. */
    public FencedLock(Coordination at, String key, Session session) {
        this.at = at;
        this.key = key;
        this.session = session;
    }

    /**
     * Completes with the fencing number once this session has the lock. Whoever does not know how an earlier attempt ended, or has
     * lost its leader meanwhile, asks again: what it has already, it is given again.
     */
    public CompletableFuture<Long> acquire() {
        return at.hold(key, owner(session), session)
                .thenApply(Done::index)
                .exceptionallyCompose(failure -> causeOf(failure) instanceof ConflictException
                        ? await()
                        : CompletableFuture.failedFuture(causeOf(failure)));
    }

    /** Somebody has it: perhaps this session; else tries again when the key has changed. */
    private CompletableFuture<Long> await() {
        return at.list(key).thenCompose(listing -> {
            Change last = listing.keys().get(key);
            if (last == null) return acquire();
            if (last.value().equals(owner(session))) return CompletableFuture.completedFuture(last.version());
            return at.watch(key, listing.upTo()).thenCompose(changes -> await());
        });
    }

    /** Gives it back, if this session has it with this number. */
    public CompletableFuture<Done> release(long fence) {
        return at.compareAndDelete(key, fence);
    }

    /** The key and version of the session that has it; empty if nobody has. */
    public CompletableFuture<Optional<String>> holder() {
        return at.look(key).thenApply(last -> last.map(Change::value));
    }

    /** How a session is named in the value of what it holds. */
    public static String owner(Session session) {
        return session.key() + "@" + session.version();
    }

    static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
