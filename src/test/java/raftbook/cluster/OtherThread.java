package raftbook.cluster;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another thread, which does one thing. Whoever waits for it does so within a bound of its own, far beyond what a busy
 * machine needs: a test that would wait for ever fails instead.
 */
final class OtherThread {

    private static final long SECONDS = 5;

    /** What it does; it may wait, and be interrupted. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    private final Thread thread;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    private OtherThread(Work work) {
        thread = new Thread(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (Throwable failed) {
                done.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
    }

    static OtherThread start(Work work) {
        OtherThread other = new OtherThread(work);
        other.thread.start();
        return other;
    }

    Thread thread() {
        return thread;
    }

    /** Until it waits for something. */
    void awaitWaiting() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!isWaiting()) {
            if (!thread.isAlive() || System.nanoTime() > end)
                throw new AssertionError("does not wait, but is " + thread.getState());
        }
    }

    private boolean isWaiting() {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }

    /** Until it has done its work. What it throws is thrown. */
    void awaitEnd() {
        awaitDone(done);
    }

    /** The value of a future, which some thread is to complete soon. */
    static <T> T awaitDone(CompletableFuture<T> future) {
        return future.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
}
