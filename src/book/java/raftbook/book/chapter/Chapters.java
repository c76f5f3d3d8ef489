package raftbook.book.chapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import raftbook.book.source.Problem;

/**
 * Parses and runs chapters. Parsing holds one thread, as AsciidoctorJ's runtime does; cells run meanwhile on others.
 * What has not changed since an earlier run, in this JVM or before, is remembered.
 */
public final class Chapters {
    private final Layout layout;
    private final Plan plan;
    private final References references;
    private final Stages stages;
    private final Solutions solutions;
    private final Memory memory;
    private final boolean fresh;
    private final String only;
    private final Consumer<String> progress;
    private final Consumer<ChapterRun> done;

    private Chapters(
            Layout layout,
            Plan plan,
            References references,
            Stages stages,
            boolean fresh,
            String only,
            Consumer<String> progress,
            Consumer<ChapterRun> done) {
        this.layout = layout;
        this.plan = plan;
        this.references = references;
        this.stages = stages;
        this.solutions = new Solutions(layout);
        this.memory = new Memory(layout.work().resolve("memory"));
        this.fresh = fresh;
        this.only = only;
        this.progress = progress;
        this.done = done;
    }

    /**
     * All chapters, in order.
     *
     * @param fresh whether cells run even if their results are remembered
     * @param only cells run only in chapters whose name begins so; others have what is remembered, or no results
     * @param progress is told of each chapter when it is done
     * @param done is given each chapter when it is done, in the thread that ran it
     */
    public static List<ChapterRun> run(
            Layout layout,
            Plan plan,
            References references,
            Stages stages,
            boolean fresh,
            String only,
            Consumer<String> progress,
            Consumer<ChapterRun> done) {
        return new Chapters(layout, plan, references, stages, fresh, only, progress, done).runAll();
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
            problems.addAll(CellProblems.of(run, new Solutions(layout)));
        }
        return problems;
    }

    private List<ChapterRun> runAll() {
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        ChapterParser parser = new ChapterParser(layout, references);
        try {
            List<Future<ChapterRun>> runs = new ArrayList<>();
            for (Chapter chapter : plan.chapters()) {
                ParsedChapter parsed = parse(parser, chapter);
                runs.add(pool.submit(() -> {
                    ChapterRun run = run(parsed);
                    done.accept(run);
                    return run;
                }));
            }
            List<ChapterRun> all = new ArrayList<>();
            for (Future<ChapterRun> each : runs) {
                all.add(each.get());
            }
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the chapters ran", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A chapter could not be run: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private ParsedChapter parse(ChapterParser parser, Chapter chapter) {
        String shown = plan.of(chapter).stream()
                .map(showing -> showing.include() + "\n" + showing.excerpt().lines())
                .collect(Collectors.joining("\n"));
        String digest =
                Digest.of(Digest.machinery(), chapter.name(), chapter.text(), shown, references.digest(plan, chapter));
        return memory.recall("parsed", digest, ParsedChapter.class).orElseGet(() -> {
            ParsedChapter parsed = parser.parse(plan, chapter);
            memory.keep("parsed", digest, parsed);
            return parsed;
        });
    }

    private ChapterRun run(ParsedChapter parsed) {
        Chapter chapter = parsed.chapter();
        if (!stages.isCompiled(chapter)) {
            progress.accept(chapter.name() + ": not run, as its stage does not compile");
            return new ChapterRun(parsed, List.of());
        }
        String cells = parsed.cells().stream().map(Cell::source).collect(Collectors.joining("\n---\n"));
        String answers = parsed.exercises().stream()
                .map(exercise -> exercise.id() + solutions.source(chapter, exercise))
                .collect(Collectors.joining("\n---\n"));
        String digest = Digest.of(Digest.machinery(), chapter.name(), stages.digest(chapter), cells, answers);
        long begin = System.nanoTime();
        if (!fresh) {
            ChapterResults known =
                    memory.recall("run", digest, ChapterResults.class).orElse(null);
            if (known != null) {
                progress.accept(chapter.name() + ": unchanged");
                return new ChapterRun(parsed, known.results());
            }
        }
        if (!chapter.name().startsWith(only)) {
            progress.accept(chapter.name() + ": not run, and shown without results");
            return new ChapterRun(parsed, List.of());
        }
        ChapterRun run = runTwiceIfUnlucky(parsed);
        if (CellProblems.unlucky(run).isEmpty()) memory.keep("run", digest, new ChapterResults(run.results()));
        progress.accept("%s: %d cells in %d ms"
                .formatted(chapter.name(), parsed.cells().size(), (System.nanoTime() - begin) / 1_000_000));
        return run;
    }

    private ChapterRun runTwiceIfUnlucky(ParsedChapter parsed) {
        List<Path> classPath = stages.classPath(parsed.chapter());
        ChapterRun run = new ChapterRun(parsed, CellRunner.run(parsed, solutions, classPath));
        Optional<Cell> unlucky = CellProblems.unlucky(run);
        if (unlucky.isEmpty()) return run;
        progress.accept(parsed.chapter().name() + ": once more, since cell "
                + unlucky.get().id() + ", which varies, went wrong");
        return new ChapterRun(parsed, CellRunner.run(parsed, solutions, classPath));
    }

    /** A list that survives being written down. */
    private record ChapterResults(List<CellResult> results) {}
}
