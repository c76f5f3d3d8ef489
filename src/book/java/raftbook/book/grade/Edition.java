package raftbook.book.grade;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.CellResult.Kind;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Digest;
import raftbook.book.chapter.Exercise;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Memory;
import raftbook.book.chapter.Solutions;
import raftbook.book.eval.CellLibrary;

/**
 * The exercises of this book, each with the few cells of its chapter by which it is judged: found once, by judging starter and
 * solution with them, which must be told the same as in the whole chapter.
 */
final class Edition implements AutoCloseable {
    private final Names names;
    private final Solutions solutions;
    private final Memory memory;
    private final Function<ChapterRun, List<Path>> classPaths;
    private final Map<String, Slices> slices = new HashMap<>();
    private final Map<String, List<Cell>> cells = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** What is remembered of an exercise. */
    private record Found(String id, Set<Integer> slice, String starterWords, long milliseconds) {}

    /** @param texts what the book's own cells declare and use, which takes longer to find than all else */
    private record AllFound(List<Found> all, List<String> problems, Map<String, Names.Text> texts) {}

    private Edition(Layout layout, Names names, Function<ChapterRun, List<Path>> classPaths) {
        this.names = names;
        this.solutions = new Solutions(layout);
        this.memory = new Memory(layout.work().resolve("memory"));
        this.classPaths = classPaths;
    }

    /** @param runs the chapters with what their cells did, of which some may be without */
    static Edition of(List<ChapterRun> runs, Layout layout, Function<ChapterRun, List<Path>> classPaths) {
        Edition edition = new Edition(layout, new Names(), classPaths);
        runs.forEach(edition::read);
        return edition;
    }

    List<Task> tasks() {
        return tasks;
    }

    /** Why an exercise cannot be graded, a line each. */
    List<String> problems() {
        return problems;
    }

    /** The chapters' names, in order, of those that have exercises. */
    List<String> chapters() {
        return tasks.stream().map(Task::chapter).distinct().toList();
    }

    Names names() {
        return names;
    }

    List<Cell> cells(String chapter) {
        return cells.get(chapter);
    }

    /** The chapter's cells, in order, that this answer is judged with. */
    List<String> slice(Task task, String answer) {
        Set<Integer> needed = new HashSet<>(task.slice());
        needed.addAll(slices.get(task.name()).of(List.of(answer), Slices.Width.NARROW));
        List<String> cells =
                new ArrayList<>(needed.stream().sorted().map(task.before()::get).toList());
        if (needsStarter(answer, task.starter())) cells.add(task.starter());
        return cells;
    }

    /** An answer may be what has changed alone: the rest is then the starter's. */
    private boolean needsStarter(String answer, String starter) {
        return !names.of(answer).names().containsAll(names.of(starter).names());
    }

    private void read(ChapterRun run) {
        if (run.parsed().exercises().isEmpty()) return;
        String chapter = run.chapter().name();
        cells.put(chapter, run.parsed().cells());
        String text = run.parsed().cells().stream()
                .map(cell -> cell.id() + cell.options() + cell.source())
                .collect(Collectors.joining("\n"));
        String answers = run.parsed().exercises().stream()
                .map(exercise -> exercise.id() + solutions.source(run.chapter(), exercise))
                .collect(Collectors.joining("\n"));
        String machinery = Digest.content(Digest.folderOf(Edition.class).resolve("raftbook/book/grade"));
        String digest = Digest.of(
                Digest.machinery(),
                machinery,
                text,
                answers,
                classPaths.apply(run).toString());
        AllFound found = memory.recall("grade", digest, AllFound.class).orElse(null);
        if (found == null) {
            found = find(run);
            if (found.problems().isEmpty()) memory.keep("grade", digest, found);
        }
        names.know(found.texts());
        problems.addAll(found.problems());
        for (Found each : found.all()) tasks.add(task(run, each));
    }

    private Task task(ChapterRun run, Found found) {
        Exercise exercise = run.parsed().exercises().stream()
                .filter(each -> each.id().equals(found.id()))
                .findFirst()
                .orElseThrow();
        List<Slices.Part> parts = before(run, exercise);
        String starter = cell(run, exercise, Cell.STARTER).source();
        String solution = solutions
                .source(run.chapter(), exercise)
                .orElseThrow(() -> new IllegalStateException("exercise " + exercise.id() + " of "
                        + run.chapter().name() + " has no solution in docs/solutions, by which its check is tried out:"
                        + " grade in a checkout that has them"));
        List<Names.Declared> declares = new ArrayList<>(names.of(starter).declared());
        declares.addAll(names.of(solution).declared());
        Task task = new Task(
                run.chapter().name(),
                run.chapter().label(),
                exercise.id(),
                title(run, exercise),
                cell(run, exercise, Cell.STARTER).id(),
                starter,
                solution,
                cell(run, exercise, Cell.CHECK).source(),
                found.starterWords(),
                parts.stream().map(Slices.Part::source).toList(),
                found.slice(),
                found.milliseconds(),
                declares,
                classPaths.apply(run));
        slices.put(task.name(), new Slices(names, parts));
        return task;
    }

    private static String title(ChapterRun run, Exercise exercise) {
        List<String> lines = run.chapter().lines();
        String next = exercise.line() < lines.size() ? lines.get(exercise.line()) : "";
        return next.startsWith(".") ? next.substring(1) : exercise.id();
    }

