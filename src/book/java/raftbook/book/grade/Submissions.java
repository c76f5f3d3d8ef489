package raftbook.book.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of submissions, read whole before the first answer runs. Each folder in it is a student's, and so is each file. What is
 * missing or changed when all have run is put back.
 */
final class Submissions {
    private static final long LARGEST = 20_000_000;
    private static final int MOST_FILES = 500;

    /** As Moodle names the folders that it gives out: the student, a number, and what it is. */
    private static final Pattern MOODLE = Pattern.compile("(.+)_\\d+_assignsubmission_\\w+");

    /** As Canvas names files: the student, perhaps LATE, two numbers, and the name that the file had. */
    private static final Pattern CANVAS = Pattern.compile("([^_]+)(?:_LATE)?_(\\d+)_\\d+_(.+)");

    private static final Pattern ANSWER = Pattern.compile("(?:.*/)?([^/]+/[^/]+)\\.(?:java|jsh)");

    private final Map<Path, byte[]> contents = new TreeMap<>();
    private final List<Submission> all = new ArrayList<>();

    /** @throws IllegalArgumentException if there is no such folder, or nothing in it */
    static Submissions read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("-Dsubmissions=" + folder + ": there is no such folder;"
                    + " it holds a folder, or a notebook, for each student");
        }
        Submissions submissions = new Submissions();
        Map<String, List<Path>> students = new TreeMap<>();
        Map<String, String> canvas = new HashMap<>();
        for (Path entry : list(folder)) {
            String name = entry.getFileName().toString();
            if (name.startsWith(".")) continue;
            String student = Files.isDirectory(entry) ? name : name.replaceFirst("\\.[A-Za-z]{1,5}$", "");
            Matcher moodle = MOODLE.matcher(name);
            Matcher given = CANVAS.matcher(name);
            if (Files.isDirectory(entry) && moodle.matches()) student = moodle.group(1);
            if (!Files.isDirectory(entry) && given.matches()) {
                student = given.group(1);
                canvas.put(student, given.group(2));
            }
            students.computeIfAbsent(student, each -> new ArrayList<>()).add(entry);
        }
        if (students.isEmpty()) {
            throw new IllegalArgumentException("-Dsubmissions=" + folder
                    + ": nothing is in it; it holds a folder, or a notebook, for each student");
        }
        students.forEach((student, entries) ->
                submissions.all.add(submissions.submission(student, canvas.getOrDefault(student, ""), entries)));
        return submissions;
    }

    List<Submission> all() {
        return all;
    }

    private Submission submission(String student, String canvasId, List<Path> entries) {
        List<NotebookFile> notebooks = new ArrayList<>();
        Map<String, String> answers = new HashMap<>();
        List<String> remarks = new ArrayList<>();
        List<Path> files =
                entries.stream().flatMap(entry -> files(entry).stream()).toList();
        if (files.size() > MOST_FILES) {
            remarks.add(files.size() + " files, of which the first " + MOST_FILES + " were looked at");
        }
        for (Path file : files.subList(0, Math.min(files.size(), MOST_FILES))) {
            String name = file.getFileName().toString();
            String path = file.toString().replace('\\', '/');
            boolean notebook = name.toLowerCase(Locale.ROOT).matches(".*\\.(ipynb|json)");
            Matcher answer = ANSWER.matcher(path);
            try {
                if (notebook) {
                    notebooks.add(NotebookFile.parse(name, content(file)));
                } else if (answer.matches()) {
                    answers.put(answer.group(1), content(file));
                } else if (!name.startsWith(".")) {
                    remarks.add(name + " is neither a notebook nor a NN-name/ID.java"
                            + (name.endsWith(".zip") ? ": unpack it" : ""));
                }
            } catch (IllegalArgumentException refused) {
                remarks.add(refused.getMessage());
            }
        }
        if (notebooks.isEmpty() && answers.isEmpty()) remarks.add("no notebook, and no NN-name/ID.java");
        return new Submission(student, canvasId, notebooks, answers, remarks);
    }

    /** Also a front end's own copies are no submissions. Links are not followed: they may lead anywhere. */
    private static List<Path> files(Path entry) {
        try (Stream<Path> files = Files.walk(entry, 8, new FileVisitOption[0])) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.toString().contains(".ipynb_checkpoints"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(entry + " cannot be read", failed);
        }
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(folder + " cannot be read", failed);
        }
    }

    private String content(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new IllegalArgumentException(
                        file.getFileName() + " has more than " + LARGEST + " bytes, and was not read");
            }
            byte[] bytes = Files.readAllBytes(file);
            contents.put(file, bytes);
            return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new IllegalArgumentException(file.getFileName() + " cannot be read");
        }
    }

    /** Puts back what an answer may have deleted or changed, and returns the files. */
    List<Path> restore() {
        List<Path> restored = new ArrayList<>();
        contents.forEach((file, bytes) -> {
            try {
                if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) return;
                Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(Path.of(".")));
                Files.write(file, bytes);
                restored.add(file);
            } catch (IOException failed) {
                throw new UncheckedIOException(file + " was changed while answers ran, and cannot be put back", failed);
            }
        });
        return restored;
    }
}
