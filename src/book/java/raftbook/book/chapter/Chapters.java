package raftbook.book.chapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import raftbook.book.eval.CellLibrary;
import raftbook.book.source.Problem;

/**
 * Parses and runs chapters. Parsing holds one thread, as AsciidoctorJ's runtime does; cells run meanwhile on others, those
 * of several chapters beside each other, as they wait for clusters as often as they compute. What has not changed since an
 * earlier run, in this JVM or before, is remembered.
 */
public final class Chapters {
    /** Whoever wants each chapter as soon as it is there; called in the thread that runs it. */
    public interface Listener {
        /** The chapter is parsed; stages may still be compiled, and the run has no results yet but those that are committed. */
        void begins(ChapterRun run);

        /** The cells have run, or their results were remembered. */
        void done(ChapterRun run);
    }

    private final Layout layout;
    private final Plan plan;
    private final References references;
    private final Supplier<Stages> stages;
    private final CommittedRuns committed;
    private final Wish wish;
    private final CompletableFuture<Void> begun;
    private final Listener listener;
    private final Solutions solutions;
    private final Memory memory;
    private CellLibrary library;

    /** Chapters share it; one that is run once more, because the machine was too busy for it, has it for itself. */
    private final ReadWriteLock machine = new ReentrantReadWriteLock();

    /**
     * @param stages asked by each chapter when it is to run: they may be compiled while the first is parsed
     * @param begun ends here with the first chapter that begins, if not before: until then no other takes a processor from it
     */
    public Chapters(
            Layout layout,
            Plan plan,
            References references,
            Supplier<Stages> stages,
            CommittedRuns committed,
            Wish wish,
            CompletableFuture<Void> begun,
            Listener listener) {
        this.layout = layout;
        this.plan = plan;
        this.references = references;
        this.stages = stages;
        this.committed = committed;
        this.wish = wish;
        this.begun = begun;
        this.listener = listener;
        this.solutions = new Solutions(layout);
        this.memory = new Memory(layout.work().resolve("memory"));
    }

    /** Starts what the first chapter to be parsed would have to wait for, some seconds. */
    public static void warm() {
        ChapterParser.warm();
    }

    /** What is wrong with the chapters' text, and with what their cells did. */
    public static List<Problem> problems(List<ChapterRun> runs, Layout layout) {
        List<Problem> problems = new ArrayList<>();
        for (ChapterRun run : runs) {
            problems.addAll(run.parsed().problems());
            problems.addAll(KeyProblems.of(run.parsed()));
            problems.addAll(Recorded.problems(run, layout));
            problems.addAll(CellProblems.of(run, new Solutions(layout)));
            problems.addAll(LessonProblems.of(run));
        }
        return problems;
    }

