package raftbook.metadata;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What programs that work together ask of a store beyond put, delete and get: changes with a condition, sessions that hold keys, and
 * watches. Each future ends as those of {@link MetadataService} do. A refusal of its own kind says that a key had another version
 * ({@link ConflictException}), that a session is over ({@link SessionOverException}), or that a watcher fell behind ({@link
 * FellBehindException}). Malformed requests are refused before they are sent.
 */
public interface Coordination {

    /** Reads the last change to a key: its value and its version. Empty if it is not there. */
    CompletableFuture<Optional<Change>> look(String key);

    /** Reads all that lies at a path and below it, and how far in the log that is true: where a watch goes on. */
    CompletableFuture<Listing> list(String path);

    /** Sets a value if the key has this version; the receipt's index is its next one. */
    CompletableFuture<Done> compareAndSet(String key, long version, String value);

    /** Sets a value if there is none; the receipt's index is the key's version. */
    default CompletableFuture<Done> create(String key, String value) {
        return compareAndSet(key, Change.ABSENT, value);
    }

    /** Removes a value if the key has this version. */
    CompletableFuture<Done> compareAndDelete(String key, long version);

    /** Creates a key that lasts so long, and longer if it is kept alive. */
    CompletableFuture<Session> open(String key, String value, Duration time);

    /** Gives a session its whole time again, counted from when the leader receives this, which is later than this call. */
    CompletableFuture<Session> keepAlive(Session session);

    /** Creates a key that lasts as long as the session; the receipt's index is its version. */
    CompletableFuture<Done> hold(String key, String value, Session session);

    /** Ends a session, and removes its key and all that it holds. */
    default CompletableFuture<Done> end(Session session) {
        return compareAndDelete(session.key(), session.version());
    }

    /**
     * Waits for the next changes at a path and below it, by entries after this one; for none if nothing changes for a while. Whoever
     * goes on after {@link Changes#upTo} each time sees each change once and in order.
     */
    CompletableFuture<Changes> watch(String path, long after);
}
