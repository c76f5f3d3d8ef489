package raftbook.book.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import raftbook.book.grade.Answers.Answer;
import raftbook.book.grade.WorkerProcess.Ended;

/** Grades submissions, several at a time, each in a JVM of its own. */
final class Grader {
    /** A check that took the solution a second may take an answer so many. */
    private static final long PATIENCE = 10;

    private final Edition edition;
    private final List<Task> tasks;
    private final List<Path> library;
    private final Sandbox sandbox;
    private final Wish wish;

    /**
     * @param secret from which the judging seeds are drawn; empty for those of the book
     * @param seconds of processor time that every exercise has at least
     * @param atOnce how many submissions are graded at a time
     */
    record Wish(String secret, long seconds, int atOnce, Consumer<String> progress) {}

    /** A submission, graded. */
    record Graded(Submission submission, List<Verdict> verdicts, List<String> remarks) {
        double points() {
            return verdicts.stream().mapToDouble(Verdict::points).sum();
        }
    }

    /** @param library the class path of all tasks together */
    Grader(Edition edition, List<Task> tasks, List<Path> library, Sandbox sandbox, Wish wish) {
        this.edition = edition;
        this.tasks = tasks;
        this.library = library;
        this.sandbox = sandbox;
        this.wish = wish;
    }

    List<Graded> grade(List<Submission> submissions) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(wish.atOnce());
        try {
            List<Future<Graded>> results = new ArrayList<>();
            for (int i = 0; i < submissions.size(); i++) {
                Submission each = submissions.get(i);
                Path box = Files.createDirectories(sandbox.box().resolve("box-" + (i + 1)));
                results.add(pool.submit(() -> new OfOne(each, sandbox.in(box)).grade()));
            }
            List<Graded> all = new ArrayList<>();
            for (Future<Graded> result : results) all.add(result.get());
            return all;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while submissions were graded", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(
                    "a submission could not be graded: " + failed.getCause(), failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** One submission on its way. */
    private final class OfOne {
        private final Submission submission;
        private final Sandbox box;
        private final List<String> remarks = new ArrayList<>();
        private final Map<String, Answers> notebooks = new LinkedHashMap<>();
        private WorkerProcess worker;

        OfOne(Submission submission, Sandbox box) {
            this.submission = submission;
            this.box = box;
        }

        Graded grade() throws IOException {
            long begin = System.nanoTime();
            remarks.addAll(submission.remarks());
            assign();
            notebooks.values().forEach(each -> remarks.addAll(each.remarks()));
            List<Verdict> verdicts = new ArrayList<>();
            try {
                for (Task task : tasks) verdicts.add(verdict(task));
            } finally {
                end();
            }
            Graded graded = new Graded(submission, verdicts, remarks);
            wish.progress()
                    .accept("%s: %s of %d in %d ms"
                            .formatted(
                                    submission.student(),
                                    Results.number(graded.points()),
                                    tasks.size(),
                                    (System.nanoTime() - begin) / 1_000_000));
            return graded;
        }

        /** Which notebook is of which chapter. */
        private void assign() {
            for (NotebookFile notebook : submission.notebooks()) {
                Optional<String> chapter = Answers.chapterOf(notebook, edition);
                if (chapter.isEmpty()) {
                    if (!notebook.cells().isEmpty() && !notebook.heading().contains("Workshop")) {
                        remarks.add(notebook.name() + " is no notebook of a chapter with exercises");
                    }
                    continue;
                }
                Answers answers = new Answers(edition, chapter.get(), notebook);
                Answers other = notebooks.get(chapter.get());
                if (other != null)
                    remarks.add("two notebooks of " + chapter.get() + ": the one with more answers counts");
                if (other == null || other.answered() < answers.answered()) notebooks.put(chapter.get(), answers);
            }
        }

        private Verdict verdict(Task task) throws IOException {
            String file = submission.answers().get(task.name());
            Answers answers = notebooks.get(task.chapter());
            if (file == null && answers == null) {
                return Verdict.without(task, Verdict.Kind.MISSING, "nothing of this chapter was handed in", List.of());
            }
            Answer answer = file != null
                    ? new Answer(file, Answers.plain(file).equals(Answers.plain(task.starter())), List.of())
                    : answers.find(task);
            if (answer.source().isBlank()) {
                return Verdict.without(task, Verdict.Kind.MISSING, "there is no answer", answer.remarks());
            }
            if (answer.untouched()) {
                return Verdict.without(task, Verdict.Kind.UNTOUCHED, task.starterWords(), answer.remarks());
            }
            List<String> slice = edition.slice(task, answer.source());
            List<String> look = Suspicion.worthALook(answer.source(), task);
            List<String> said = new ArrayList<>(answer.remarks());
            if (!look.isEmpty()) said.add("look at it: " + String.join(", ", look));
            Optional<String> refusal = Suspicion.refusal(answer.source(), task, slice, edition.names());
            if (refusal.isPresent()) return Verdict.without(task, Verdict.Kind.REFUSED, refusal.get(), said);
            Verdict verdict = judge(task, slice, answer.source(), said);
            if (!look.isEmpty()) end(); // it may have changed something that the next would meet
            return verdict;
        }

        private Verdict judge(Task task, List<String> slice, String answer, List<String> said) throws IOException {
            JudgingSeed.Seeded seeded = JudgingSeed.in(task.check(), wish.secret(), task.name());
            long seconds = Math.max(wish.seconds(), task.milliseconds() * PATIENCE / 1000);
            if (worker == null) worker = WorkerProcess.start(box, library);
            try {
                worker.ask(task.classPath(), null, seconds);
                for (String cell : slice) worker.ask(null, cell, seconds);
                Trial.Said answered = worker.ask(null, answer, seconds);
                Trial.Said checked = worker.ask(null, seeded.check(), seconds);
                Verdict verdict = Verdict.of(task, checked, seeded.seed(), said);
                if (!worker.leave(seconds)) end();
                return verdict.points() == 0 && !answered.failure().isEmpty()
                        ? Verdict.without(task, Verdict.Kind.FAILED, "the answer fails: " + answered.failure(), said)
                        : verdict;
            } catch (Ended ended) {
                end();
                return Verdict.without(task, Verdict.Kind.ENDED, "the answer was ended: " + ended.getMessage(), said);
            }
        }

        private void end() {
            if (worker != null) worker.close();
            worker = null;
        }
    }
}