    private static Cell cell(ChapterRun run, Exercise exercise, String option) {
        return run.parsed().cellsOf(exercise).stream()
                .filter(cell -> cell.is(option))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "exercise " + exercise.id() + " of " + run.chapter().name() + " has no %" + option + " cell"));
    }

    /** The imports, the cells before the exercise, and of the exercises before it the solutions and the checks. */
    private List<Slices.Part> before(ChapterRun run, Exercise exercise) {
        List<Slices.Part> parts = new ArrayList<>();
        for (Cell cell : run.parsed().cells()) {
            if (cell.exercise().equals(exercise.id())) break;
            if (cell.is(Cell.KEY)) continue; // declares nothing for others
            if (parts.isEmpty()) {
                parts.add(new Slices.Part(lines(cell.source(), true), false));
                parts.add(new Slices.Part(lines(cell.source(), false), cell.is(Cell.FIGURE)));
                continue;
            }
            parts.add(new Slices.Part(source(run, cell), cell.is(Cell.FIGURE)));
        }
        return parts;
    }

    private static String lines(String source, boolean imports) {
        return source.lines()
                .filter(line -> line.startsWith("import ") == imports)
                .collect(Collectors.joining("\n"));
    }

    private String source(ChapterRun run, Cell cell) {
        return run.parsed().exercises().stream()
                .filter(exercise -> cell.is(Cell.STARTER) && exercise.id().equals(cell.exercise()))
                .findFirst()
                .flatMap(exercise -> solutions.source(run.chapter(), exercise))
                .orElse(cell.source());
    }

    private AllFound find(ChapterRun run) {
        List<Found> all = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        try (CellLibrary library = new CellLibrary(classPaths.apply(run))) {
            for (Exercise exercise : run.parsed().exercises()) {
                Optional<Found> found = find(run, exercise, library);
                found.ifPresent(all::add);
                if (found.isEmpty()) {
                    wrong.add(run.chapter().name() + ", exercise " + exercise.id()
                            + ": judged by itself, starter or solution is not told what the chapter's run tells it;"
                            + " does its check need what a cell does that varies?");
                }
            }
        }
        return new AllFound(all, wrong, texts(run));
    }

    private Map<String, Names.Text> texts(ChapterRun run) {
        Map<String, Names.Text> texts = new HashMap<>();
        for (Cell cell : run.parsed().cells()) texts.put(cell.source(), names.of(cell.source()));
        for (Exercise exercise : run.parsed().exercises()) {
            for (Slices.Part part : before(run, exercise)) texts.put(part.source(), names.of(part.source()));
            solutions.source(run.chapter(), exercise).ifPresent(source -> texts.put(source, names.of(source)));
        }
        return texts;
    }

    private Optional<Found> find(ChapterRun run, Exercise exercise, CellLibrary library) {
        List<Slices.Part> parts = before(run, exercise);
        Slices of = new Slices(names, parts);
        String starter = cell(run, exercise, Cell.STARTER).source();
        String solution = solutions.source(run.chapter(), exercise).orElseThrow();
        Cell check = cell(run, exercise, Cell.CHECK);
        Optional<String> onStarter = run.result(check.id()).map(Edition::words);
        Optional<String> onSolution = run.result(exercise.id() + ":check").map(Edition::words);
        Set<Integer> before = Set.of();
        for (Slices.Width width : Slices.Width.values()) {
            Set<Integer> slice = of.of(List.of(starter, solution, check.source()), width);
            if (slice.equals(before)) continue;
            before = slice;
            List<String> sources =
                    slice.stream().sorted().map(i -> parts.get(i).source()).toList();
            Timed wrong = judge(classPaths.apply(run), library, sources, starter, check.source());
            if (wrong.said().passes()
                    || onStarter
                            .filter(words -> !words.equals(wrong.said().words()))
                            .isPresent()) continue;
            List<String> more = new ArrayList<>(sources);
            if (needsStarter(solution, starter)) more.add(starter);
            Timed right = judge(classPaths.apply(run), library, more, solution, check.source());
            if (!right.said().passes()
                    || onSolution
                            .filter(words -> !words.equals(right.said().words()))
                            .isPresent()) continue;
            return Optional.of(new Found(exercise.id(), slice, wrong.said().words(), right.milliseconds()));
        }
        return Optional.empty();
    }

    private record Timed(Trial.Said said, long milliseconds) {}

    /** In this JVM: it is all the book's own. */
    private static Timed judge(
            List<Path> classPath, CellLibrary library, List<String> slice, String answer, String check) {
        long begin = processor();
        try (Trial trial = new Trial(classPath, library)) {
            for (String source : slice) trial.run(source, Long.MAX_VALUE, () -> {});
            trial.run(answer, Long.MAX_VALUE, () -> {});
            Trial.Said said = trial.run(check, Long.MAX_VALUE, () -> {});
            return new Timed(said, (processor() - begin) / 1_000_000);
        }
    }

    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }

    private static String words(CellResult result) {
        String shown = "";
        for (CellResult.Output output : result.outputs()) {
            if (output.kind() == Kind.VALUE) return output.text();
            boolean verdict =
                    output.text().startsWith(Cell.PASSED) || output.text().startsWith(Verdict.NOT_YET);
            if (output.kind() == Kind.DISPLAY && verdict) shown = output.text();
        }
        return shown;
    }

    @Override
    public void close() {
        names.close();
    }
}
