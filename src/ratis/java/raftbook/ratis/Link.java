package raftbook.ratis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import raftbook.raft.RefusedException;

/**
 * A client's way to the cluster. Ratis finds the leader, tries again, and sees to it that what it sends twice is done once; here its
 * failures get their meaning, and what has failed for good is left behind.
 */
final class Link implements AutoCloseable {

    static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Group group;
    private final Duration patience;
    private final Duration perTry;
    private final Failures failures;
    /** How often a request failed in a way that leaves open whether it was received. */
    private final AtomicLong doubts = new AtomicLong();

    private volatile RaftClient raft;

    /**
     * Connects when it is first used.
     *
     * @param patience after so long a request is given up
     * @param perTry after so long a server is given up, and the next one tried
     */
    Link(Group group, Duration patience, Duration perTry) {
        this.group = group;
        this.patience = patience;
        this.perTry = perTry;
        this.failures = new Failures(group, patience);
        this.raft = connect();
    }

    private RaftClient connect() {
        // Half of the patience for tries that fail at once: then it can still be said for certain that nothing was
        // done.
        int tries = (int) Math.max(1, patience.toMillis() / 2 / BETWEEN_TRIES.toMillis());
        RetryPolicy limited = RetryPolicies.retryUpToMaximumCountWithFixedSleep(tries, Settings.time(BETWEEN_TRIES));
        return RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(Settings.client(perTry))
                .setRetryPolicy(event -> {
                    if (!Failures.isCertain(event.getCause())) doubts.incrementAndGet();
                    return limited.handleAttemptFailure(event);
                })
                .build();
    }

    /** Sends a command to the leader. The answer is what the state machine says of it, or why it says nothing. */
    CompletableFuture<ByteString> write(byte[] command) {
        long doubtsBefore = doubts.get();
        RaftClient through = raft;
        return start(() -> through.async().send(Message.valueOf(UnsafeByteOperations.unsafeWrap(command))))
                .thenApply(Link::content)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    Throwable why = Failures.cause(failure);
                    if (why instanceof RefusedException) return CompletableFuture.failedFuture(why);
                    // What waits behind a write that failed for good is not sent any more.
                    renew(through);
                    boolean doubtful = doubts.get() != doubtsBefore;
                    return CompletableFuture.failedFuture(failures.ofWrite(why, doubtful));
                });
    }

    /**
     * Asks a question.
     *
     * @param at whom; null for the one that is taken for the leader
     */
    CompletableFuture<ByteString> read(String question, RaftPeerId at) {
        return start(() -> raft.async().sendReadOnlyUnordered(Message.valueOf(question), at))
                .thenApply(Link::content)
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionallyCompose(failure -> {
                    Throwable why = Failures.cause(failure);
                    return CompletableFuture.failedFuture(why instanceof RefusedException ? why : failures.ofRead(why));
                });
    }

    /** What is refused at once, as it is through a link that has just been left behind, is refused by the future. */
    private static CompletableFuture<RaftClientReply> start(Supplier<CompletableFuture<RaftClientReply>> request) {
        try {
            return request.get();
        } catch (RuntimeException atOnce) {
            return CompletableFuture.failedFuture(atOnce);
        }
    }

    /** @throws CompletionException of what Ratis says instead of an answer */
    private static ByteString content(RaftClientReply reply) {
        StateMachineException malformed = reply.getStateMachineException();
        if (malformed != null) throw new RefusedException(String.valueOf(malformed.getMessage()));
        if (!reply.isSuccess()) throw new CompletionException(reply.getException());
        return reply.getMessage().getContent();
    }

    private synchronized void renew(RaftClient broken) {
        if (raft != broken) return;
        raft = connect();
        CompletableFuture.runAsync(() -> close(broken));
    }

    private static void close(RaftClient client) {
        try {
            client.close();
        } catch (IOException ignored) {
            // It is thrown away.
        }
    }

    @Override
    public void close() {
        close(raft);
    }
}
