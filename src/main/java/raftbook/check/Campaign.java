package raftbook.check;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;

/**
 * Many worlds, several at a time, one on each core, until one breaks. Worlds are tried in the order of their seeds, and
 * the failure that is reported is the one with the lowest, so that the same campaign gives the same answer.
 *
 * @param behaviour how the servers behave
 * @param firstSeed the first world's seed; the others count up from it
 * @param worlds how many to try at most
 */
public record Campaign(RaftConfig behaviour, long firstSeed, int worlds) {

    /** @throws IllegalArgumentException if there is no world to try: nothing would be looked at */
    public Campaign {
        Objects.requireNonNull(behaviour, "behaviour: say RaftConfig.DEFAULT");
        if (worlds < 1) {
            throw new IllegalArgumentException(
                    "a campaign of " + worlds + " worlds looks at nothing: give it 1 or more");
        }
    }

    /** So many worlds, from seed 1 on, in which servers follow these rules. */
    public static Campaign of(Rules rules, int worlds) {
        return new Campaign(RaftConfig.DEFAULT.with(rules), 1, worlds);
    }

    /**
     * What came of it.
     *
     * @param worlds how many were run
     * @param steps how many events were carried out and checked
     * @param undecided in how many of them the search for an order of the answers was given up
     * @param failure the first that broke, if any did
     */
    public record Report(int worlds, long steps, int undecided, Optional<Failure> failure) {

        /** A short account. */
        @Override
        public String toString() {
            String found = failure.map(Failure::toString).orElse("every invariant held");
            String open = undecided == 0 ? "" : "; the answers of " + undecided + " are undecided";
            return String.format(Locale.ROOT, "%,d worlds, %,d events: %s%s", worlds, steps, found, open);
        }
    }

    /**
     * A world that broke.
     *
     * @param behaviour how its servers behaved
     * @param seed its seed
     * @param violation what broke in it
     */
    public record Failure(RaftConfig behaviour, long seed, InvariantViolation violation) {

        /** A smaller scenario in which the same invariant breaks, found in up to a thousand runs. */
        public Scenario shrunk() {
            return new Shrinker(behaviour, violation.invariant()).shrink(Scenario.of(seed));
        }

        @Override
        public String toString() {
            return violation.getMessage() + System.lineSeparator() + "  smaller: new World(" + shrunk()
                    + ", rules).run()";
        }
    }

    /** Runs without a word. */
    public Report run() {
        return run(null);
    }

    /** Runs, and shows progress on the given stream, if there is one. */
    public Report run(PrintStream progress) {
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            Hunt hunt = new Hunt(progress);
            var futures =
                    IntStream.range(0, workers).mapToObj(i -> pool.submit(hunt)).toList();
            for (Future<?> worker : futures) worker.get();
            return hunt.report();
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the campaign itself failed", bug.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the campaign ran", interrupted);
        } finally {
            pool.shutdownNow();
        }
    }

    /** The work of all threads together: each takes the next seed until there is none, or an earlier one has failed. */
    final class Hunt implements Runnable {

        private final PrintStream progress;
        private final AtomicLong next = new AtomicLong(firstSeed);
        private final AtomicLong steps = new AtomicLong();
        private long failedSeed = Long.MAX_VALUE;
        private InvariantViolation violation;
        private int done;
        private int undecided;

        Hunt(PrintStream progress) {
            this.progress = progress;
        }

        @Override
        public void run() {
            long end = firstSeed + worlds;
            for (long seed = next.getAndIncrement(); seed < end && isWanted(seed); seed = next.getAndIncrement()) {
                if (Thread.currentThread().isInterrupted()) return;
                World world = new World(Scenario.of(seed), behaviour, 0);
                Optional<InvariantViolation> found = world.run();
                steps.addAndGet(world.steps());
                note(seed, found, world.undecidedKey().isPresent());
            }
        }

        synchronized boolean isWanted(long seed) {
            return seed < failedSeed;
        }

        synchronized void note(long seed, Optional<InvariantViolation> found, boolean isUndecided) {
            done++;
            if (isUndecided) undecided++;
            if (found.isPresent() && seed < failedSeed) {
                failedSeed = seed;
                violation = found.get();
            }
            if (progress != null && (done % 100 == 0 || found.isPresent())) {
                progress.printf("%,6d of %,d worlds, %,d events checked%n", done, worlds, steps.get());
            }
        }

        Report report() {
            Optional<Failure> failure =
                    Optional.ofNullable(violation).map(found -> new Failure(behaviour, failedSeed, found));
            return new Report(done, steps.get(), undecided, failure);
        }
    }
}
