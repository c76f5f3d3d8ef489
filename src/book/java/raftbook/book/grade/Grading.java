package raftbook.book.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Layout;
import raftbook.book.grade.Grader.Graded;

/** A folder of submissions in, a folder of results out. */
public final class Grading {
    private Grading() {}

    /**
     * What is wanted.
     *
     * @param secret from which the judging seeds are drawn; empty for the seeds that the book prints
     * @param chapters the numbers of those that are graded, as in {@code 03,04}; empty for all of which something was handed in
     * @param seconds of processor time that each exercise has at least
     */
    public record Wish(
            Path submissions, Path out, String secret, String chapters, long seconds, Consumer<String> progress) {}

    /**
     * @param runs the book's chapters, with what their cells did
     * @throws IllegalArgumentException in words, if there is nothing to grade, or nowhere to write
     * @throws IllegalStateException in words, if an exercise of the book cannot be graded
     */
    public static void grade(
            List<ChapterRun> runs, Layout layout, Function<ChapterRun, List<Path>> classPaths, Wish wish) {
        Path in = wish.submissions().toAbsolutePath().normalize();
        Path out = wish.out().toAbsolutePath().normalize();
        if (out.startsWith(in)) {
            throw new IllegalArgumentException(
                    "-Dout=" + wish.out() + " lies within -Dsubmissions: the results would be graded next time");
        }
        Submissions submissions = Submissions.read(in);
        try (Edition edition = Edition.of(runs, layout, classPaths)) {
            if (!edition.problems().isEmpty()) {
                throw new IllegalStateException(String.join("\n", edition.problems()));
            }
            List<Task> tasks = tasks(edition, submissions, wish.chapters());
            Path box = Files.createTempDirectory("raftbook-grading");
            try {
                write(layout, wish, submissions, edition, tasks, box);
            } finally {
                delete(box);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("submissions cannot be graded: " + failed.getMessage(), failed);
        }
    }

    private static void write(
            Layout layout, Wish wish, Submissions submissions, Edition edition, List<Task> tasks, Path box)
            throws IOException {
        Path in = wish.submissions().toAbsolutePath().normalize();
        Path out = Files.createDirectories(wish.out().toAbsolutePath().normalize());
        Set<Path> library = new LinkedHashSet<>();
        tasks.forEach(task -> library.addAll(task.classPath()));
        Sandbox sandbox = Sandbox.of(box, List.of(in, out, layout.root()));
        List<String> notes = new ArrayList<>(notes(sandbox, wish.secret(), tasks, submissions));
        notes.forEach(wish.progress());
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors());
        Grader.Wish how = new Grader.Wish(wish.secret(), wish.seconds(), atOnce, wish.progress());
        List<Graded> all = new Grader(edition, tasks, List.copyOf(library), sandbox, how).grade(submissions.all());
        for (Path restored : submissions.restore()) {
            String note = in.relativize(restored) + " was changed or deleted while answers ran, and has been put back";
            notes.add(note);
            wish.progress().accept(note);
        }
        String explorer = out.relativize(layout.root().resolve("target/site/explorer.html"))
                .toString()
                .replace('\\', '/');
        Results.write(out, all, tasks, explorer, notes);
        wish.progress().accept("The table is at " + out.resolve("index.html"));
    }

    private static List<String> notes(Sandbox sandbox, String secret, List<Task> tasks, Submissions submissions) {
        long seeded =
                tasks.stream().filter(task -> JudgingSeed.isIn(task.check())).count();
        return List.of(
                submissions.all().size() + " submissions, " + tasks.size() + " exercises, a point each",
                secret.isEmpty()
                        ? "Judged in the worlds of the seeds that the book prints: -Dsecret=… takes others"
                        : seeded + " exercises are judged in worlds drawn from the secret",
                sandbox.isClosed()
                        ? "Answers ran without a network, and could write nowhere but in a folder of their own"
                        : "This system has no way to keep answers from files and network that their user may reach:"
                                + " grade what you do not trust on a machine that holds nothing else");
    }

    private static List<Task> tasks(Edition edition, Submissions submissions, String chapters) {
        Set<String> wanted = new LinkedHashSet<>();
        for (String number : chapters.isBlank() ? new String[0] : chapters.split("\\s*,\\s*")) {
            List<String> found = edition.chapters().stream()
                    .filter(name -> name.startsWith(number.strip()))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("-Dchapters=" + chapters
                        + ": no chapter with exercises begins with '" + number + "'; there are " + edition.chapters());
            }
            wanted.addAll(found);
        }
        if (wanted.isEmpty()) {
            for (Submission each : submissions.all()) {
                each.notebooks().forEach(notebook -> Answers.chapterOf(notebook, edition)
                        .ifPresent(wanted::add));
                each.answers().keySet().forEach(name -> wanted.add(name.substring(0, name.indexOf('/'))));
            }
        }
        List<Task> tasks = edition.tasks().stream()
                .filter(task -> wanted.contains(task.chapter()))
                .toList();
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing in -Dsubmissions is a notebook of a chapter with exercises, or a"
                            + " NN-name/ID.java named as in docs/solutions; -Dchapters=03 grades a chapter all the same");
        }
        return tasks;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
