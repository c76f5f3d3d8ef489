package raftbook.metadata;

import java.util.concurrent.CompletableFuture;

/**
 * A place where programs wait for each other: none goes on before so many are there. Each holds a key below the path; one that dies
 * while it waits is counted no longer.
 */
public final class Barrier {

    private final Coordination at;
    private final String path;
    private final int size;

    /** @param size how many must have come */
    public Barrier(Coordination at, String path, int size) {
        this.at = at;
        this.path = path;
        this.size = size;
    }

    /**
     * Completes once so many are there, with how many are. To ask again, after an outcome that is unknown or a leader's change, is to be counted
     * once.
     *
     * @param session lasts for as long as this program is to be counted
     */
    public CompletableFuture<Integer> enter(Session session) {
        String key = path + "/" + session.version();
        return at.hold(key, FencedLock.owner(session), session)
                .exceptionallyCompose(failure -> FencedLock.causeOf(failure) instanceof ConflictException
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(FencedLock.causeOf(failure)))
                .thenCompose(there -> await(new Mirror(at, path)));
    }

    private CompletableFuture<Integer> await(Mirror mirror) {
        return mirror.next()
                .thenCompose(news -> mirror.keys().size() >= size
                        ? CompletableFuture.completedFuture(mirror.keys().size())
                        : await(mirror));
    }
}
