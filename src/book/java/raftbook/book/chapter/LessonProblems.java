package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.chapter.Lesson.WrongAnswer;
import raftbook.book.source.Problem;

/** Holds what an instructor is told about wrong answers against what the checks say to them. */
final class LessonProblems {
    private LessonProblems() {}

    static List<Problem> of(ChapterRun run) {
        List<Problem> problems = new ArrayList<>();
        run.lesson().ifPresent(lesson -> {
            problems.addAll(lesson.problems());
            for (WrongAnswer wrong : lesson.wrongAnswers()) {
                run.result(wrong.check())
                        .flatMap(check -> of(wrong, run.result(wrong.answer()), check))
                        .ifPresent(why -> problems.add(new Problem(
                                lesson.notes().file(),
                                wrong.line(),
                                "exercise " + wrong.exercise() + ": the wrong answer '" + wrong.title() + "' " + why)));
            }
        });
        return problems;
    }

    private static Optional<String> of(WrongAnswer wrong, Optional<CellResult> answer, CellResult check) {
        if (check.passes()) return Optional.of("is passed by the check: it is not wrong, or the check is too kind");
        Optional<Output> failure = Stream.concat(answer.stream(), Stream.of(check))
                .flatMap(result -> result.failure().stream())
                .findFirst();
        if (failure.isPresent() && !wrong.raises()) {
            return Optional.of("ends in " + failure.get().text() + "; if students see that, say [wrong%raises]");
        }
        return failure.isEmpty() && wrong.raises()
                ? Optional.of("says %raises, and neither it nor the check ends in an exception")
                : Optional.empty();
    }
}