    /** Runs all chapters, and returns them in order. */
    public List<ChapterRun> run() {
        int threads = Runtime.getRuntime().availableProcessors() * 2;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ChapterParser parser = new ChapterParser(layout, references);
        try {
            Map<Chapter, Future<ChapterRun>> runs = new HashMap<>();
            for (Chapter chapter : longestFirst()) {
                ParsedChapter parsed = parse(parser, chapter);
                Optional<Lesson> lesson = wish.lessons() ? parser.lesson(plan, parsed) : Optional.empty();
                runs.put(chapter, pool.submit(() -> runAndTell(parsed, lesson)));
                begun.get();
            }
            List<ChapterRun> all = new ArrayList<>();
            for (Chapter each : plan.chapters()) {
                all.add(runs.get(each).get());
            }
            return all;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the chapters ran", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("A chapter could not be run: " + failed.getCause(), failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** A long one that begins last would be waited for. Before all others comes the chapter that a reader opens first. */
    private List<Chapter> longestFirst() {
        Optional<Chapter> first = plan.chapters().stream().findFirst();
        return plan.chapters().stream()
                .sorted(Comparator.comparing((Chapter chapter) ->
                                first.filter(chapter::equals).isEmpty())
                        .thenComparing(CellReader::length, Comparator.reverseOrder()))
                .toList();
    }

    private ParsedChapter parse(ChapterParser parser, Chapter chapter) {
        String shown = plan.of(chapter).stream()
                .map(showing -> showing.include() + "\n" + showing.excerpt().lines())
                .collect(Collectors.joining("\n"));
        String digest = Digest.of(
                Digest.machinery(),
                chapter.name(),
                chapter.text(),
                shown,
                references.digest(plan, chapter),
                DocsInclude.texts(chapter, layout));
        return memory.recall("parsed", digest, ParsedChapter.class).orElseGet(() -> {
            ParsedChapter parsed = parser.parse(plan, chapter);
            memory.keep("parsed", digest, parsed);
            return parsed;
        });
    }

    private ChapterRun runAndTell(ParsedChapter parsed, Optional<Lesson> lesson) {
        try {
            ChapterRun run = run(parsed, lesson);
            listener.done(run);
            return run;
        } finally {
            begun.complete(null);
        }
    }

    private ChapterRun run(ParsedChapter parsed, Optional<Lesson> lesson) {
        Chapter chapter = parsed.chapter();
        Optional<List<CellResult>> known =
                wish.results() == Wish.Results.COMMITTED ? committed.recall(parsed) : Optional.empty();
        listener.begins(new ChapterRun(parsed, lesson, known.orElse(List.of())));
        begun.complete(null);
        if (!stages.get().isCompiled(chapter)) {
            wish.progress().accept(chapter.name() + ": not run, as its stage does not compile");
            return new ChapterRun(parsed, lesson, List.of());
        }
        if (known.isPresent()) {
            wish.progress().accept(chapter.name() + ": as committed");
            return new ChapterRun(parsed, lesson, known.get());
        }
        return remembered(parsed, lesson);
    }

    private ChapterRun remembered(ParsedChapter parsed, Optional<Lesson> lesson) {
        Chapter chapter = parsed.chapter();
        String answers = parsed.exercises().stream()
                .map(exercise -> exercise.id() + solutions.source(chapter, exercise))
                .collect(Collectors.joining("\n---\n"));
        String wrong = lesson.map(each -> each.wrongAnswers().toString()).orElse("");
        String digest = Digest.of(
                Digest.machinery(),
                chapter.name(),
                stages.get().digest(chapter),
                Cell.digest(parsed.cells().stream()),
                answers,
                wrong,
                Recorded.text(chapter, layout));
        if (wish.record() && !Recorded.has(parsed)) return new ChapterRun(parsed, lesson, List.of());
        if (wish.results() != Wish.Results.FRESH) {
            ChapterResults known =
                    memory.recall("run", digest, ChapterResults.class).orElse(null);
            if (known != null) {
                wish.progress().accept(chapter.name() + ": unchanged");
                return new ChapterRun(parsed, lesson, known.results());
            }
        }
        if (!chapter.name().startsWith(wish.only())) {
            wish.progress().accept(chapter.name() + ": not run, and shown without results");
            return new ChapterRun(parsed, lesson, List.of());
        }
        ChapterRun run = runTwiceIfUnlucky(parsed, lesson);
        // A cell that was stopped on a busy machine may end well the next time.
        if (!wish.record() && problems(List.of(run), layout).isEmpty())
            memory.keep("run", digest, new ChapterResults(run.results()));
        return run;
    }

    private ChapterRun runTwiceIfUnlucky(ParsedChapter parsed, Optional<Lesson> lesson) {
        ChapterRun run = runWith(machine.readLock(), parsed, lesson);
        Optional<Cell> unlucky = CellProblems.unlucky(run);
        if (unlucky.isEmpty()) return run;
        wish.progress()
                .accept(parsed.chapter().name() + ": once more and alone, since cell "
                        + unlucky.get().id() + ", which varies, went wrong");
        return runWith(machine.writeLock(), parsed, lesson);
    }

    /** What all chapters run on, each on as much of it as it can name. It holds no file open, and is forgotten with this. */
    private synchronized CellLibrary library() {
        if (library == null) library = new CellLibrary(stages.get().all());
        return library;
    }

    private ChapterRun runWith(Lock machine, ParsedChapter parsed, Optional<Lesson> lesson) {
        machine.lock();
        try {
            long begin = System.nanoTime();
            ChapterRun run = new ChapterRun(parsed, lesson, results(parsed, lesson));
            wish.progress()
                    .accept("%s: %d cells in %d ms"
                            .formatted(
                                    parsed.chapter().name(),
                                    parsed.cells().size(),
                                    (System.nanoTime() - begin) / 1_000_000));
            return run;
        } finally {
            machine.unlock();
        }
    }

    /** What needs more than any build has was recorded once; whoever records it has more. */
    private List<CellResult> results(ParsedChapter parsed, Optional<Lesson> lesson) {
        if (parsed.cells().isEmpty()) return List.of();
        List<Path> classPath = new ArrayList<>(stages.get().classPath(parsed.chapter()));
        if (wish.record()) {
            classPath.addAll(Recorded.classPath(layout));
            try (CellLibrary more = new CellLibrary(classPath)) {
                return CellRunner.run(parsed, lesson, solutions, classPath, more, cell -> true);
            }
        }
        List<CellResult> results = new ArrayList<>(
                CellRunner.run(parsed, lesson, solutions, classPath, library(), cell -> !cell.is(Cell.RECORDED)));
        results.addAll(Recorded.results(parsed, layout));
        return results;
    }

    /** A list that survives being written down. */
    private record ChapterResults(List<CellResult> results) {}
}
