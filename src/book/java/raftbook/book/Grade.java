package raftbook.book;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Wish;
import raftbook.book.grade.Grading;

/** Grades a folder of submissions by the checks of the book's own exercises. */
public final class Grade {
    private Grade() {}

    /**
     * Takes {@code --submissions=}, {@code --out=}, and if wanted {@code --secret=}, {@code --chapters=03,04}, {@code
     * --seconds=}. Ends with status 2 if it does not know what is wanted, and with 1 if the book itself cannot be graded by.
     */
    public static void main(String[] args) {
        try {
            grade(Path.of(""), args);
            System.exit(0); // threads that chapters' cells have left behind must not keep it waiting
        } catch (IllegalArgumentException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
        } catch (IllegalStateException failed) {
            System.err.println(failed.getMessage());
            System.exit(1);
        }
    }

    private static void grade(Path root, String... args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (String argument : args) {
            int equals = argument.indexOf('=');
            given.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        Grading.Wish wish = new Grading.Wish(
                folder(given, "submissions", "the folder of what was handed in"),
                folder(given, "out", "the folder for the results"),
                given.getOrDefault("--secret", ""),
                given.getOrDefault("--chapters", ""),
                seconds(given.getOrDefault("--seconds", "5")),
                System.out::println);
        Book book = Book.run(root, Wish.Results.REMEMBERED, line -> {});
        Grading.grade(
                book.runs(),
                new Layout(root),
                run -> book.classPath(run.chapter().name()),
                wish);
    }

    private static Path folder(Map<String, String> given, String name, String what) {
        String value = given.getOrDefault("--" + name, "");
        if (value.isBlank()) throw new IllegalArgumentException("-D" + name + "=… is missing: it names " + what);
        return Path.of(value);
    }

    private static long seconds(String value) {
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException("-Dseconds=" + value + ": must be a number of seconds, from 1 to 9999");
        }
        return Long.parseLong(value);
    }
}
