package raftbook.book.grade;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import raftbook.book.chapter.Digest;
import raftbook.book.grade.Grader.Graded;

/**
 * Writes the results: {@code index.html}; {@code grades.csv}, a line for each exercise of each student; {@code gradebook.csv}, a
 * line for each student, which Canvas and Moodle import; and for Gradescope a {@code results.json} for each student.
 */
final class Results {
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

    private Results() {}

    static void write(Path out, List<Graded> all, List<Task> tasks, String explorer, List<String> notes)
            throws IOException {
        Files.createDirectories(out);
        write(out.resolve("index.html"), Table.of(all, tasks, explorer, notes));
        write(out.resolve("grades.csv"), grades(all));
        write(out.resolve("gradebook.csv"), gradebook(all, tasks));
        Set<String> taken = new HashSet<>();
        for (Graded graded : all) {
            Path folder =
                    out.resolve("gradescope").resolve(folder(graded.submission().student(), taken));
            write(folder.resolve("results.json"), GSON.toJson(gradescope(graded)) + "\n");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** A student's name as that of a folder, and of no two the same. */
    static String folder(String student, Set<String> taken) {
        String plain = student.replaceAll("[^\\p{L}\\p{N}._ -]", "_").strip();
        boolean same = plain.equals(student) && !plain.startsWith(".") && !plain.isEmpty();
        String name = same ? plain : plain.replaceFirst("^\\.+", "_") + "-" + Digest.of(student);
        while (!taken.add(name.toLowerCase(Locale.ROOT))) name += "_";
        return name;
    }

    /** Two digits at most, and none that say nothing. */
    static String number(double points) {
        String text = String.format(Locale.ROOT, "%.2f", points);
        return text.replaceFirst("\\.?0+$", "");
    }

    private static String grades(List<Graded> all) {
        StringBuilder csv =
                new StringBuilder(Csv.line(List.of("student", "exercise", "points", "words", "seed", "remarks")));
        for (Graded graded : all) {
            for (Verdict verdict : graded.verdicts()) {
                csv.append(Csv.line(List.of(
                        graded.submission().student(),
                        verdict.task().name(),
                        number(verdict.points()),
                        verdict.words(),
                        verdict.seed(),
                        String.join("; ", verdict.remarks()))));
            }
        }
        return csv.toString();
    }

    /** Canvas knows a student by the first five columns, Moodle by whichever one is chosen when it imports. */
    private static String gradebook(List<Graded> all, List<Task> tasks) {
        List<String> chapters = tasks.stream().map(Task::chapter).distinct().toList();
        List<String> head = new ArrayList<>(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section"));
        for (String chapter : chapters) {
            List<Task> its = tasks.stream()
                    .filter(task -> task.chapter().equals(chapter))
                    .toList();
            head.add(its.get(0).label() + " (of " + its.size() + ")");
        }
        StringBuilder csv = new StringBuilder(Csv.line(head));
        for (Graded graded : all) {
            List<String> line = new ArrayList<>(List.of(
                    graded.submission().student(),
                    graded.submission().canvasId(),
                    "",
                    graded.submission().student(),
                    ""));
            for (String chapter : chapters) {
                line.add(number(graded.verdicts().stream()
                        .filter(verdict -> verdict.task().chapter().equals(chapter))
                        .mapToDouble(Verdict::points)
                        .sum()));
            }
            csv.append(Csv.line(line));
        }
        return csv.toString();
    }

    private static Map<String, Object> gradescope(Graded graded) {
        List<Map<String, Object>> tests = new ArrayList<>();
        for (Verdict verdict : graded.verdicts()) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", verdict.task().label() + ": " + verdict.task().title());
            test.put("number", verdict.task().name());
            test.put("score", verdict.points());
            test.put("max_score", 1.0);
            test.put("status", verdict.kind() == Verdict.Kind.PASSED ? "passed" : "failed");
            test.put("output", verdict.words());
            test.put("output_format", "text");
            tests.add(test);
        }
        Map<String, Object> results = new LinkedHashMap<>();
        results.put("score", Math.round(graded.points() * 100) / 100.0);
        results.put("output", String.join("\n", graded.remarks()));
        results.put("output_format", "text");
        results.put("stdout_visibility", "hidden");
        results.put("tests", tests);
        return results;
    }
}
