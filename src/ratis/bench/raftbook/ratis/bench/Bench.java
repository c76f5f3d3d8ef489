package raftbook.ratis.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * {@code Bench 3}: our store on Ratis, Ratis' Counter example and ZooKeeper in turn, three processes each on this machine, every change
 * synced to disk; so many rounds, medians.
 */
final class Bench {

    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration STRETCH = Duration.ofSeconds(2);

    private record Result(double perSecond, double p50, double p99) {}

    private interface Starter {
        Contestant start(Path folder) throws Exception;
    }

    private Bench() {}

    /** Runs so many rounds, or 3. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        Map<String, Starter> all = new LinkedHashMap<>();
        all.put("raftbook", RatisContestant::ours);
        all.put("Counter", RatisContestant::counter);
        all.put("ZooKeeper", ZooKeeperContestant::new);
        Map<String, Map<String, List<Result>>> results = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Starter> each : all.entrySet()) {
                Path folder = Files.createTempDirectory("raftbook-bench");
                try (Contestant contestant = each.getValue().start(folder)) {
                    run(each.getKey(), contestant, results);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %d processors, %d rounds, medians; values of %d bytes; Ratis 3.3.0, ZooKeeper 3.9.4%n%n",
                Runtime.version().feature(),
                Runtime.getRuntime().availableProcessors(),
                rounds,
                Contestant.VALUE.length());
        System.out.printf("%-22s %-10s %10s %9s %9s%n", "", "", "a second", "p50 ms", "p99 ms");
        results.forEach((what, byName) -> byName.forEach((name, list) -> System.out.printf(
                Locale.ROOT,
                "%-22s %-10s %10.0f %9.2f %9.2f%n",
                what,
                name,
                median(list, Result::perSecond),
                median(list, Result::p50),
                median(list, Result::p99))));
        System.exit(0);
    }

    private static double median(List<Result> results, java.util.function.ToDoubleFunction<Result> of) {
        double[] sorted = results.stream().mapToDouble(of).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void run(String name, Contestant contestant, Map<String, Map<String, List<Result>>> results)
            throws Exception {
        contestant.put(0).get(60, TimeUnit.SECONDS);
        measure(contestant::put, 64, WARM_UP);
        for (int outstanding : new int[] {1, 16, 256}) {
            keep(results, "puts, " + outstanding + " at a time", name, measure(contestant::put, outstanding, STRETCH));
        }
        measure(contestant::get, 64, STRETCH.dividedBy(3));
        keep(results, "gets, 256 at a time", name, measure(contestant::get, 256, STRETCH));
    }

    private static void keep(Map<String, Map<String, List<Result>>> results, String what, String name, Result result) {
        System.err.println(what + " " + name + " " + result);
        results.computeIfAbsent(what, none -> new LinkedHashMap<>())
                .computeIfAbsent(name, none -> new ArrayList<>())
                .add(result);
    }

    private static Result measure(IntFunction<CompletableFuture<?>> ask, int outstanding, Duration time)
            throws InterruptedException {
        Semaphore free = new Semaphore(outstanding);
        long[] took = new long[4_000_000];
        int[] count = new int[1];
        AtomicReference<Throwable> failed = new AtomicReference<>();
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < time.toNanos(); i++) {
            free.acquire();
            long from = System.nanoTime();
            ask.apply(i).whenComplete((value, failure) -> {
                if (failure != null) failed.set(failure);
                synchronized (took) {
                    took[count[0]++] = System.nanoTime() - from;
                }
                free.release();
            });
        }
        free.acquire(outstanding);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (failed.get() != null) throw new IllegalStateException("a request failed", failed.get());
        long[] sorted = Arrays.copyOf(took, count[0]);
        Arrays.sort(sorted);
        return new Result(
                sorted.length / seconds, sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
    }
}
