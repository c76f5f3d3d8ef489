package raftbook.metadata;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import raftbook.metadata.ConditionalCommand.CompareAndDelete;
import raftbook.metadata.ConditionalCommand.CompareAndSet;
import raftbook.metadata.ConditionalCommand.Hold;
import raftbook.metadata.ConditionalCommand.Open;

/**
 * Coordination as requests to the cluster's leader.
 *
 * @param leader who leads at present: asked for each request, which a former leader would refuse
 */
public record Coordinator(Supplier<MetadataService> leader) implements Coordination {

    /** Of the cluster of which this is the leader. */
    public static Coordinator of(MetadataService leader) {
        return new Coordinator(() -> leader);
    }

    /** Of the cluster that names its present leader so. */
    public static Coordinator of(Supplier<MetadataService> leader) {
        return new Coordinator(leader);
    }

    private <R extends MetadataRequest> R submit(R request) {
        leader.get().submit(request);
        return request;
    }

    private CompletableFuture<Done> write(Supplier<ConditionalCommand> command) {
        return submit(MetadataRequest.conditional(command)).answer();
    }

    @Override
    public CompletableFuture<Optional<Change>> look(String key) {
        return submit(MetadataRequest.look(key)).answer();
    }

    @Override
    public CompletableFuture<Listing> list(String path) {
        return submit(MetadataRequest.list(path)).answer();
    }

    @Override
    public CompletableFuture<Done> compareAndSet(String key, long version, String value) {
        return write(() -> new CompareAndSet(key, version, value));
    }

    @Override
    public CompletableFuture<Done> compareAndDelete(String key, long version) {
        return write(() -> new CompareAndDelete(key, version));
    }

    @Override
    public CompletableFuture<Session> open(String key, String value, Duration time) {
        return write(() -> new Open(key, value, Session.millis(time)))
                .thenApply(done -> new Session(key, done.index(), time));
    }

    @Override
    public CompletableFuture<Session> keepAlive(Session session) {
        return submit(new MetadataRequest.KeepAlive(session, new CompletableFuture<>()))
                .answer();
    }

    @Override
    public CompletableFuture<Done> hold(String key, String value, Session session) {
        return write(() -> new Hold(key, value, session.key(), session.version()));
    }

    @Override
    public CompletableFuture<Changes> watch(String path, long after) {
        return submit(MetadataRequest.watch(path, after)).answer();
    }
}
