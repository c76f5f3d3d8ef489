package raftbook.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;

/** One client thread that keeps a fixed number of requests outstanding; the same for every contestant. */
final class Load {

    private static final String[] KEYS =
            IntStream.range(0, 10_000).mapToObj(n -> "/config/service/" + n).toArray(String[]::new);
    private static final String VALUE = "v".repeat(100);

    /**
     * What was measured.
     *
     * @param perSecond requests completed per second
     * @param p50Micros median time from request to completion, in microseconds
     * @param p99Micros the time that 99% of the requests stayed under, in microseconds
     * @param cpuMicros processor time that the whole JVM spent per request, in microseconds: unlike the others, it tells
     *     little of what else the machine does
     */
    record Result(double perSecond, double p50Micros, double p99Micros, double cpuMicros) {}

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private Load() {}

    static Result puts(Contestant contestant, int count, int outstanding) {
        return run(key -> contestant.put(key, VALUE), count, outstanding);
    }

    static Result gets(Contestant contestant, int count, int outstanding) {
        return run(contestant::get, count, outstanding);
    }

    private static Result run(Function<String, CompletableFuture<?>> request, int count, int outstanding) {
        long[] latencies = new long[count];
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Semaphore window = new Semaphore(outstanding);
        long cpuStart = SYSTEM.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            window.acquireUninterruptibly();
            long asked = System.nanoTime();
            request.apply(KEYS[i % KEYS.length]).whenComplete((result, failed) -> {
                latencies[number] = System.nanoTime() - asked;
                if (failed != null) failure.set(failed);
                window.release();
            });
        }
        window.acquireUninterruptibly(outstanding);
        long elapsed = System.nanoTime() - start;
        long cpu = SYSTEM.getProcessCpuTime() - cpuStart;
        if (failure.get() != null) throw new CompletionException("a request failed under load", failure.get());
        Arrays.sort(latencies);
        return new Result(
                count * 1e9 / elapsed,
                latencies[count / 2] / 1e3,
                latencies[(int) (count * 0.99)] / 1e3,
                cpu / 1e3 / count);
    }
}
