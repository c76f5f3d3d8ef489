package raftbook.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/**
 * Looks ahead of a search on all cores. The search takes what is found in the order of the states, and so comes to the same as it
 * would alone, however many look ahead.
 */
final class Ahead implements AutoCloseable {

    /** So many batches are on hand for each core: what is found waits in memory. */
    private static final int BATCHES = 4;

    private final Rows seen;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool = new ForkJoinPool(cores);
    private final Deque<CompletableFuture<Batch>> batches = new ArrayDeque<>();
    private final Deque<Batch> free = new ArrayDeque<>();
    /** The one that the search reads; null if none. */
    private Batch taken;
    /** The first state that is in no batch. */
    private int end;

    Ahead(Symmetry symmetry, Rows seen) {
        this.seen = seen;
        IntStream.range(0, BATCHES * cores).forEach(i -> free.add(new Batch(symmetry.forOnlooker())));
    }

    /**
     * The batch that begins with this state, behind the last one's states; null if so few states wait that the search had better go
     * on by itself.
     */
    Batch from(int state) {
        if (taken != null) free.add(taken);
        taken = null;
        if (batches.isEmpty()) end = state;
        while (!free.isEmpty() && seen.count() - end >= Batch.STATES) {
            batches.add(CompletableFuture.supplyAsync(free.remove().with(seen, end), pool));
            end += Batch.STATES;
        }
        if (batches.isEmpty()) return null;
        taken = batches.remove().join();
        return taken;
    }

    /** Ends all threads. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
