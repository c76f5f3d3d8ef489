package raftbook.ratis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Makes sure that this server leads before it answers a question: by an entry of its own, which it proposes after the question has come
 * and sees applied. Questions that come while one is under way share the next one.
 *
 * <p>Ratis 3.3.0 does not make sure of it, not even by its read option LINEARIZABLE: a leader that once had a majority's word for an index
 * takes it for good, and answers on as long as it hears of no other entry. Heartbeats would do (dissertation §6.4), but nobody can ask it for them.
 */
final class Confirmation {

    /** It stands in the log, and changes nothing. It begins as no command does. */
    private static final byte[] ENTRY = "ASK\n".getBytes(StandardCharsets.UTF_8);

    /** So long a server waits for its own entry; who asks next is not to wait for one that is lost. */
    private static final long PATIENCE_MILLIS = 1000;

    private final Proposals proposals;
    /** Ends when those who ask now may be answered; null if nobody has asked since the last entry was proposed. */
    private CompletableFuture<Void> next;

    private boolean underWay;

    Confirmation(Proposals proposals) {
        this.proposals = proposals;
    }

    /** Whether an entry is one of these. */
    static boolean isOne(byte[] entry) {
        return Arrays.equals(entry, ENTRY);
    }

    /** Ends well when it is certain that this server has led after this call; with {@link Answers.NotLeader} if that cannot be said. */
    synchronized CompletableFuture<Void> confirm() {
        if (next == null) next = new CompletableFuture<>();
        CompletableFuture<Void> mine = next;
        if (!underWay) propose();
        return mine;
    }

    private void propose() {
        CompletableFuture<Void> those = next;
        next = null;
        underWay = true;
        proposals
                .propose(ENTRY)
                .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> {
                    proposeNext();
                    if (failure == null && reply.isSuccess()) those.complete(null);
                    else those.completeExceptionally(new Answers.NotLeader());
                });
    }

    private synchronized void proposeNext() {
        underWay = false;
        if (next != null) propose();
    }
}
