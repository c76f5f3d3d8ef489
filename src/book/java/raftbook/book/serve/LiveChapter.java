package raftbook.book.serve;

import com.google.gson.Gson;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import raftbook.book.eval.Completion;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;

/**
 * A chapter as it is being run: its evaluator, the cells that wait for it, and what they have said. There is one for all
 * tabs in which the chapter is open, and they all show the same.
 */
final class LiveChapter implements AutoCloseable {

    private static final int KEPT_EVENTS = 10_000;

    /** How long a cell goes on when no page of its chapter is open any more: a reader may come back, or reload. */
    private static final Duration ABSENCE = Duration.ofMinutes(1);

    /** How long a reader waits for what may be written. */
    private static final Duration COMPLETION = Duration.ofSeconds(3);

    private static final Gson JSON = new Gson();

    private final Supplier<Evaluator> opener;
    private final Duration absence;
    private final EventLog log = new EventLog(KEPT_EVENTS);
    private final Transcript transcript = new Transcript();
    private final ThreadPoolExecutor queue;
    private final Map<String, CellSink> latest = new ConcurrentHashMap<>();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile Evaluator evaluator;
    private int pages;
    private long visits;

    LiveChapter(String name, Supplier<Evaluator> opener) {
        this(name, opener, ABSENCE);
    }

    LiveChapter(String name, Supplier<Evaluator> opener, Duration absence) {
        this.opener = opener;
        this.absence = absence;
        queue = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), body -> {
            Thread thread = new Thread(body, "chapter " + name);
            thread.setDaemon(true);
            return thread;
        });
    }

    EventLog log() {
        return log;
    }

    /** A page of this chapter has been opened. */
    synchronized void opened() {
        pages++;
        visits++;
    }

    /** A page of this chapter is gone. When none comes for a while, what runs is stopped: nobody sees it. */
    synchronized void left() {
        pages--;
        long visit = visits;
        CompletableFuture.delayedExecutor(absence.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> stopUnseen(visit));
    }

    private synchronized void stopUnseen(long visit) {
        if (pages == 0 && visits == visit) {
            stop();
        }
    }

    /**
     * What a page gets that knows nothing yet.
     *
     * @param lines JSON, an event each
     * @param number of the event after which it goes on
     */
    record Shown(List<String> lines, long number) {}

    Shown shown() {
        synchronized (transcript) {
            return new Shown(transcript.events().stream().map(JSON::toJson).toList(), log.last());
        }
    }

    /** Tells the pages how far the book is. */
    void tellBook(String json) {
        log.append(json, "book");
    }

    /**
     * A cell that is to run.
     *
     * @param raises whether it is there to fail, and those after it run all the same
     */
    record Asked(String cell, String code, boolean raises) {}

    /**
     * Runs cells, one after the other, after those that were asked for before; the first that fails ends it. What comes
     * of it is told by events.
     *
     * @param tab who asks, as all pages of the chapter see the same
     */
    void run(List<Asked> cells, String tab) {
        AtomicBoolean well = new AtomicBoolean(true);
        for (Asked asked : cells) {
            tell("waiting", asked.cell, Map.of("code", asked.code, "by", tab));
            queue.execute(() -> {
                if (well.get()) {
                    well.set(runOne(asked, tab) || asked.raises);
                } else {
                    tell("forgotten", asked.cell, Map.of());
                }
            });
        }
    }

    private boolean runOne(Asked asked, String tab) {
        String cell = asked.cell;
        int before = stops.get();
        tell("started", cell, Map.of("code", asked.code, "by", tab));
        long start = System.nanoTime();
        boolean well = false;
        try {
            CellSink sink = new CellSink(cell);
            latest.put(cell, sink);
            Outcome outcome = evaluator().run(asked.code, sink, () -> stops.get() != before);
            well = outcome.failure().isEmpty();
            tellOutcome(cell, outcome);
        } catch (RuntimeException | Error problem) {
            tell("failed", cell, Map.of("text", "the cell could not be run: " + problem));
        }
        tell("ended", cell, Map.of("milliseconds", (System.nanoTime() - start) / 1_000_000));
        return well;
    }

    /** What may stand at the cursor, an offset in the code: nothing while a cell runs or waits, or if it takes too long to find. */
    Completion complete(String code, int cursor) {
        Completion nothing = new Completion(cursor, List.of());
        if (queue.getActiveCount() > 0 || !queue.getQueue().isEmpty()) return nothing;
        Future<Completion> found = queue.submit(() -> evaluator().complete(code, cursor));
        try {
            return found.get(COMPLETION.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            found.cancel(false);
            return nothing;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return nothing;
        }
    }

    /** Gets ready for the first cell while the reader still reads. */
    void warm() {
        queue.execute(() -> {
            try {
                if (evaluator == null) {
                    evaluator().run("1 + 1", Sink.none());
                }
            } catch (RuntimeException failed) {
                // The first cell meets the same failure, and there is a place to tell it.
            }
        });
    }

    private Evaluator evaluator() {
        if (evaluator == null) {
            evaluator = opener.get();
        }
        return evaluator;
    }

    private void tellOutcome(String cell, Outcome outcome) {
        outcome.value()
                .map(Outcome.Value::text)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> tell("value", cell, Map.of("text", text)));
        outcome.failure()
                .ifPresent(failure -> tell(
                        "failed", cell, Map.of("text", String.join("\n", failure.report()), "line", failure.line())));
    }

    /** Stops the running cell, and forgets those that wait. */
    void stop() {
        stops.incrementAndGet();
        queue.getQueue().clear();
        Evaluator current = evaluator;
        if (current != null) {
            current.interrupt();
        }
        tell("stopped", "", Map.of());
    }

    /** Stops, and forgets all that cells have declared; the next cell gets a new evaluator. */
    void reset() {
        stop();
        queue.execute(() -> {
            discard();
            tell("reset", "", Map.of());
        });
    }

    /** Tells the open pages that there is a newer one. */
    void rebuilt() {
        stop();
        queue.execute(this::discard);
        tell("reload", "", Map.of());
    }

    private void discard() {
        if (evaluator != null) {
            evaluator.close();
            evaluator = null;
        }
    }

    @Override
    public void close() {
        stop();
        queue.execute(this::discard);
        queue.shutdown();
        log.close();
    }

    private void tell(String type, String cell, Map<String, ?> details) {
        tell(type, cell, details, "");
    }

    private void tell(String type, String cell, Map<String, ?> details, String replaces) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("cell", cell);
        event.putAll(details);
        synchronized (transcript) {
            transcript.add(event);
            log.append(JSON.toJson(event), replaces);
        }
    }

    /** One run's output. */
    private final class CellSink implements Sink {
        private final String cell;

        CellSink(String cell) {
            this.cell = cell;
        }

        @Override
        public void text(Stream stream, String text) {
            tell("text", cell, Map.of("stream", stream.name().toLowerCase(Locale.ROOT), "text", text));
        }

        @Override
        public void display(String id, Map<String, String> bundle, boolean update) {
            Map<String, ?> shown = Map.of("id", id, "bundle", Collections.unmodifiableMap(bundle), "update", update);
            tell("display", cell, shown, update ? id : "");
        }

        /** When the cell is run again, the pages no longer show what it has shown before. */
        @Override
        public boolean isWatched() {
            return latest.get(cell) == this;
        }
    }
}
