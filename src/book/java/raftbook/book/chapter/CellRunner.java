package raftbook.book.chapter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import raftbook.book.chapter.CellResult.Kind;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.chapter.Lesson.WrongAnswer;
import raftbook.book.eval.CellLibrary;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;

/**
 * Runs a chapter's cells, each once and in order, against one class path; then what proves its exercises, and the wrong
 * answers that an instructor is told of.
 */
final class CellRunner {
    /** A cell that runs longer is stopped: it would hang the build, and no reader waits that long. */
    private static final int LIMIT_SECONDS = 60;

    private CellRunner() {}

    /**
     * The results by id: a cell's own, and for an exercise those of {@link #solution} and {@link #proof}.
     *
     * @param runs which of the cells run; the others have no result
     */
    static List<CellResult> run(
            ParsedChapter chapter,
            Optional<Lesson> lesson,
            Solutions solutions,
            List<Path> classPath,
            CellLibrary library,
            Predicate<Cell> runs) {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "watch over " + chapter.chapter().name());
            thread.setDaemon(true);
            return thread;
        });
        List<Collector> collectors = new ArrayList<>();
        try (Evaluator evaluator = new Evaluator(classPath, library)) {
            for (Cell cell : chapter.cells()) {
                if (!runs.test(cell)) continue;
                collectors.add(run(evaluator, watch, cell.id(), cell.source()));
            }
            for (Exercise exercise : chapter.exercises()) {
                solutions.source(chapter.chapter(), exercise).ifPresent(source -> {
                    collectors.add(run(evaluator, watch, solution(exercise), source));
                    checks(chapter, exercise)
                            .forEach(cell -> collectors.add(run(evaluator, watch, proof(exercise), cell.source())));
                });
            }
            for (Exercise exercise : lesson.isPresent() ? chapter.exercises() : List.<Exercise>of()) {
                for (WrongAnswer wrong : lesson.get().wrongAnswers(exercise)) {
                    collectors.add(run(evaluator, watch, wrong.answer(), wrong.source()));
                    checks(chapter, exercise)
                            .forEach(cell -> collectors.add(run(evaluator, watch, wrong.check(), cell.source())));
                }
                // Others may build on what is right.
                solutions
                        .source(chapter.chapter(), exercise)
                        .ifPresent(source -> run(evaluator, watch, solution(exercise), source));
            }
        } finally {
            watch.shutdownNow();
        }
        return collectors.stream().map(Collector::result).toList();
    }

    private static Stream<Cell> checks(ParsedChapter chapter, Exercise exercise) {
        return chapter.cellsOf(exercise).stream().filter(cell -> cell.is(Cell.CHECK));
    }

    static String solution(Exercise exercise) {
        return exercise.id() + ":solution";
    }

    static String proof(Exercise exercise) {
        return exercise.id() + ":check";
    }

    private static Collector run(Evaluator evaluator, ScheduledExecutorService watch, String id, String source) {
        Collector collector = new Collector(id);
        Future<?> limit = watch.schedule(evaluator::interrupt, LIMIT_SECONDS, TimeUnit.SECONDS);
        Outcome outcome = evaluator.run(source, collector);
        limit.cancel(false);
        collector.end(outcome);
        return collector;
    }

    /** Keeps what comes, also after the cell's end: threads that it started belong to it until the chapter ends. */
    private static final class Collector implements Sink {
        private final String id;
        private final List<Output> outputs = new ArrayList<>();

        Collector(String id) {
            this.id = id;
        }

        @Override
        public boolean keepsRuns() {
            return true;
        }

        @Override
        public synchronized void text(Sink.Stream stream, String text) {
            String name = stream == Sink.Stream.OUT ? "stdout" : "stderr";
            int last = outputs.size() - 1;
            if (last >= 0
                    && outputs.get(last).kind() == Kind.STREAM
                    && outputs.get(last).name().equals(name)) {
                outputs.set(last, Output.stream(name, outputs.get(last).text() + text));
            } else {
                outputs.add(Output.stream(name, text));
            }
        }

        @Override
        public synchronized void display(String displayId, Map<String, String> data, boolean update) {
            for (int i = 0; update && i < outputs.size(); i++) {
                if (outputs.get(i).kind() == Kind.DISPLAY
                        && outputs.get(i).name().equals(displayId)) {
                    outputs.set(i, Output.display(displayId, data));
                    return;
                }
            }
            outputs.add(Output.display(displayId, data));
        }

        synchronized void end(Outcome outcome) {
            outcome.value()
                    .filter(value -> !value.text().isEmpty())
                    .ifPresent(value -> outputs.add(new Output(Kind.VALUE, "", value.text(), Map.of(), 0)));
            outcome.failure()
                    .ifPresent(failure -> outputs.add(
                            new Output(Kind.ERROR, failure.kind(), failure.summary(), Map.of(), failure.line())));
        }

        synchronized CellResult result() {
            return new CellResult(id, outputs);
        }
    }
}
