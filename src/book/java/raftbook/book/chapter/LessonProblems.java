package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.List;
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
                run.result(wrong.answer())
                        .map(result -> ofAnswer(wrong, result))
                        .ifPresent(why -> add(problems, lesson, wrong, why));
                run.result(wrong.check())
                        .map(result -> ofCheck(result))
                        .ifPresent(why -> add(problems, lesson, wrong, why));
            }
        });
        return problems;
    }

    /** Null where all is well. */
    private static String ofAnswer(WrongAnswer wrong, CellResult result) {
        boolean fails = result.failure().isPresent();
        if (fails && !wrong.raises()) {
            String how = result.failure().map(Output::text).orElse("");
            return "fails by itself, with " + how + "; if students see that, say [wrong%raises]";
        }
        return !fails && wrong.raises() ? "says %raises, and ends without an exception" : null;
    }

    private static String ofCheck(CellResult result) {
        if (result.passes()) return "is passed by the check, so it is not wrong, or the check is too kind";
        return result.failure()
                .map(failure -> "ends the check with " + failure.text() + "; a check answers in words")
                .orElse(null);
    }

    private static void add(List<Problem> problems, Lesson lesson, WrongAnswer wrong, String why) {
        problems.add(new Problem(
                lesson.notes().file(),
                wrong.line(),
                "exercise " + wrong.exercise() + ": the wrong answer '" + wrong.title() + "' " + why));
    }
}
