package raftbook.metadata;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What programs that work together may ask of a server beyond put, delete and get: changes with a condition, sessions that hold keys,
 * and watches. Each future ends as those of {@link MetadataService} do. A refusal of its own kind says
 * that a key had another version ({@link ConflictException}), that a session is over ({@link SessionOverException}), or that a watcher
 * fell behind ({@link FellBehindException}).
 *
 * @param service the server that is asked; only the leader does it
 */
public record Coordination(MetadataService service) {

    /** @throws NullPointerException if there is no service */
    public Coordination {
        Objects.requireNonNull(service, "service: say cluster.node(cluster.awaitLeader())");
    }

    private <R extends MetadataRequest> R submit(R request) {
        service.submit(request);
        return request;
    }

    /** Reads the last change to a key: its value and its version. Empty if it is not there. */
    public CompletableFuture<Optional<Change>> look(String key) {
        return submit(MetadataRequest.look(key)).answer();
    }

    /** Reads all that lies at a path and below it, and how far in the log that is true: where a watch goes on. */
    public CompletableFuture<Listing> list(String path) {
        return submit(MetadataRequest.list(path)).answer();
    }

    /** Sets a value if the key has this version; the receipt's index is its next one. @see ConflictException */
    public CompletableFuture<Done> compareAndSet(String key, long version, String value) {
        return submit(MetadataRequest.conditional(() -> new ConditionalCommand.CompareAndSet(key, version, value)))
                .answer();
    }

    /** Sets a value if there is none; the receipt's index is the key's version. @see ConflictException */
    public CompletableFuture<Done> create(String key, String value) {
        return compareAndSet(key, Change.ABSENT, value);
    }

    /** Removes a value if the key has this version. @see ConflictException */
    public CompletableFuture<Done> compareAndDelete(String key, long version) {
        return submit(MetadataRequest.conditional(() -> new ConditionalCommand.CompareAndDelete(key, version)))
                .answer();
    }

    /** Creates a key that lasts so long, and longer if it is kept alive. @see ConflictException */
    public CompletableFuture<Session> open(String key, String value, Duration time) {
        return submit(MetadataRequest.conditional(() -> new ConditionalCommand.Open(key, value, Session.millis(time))))
                .answer()
                .thenApply(done -> new Session(key, done.index(), time));
    }

    /** Gives a session its whole time again, counted from when the request is received, which is later than this call. */
    public CompletableFuture<Session> keepAlive(Session session) {
        return submit(new MetadataRequest.KeepAlive(session, new CompletableFuture<>()))
                .answer();
    }

    /** Creates a key that lasts as long as the session; the receipt's index is its version. @see ConflictException */
    public CompletableFuture<Done> hold(String key, String value, Session session) {
        return submit(MetadataRequest.conditional(
                        () -> new ConditionalCommand.Hold(key, value, session.key(), session.version())))
                .answer();
    }

    /** Ends a session, and removes its key and all that it holds. */
    public CompletableFuture<Done> end(Session session) {
        return compareAndDelete(session.key(), session.version());
    }

    /**
     * Waits for the next changes at a path and below it, by entries after this one; for none if nothing changes for a while. Whoever
     * goes on after {@link Changes#upTo} each time sees each change once and in order. @see FellBehindException
     */
    public CompletableFuture<Changes> watch(String path, long after) {
        return submit(MetadataRequest.watch(path, after)).answer();
    }
}
