package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.source.Problem;

/** Holds what the cells did against what the chapter says of them. */
final class CellProblems {
    private final ChapterRun run;
    private final Solutions solutions;
    private final List<Problem> problems = new ArrayList<>();

    private CellProblems(ChapterRun run, Solutions solutions) {
        this.run = run;
        this.solutions = solutions;
    }

    static List<Problem> of(ChapterRun run, Solutions solutions) {
        CellProblems found = new CellProblems(run, solutions);
        for (Cell cell : run.parsed().cells()) {
            run.result(cell.id()).ifPresent(result -> found.check(cell, result));
        }
        run.parsed().exercises().forEach(found::check);
        run.parsed().questions().forEach(found::check);
        return found.problems;
    }

    /**
     * The first cell that failed, if it is one on real threads. Then the machine may have been too busy for it, which is
     * no untruth of the book, and what failed after it may have followed from that.
     */
    static Optional<Cell> unlucky(ChapterRun run) {
        for (Cell cell : run.parsed().cells()) {
            CellProblems found = new CellProblems(run, null);
            run.result(cell.id()).ifPresent(result -> found.check(cell, result));
            if (!found.problems.isEmpty()) return Optional.of(cell).filter(first -> first.is(Cell.VARIES));
        }
        return Optional.empty();
    }

    private void check(Cell cell, CellResult result) {
        Optional<Output> failure = result.failure();
        if (failure.isPresent() && !cell.is(Cell.RAISES)) {
            int line = cell.line() + Math.max(0, failure.get().line() - 1);
            fail(
                    line,
                    "cell " + cell.id() + " fails: " + failure.get().text()
                            + (cell.is(Cell.CHECK) ? "; a check answers in words" : "; if it must, say %raises"));
        }
        if (failure.isEmpty() && cell.is(Cell.RAISES)) {
            fail(cell.line(), "cell " + cell.id() + " says %raises, and ends without an exception");
        }
        if (cell.is(Cell.FIGURE) && !result.hasPicture()) {
            fail(cell.line(), "cell " + cell.id() + " says %figure, and shows no picture");
        }
        cell.promise()
                .filter(promise -> !Diff.fits(promise.text(), result.transcript()))
                .ifPresent(promise -> fail(
                        promise.line(),
                        "cell " + cell.id() + " prints something else (- promised, + printed):\n"
                                + Diff.of(promise.text(), result.transcript())));
    }

    private void check(Exercise exercise) {
        List<Cell> cells = run.parsed().cellsOf(exercise);
        List<Cell> checks = cells.stream().filter(cell -> cell.is(Cell.CHECK)).toList();
        if (checks.size() != 1 || cells.stream().noneMatch(cell -> cell.is(Cell.STARTER))) {
            fail(exercise.line(), "exercise " + exercise.id() + " needs a %starter cell and one %check cell");
            return;
        }
        Optional<CellResult> starter = run.result(checks.get(0).id());
        if (starter.isPresent() && starter.get().passes()) {
            fail(checks.get(0).line(), "exercise " + exercise.id() + ": the check passes the starter as it stands");
        }
        if (solutions.source(run.chapter(), exercise).isEmpty()) {
            fail(
                    exercise.line(),
                    "exercise " + exercise.id() + " has no solution at " + solutions.place(run.chapter(), exercise));
            return;
        }
        solutions
                .source(run.chapter(), exercise)
                .filter(source -> Imports.misplaced(source, false).isPresent())
                .ifPresent(
                        source -> fail(exercise.line(), "in the solution of exercise " + exercise.id() + Imports.RULE));
        run.result(CellRunner.solution(exercise))
                .flatMap(CellResult::failure)
                .ifPresent(failure ->
                        fail(exercise.line(), "exercise " + exercise.id() + ": the solution fails: " + failure.text()));
        run.result(CellRunner.proof(exercise))
                .filter(result -> !result.passes())
                .ifPresent(result -> fail(
                        exercise.line(),
                        "exercise " + exercise.id() + ": the check does not pass the solution: "
                                + result.transcript()));
    }

    private void check(Question question) {
        run.parsed().cellsOf(question).stream()
                .filter(cell -> cell.is(Cell.KEY))
                .forEach(cell -> run.result(cell.id())
                        .filter(result -> result.failure().isEmpty())
                        .flatMap(result -> Key.refutes(question, result))
                        .ifPresent(why -> fail(cell.line(), "question " + question.id() + ": " + why)));
        for (Question.Run shown : question.runs()) {
            run.parsed().cells().stream()
                    .filter(cell -> cell.anchor().equals(shown.cell()))
                    .flatMap(cell -> run.result(cell.id()).stream())
                    .filter(result -> result.outputs().isEmpty())
                    .forEach(result -> fail(
                            shown.line(),
                            "question " + question.id() + " shows run::" + shown.cell()
                                    + "[], and that run prints and draws nothing: let its cell end in a value"));
        }
    }

    private void fail(int line, String message) {
        problems.add(new Problem(run.chapter().file(), line, message));
    }
}
