package raftbook.ratis.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * What one stretch of requests has shown.
 *
 * @param answers how many there were
 * @param perSecond how many were answered in a second
 * @param p50 half of them within so many milliseconds
 * @param p99 all but one in a hundred within so many
 */
record Load(long answers, double perSecond, double p50, double p99) {

    /** Keeps so many requests on their way for so long, and waits for the last answer. */
    static Load measure(IntFunction<CompletableFuture<?>> ask, int outstanding, Duration time)
            throws InterruptedException {
        Semaphore free = new Semaphore(outstanding);
        Times times = new Times();
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < time.toNanos(); i++) {
            free.acquire();
            long from = System.nanoTime();
            ask.apply(i).whenComplete((value, failure) -> {
                if (failure != null) failed.set(failure);
                times.add(System.nanoTime() - from);
                free.release();
            });
        }
        free.acquire(outstanding);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (failed.get() != null) throw new IllegalStateException("a request failed", failed.get());
        return times.over(seconds);
    }

    private static final class Times {
        private long[] nanos = new long[1 << 16];
        private int count;

        synchronized void add(long took) {
            if (count == nanos.length) nanos = Arrays.copyOf(nanos, 2 * count);
            nanos[count++] = took;
        }

        synchronized Load over(double seconds) {
            long[] sorted = Arrays.copyOf(nanos, count);
            Arrays.sort(sorted);
            return new Load(count, count / seconds, sorted[count / 2] / 1e6, sorted[count * 99 / 100] / 1e6);
        }
    }
}
