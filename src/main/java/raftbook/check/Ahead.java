package raftbook.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Looks ahead of a search on all cores. The search takes what is found in the order of the states, and so comes to the same as it
 * would alone, however many look ahead.
 */
final class Ahead implements AutoCloseable {

    /** So many batches are on hand for each core: what is found waits in memory. */
    private static final int BATCHES = 4;

    private final Moves moves;
    private final Rows seen;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ExecutorService pool = Executors.newFixedThreadPool(cores, Ahead::thread);
    private final Deque<Future<Batch>> batches = new ArrayDeque<>();
    /** The first state that is in no batch. */
    private int end;

    Ahead(Moves moves, Rows seen) {
        this.moves = moves;
        this.seen = seen;
    }

    private static Thread thread(Runnable body) {
        Thread thread = new Thread(body, "search");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * The batch that begins with this state, behind the last one's states; null if so few states wait that the search had better go
     * on by itself.
     */
    Batch from(int state) throws InterruptedException {
        if (batches.isEmpty()) end = state;
        while (batches.size() < BATCHES * cores && seen.count() - end >= Batch.STATES) {
            batches.add(pool.submit(new Batch(moves.forOnlooker(), seen, end)));
            end += Batch.STATES;
        }
        if (batches.isEmpty()) return null;
        try {
            return batches.remove().get();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the search itself failed", bug.getCause());
        }
    }

    /** Ends all threads. */
    @Override
    public void close() {
        pool.shutdownNow();
    }
}
