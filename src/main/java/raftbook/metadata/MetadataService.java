package raftbook.metadata;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What a client may ask of one server. Only the leader does it; the others refuse and say whom to ask.
 *
 * <p>A future ends in one of three ways, told apart by type: with a result, and it is done; with a {@link
 * raftbook.raft.RefusedException}, and it is certainly not done; with an {@link UnknownOutcomeException}, and it may or
 * may not be done, now or later. Thousands of requests may be outstanding; a server takes them in the order they come. If
 * so many wait that the server could not keep up, the refusal is an {@link OverloadedException}.
 * Futures complete on the server's own thread: what is chained to them must not block.
 */
public interface MetadataService {

    /** Hands over one request; its future tells how it ends. */
    void submit(MetadataRequest request);

    /** Sets a value. Completes once that is committed and applied. */
    default CompletableFuture<Done> putMetadata(String key, String value) {
        MetadataRequest.Write request = MetadataRequest.put(key, value);
        submit(request);
        return request.answer();
    }

    /** Removes a value. Completes once that is committed and applied, also if there was none. */
    default CompletableFuture<Done> deleteMetadata(String key) {
        MetadataRequest.Write request = MetadataRequest.delete(key);
        submit(request);
        return request.answer();
    }

    /** Reads a value as it is at some moment between this call and its completion: linearizable (§8). */
    default CompletableFuture<Optional<String>> getMetadata(String key) {
        MetadataRequest.Read<Optional<String>> request = MetadataRequest.get(key);
        submit(request);
        return request.answer();
    }

    /**
     * Reads the names right below a path, sorted, whether they hold a value themselves or only lead on to one; linearizable
     * as {@link #getMetadata}. {@code /} is the root.
     */
    default CompletableFuture<NavigableSet<String>> children(String path) {
        MetadataRequest.Read<NavigableSet<String>> request = MetadataRequest.children(path);
        submit(request);
        return request.answer();
    }

    /**
     * Reads all keys below a path, with their values, as they are at one moment; linearizable as {@link #getMetadata}.
     * {@code /} is the root. The server copies them all, so ask for no more than you need.
     */
    default CompletableFuture<NavigableMap<String, String>> under(String path) {
        MetadataRequest.Read<NavigableMap<String, String>> request = MetadataRequest.under(path);
        submit(request);
        return request.answer();
    }
}
