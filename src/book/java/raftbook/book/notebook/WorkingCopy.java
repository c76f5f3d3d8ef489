package raftbook.book.notebook;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.book.chapter.Digest;

/**
 * The notebooks that a learner works in: copies of the committed ones. What is there is never overwritten unasked, and
 * kept when it is replaced.
 */
public final class WorkingCopy {
    /** Which committed notebook each copy was made from: a line for each, its digest and its name. */
    private static final String MADE_FROM = ".made-from";

    private static final String ALL = "all";

    private final Path originals;
    private final Path copies;
    private final Map<String, String> madeFrom = new TreeMap<>();

    private WorkingCopy(Path originals, Path copies) {
        this.originals = originals;
        this.copies = copies;
    }

    /**
     * Adds the notebooks that the copy does not have, and tells which have changed since theirs were copied.
     *
     * @param take the beginning of the names of those to be copied anew, or {@code all}; empty for none
     * @return what there is to say about it, in lines
     * @throws IllegalArgumentException if no notebook's name begins so
     */
    public static List<String> prepare(Path originals, Path copies, String take) throws IOException {
        return new WorkingCopy(originals, copies).prepare(take);
    }

    private List<String> prepare(String take) throws IOException {
        List<String> files = files();
        List<String> taken = files.stream()
                .filter(file -> !take.isEmpty() && (take.equals(ALL) || file.startsWith(take)))
                .toList();
        if (!take.isEmpty() && taken.isEmpty()) {
            throw new IllegalArgumentException(
                    "-Dtake=" + take + ": no notebook's name begins so; there are " + names(files) + ", or " + ALL);
        }
        Files.createDirectories(copies);
        readMadeFrom();
        List<String> said = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        int added = 0;
        for (String file : files) {
            Path copy = copies.resolve(file);
            if (!Files.exists(copy)) {
                copy(file);
                added++;
            } else if (taken.contains(file)) {
                said.add(replace(file));
            } else if (!digest(originals.resolve(file)).equals(madeFrom.get(file))) {
                changed.add(file);
            }
        }
        writeMadeFrom();
        if (added > 0) said.add(0, copies + ": " + added + " notebooks copied, for you to work in");
        if (!changed.isEmpty()) said.add(advice(changed));
        return said;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(originals)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(Notebooks.ENDING))
                    .sorted()
                    .toList();
        }
    }

    private String replace(String file) throws IOException {
        Path copy = copies.resolve(file);
        if (digest(copy).equals(digest(originals.resolve(file)))) {
            madeFrom.put(file, digest(copy));
            return copy + " is the latest already";
        }
        Path kept = free(copies, copy, "kept");
        Files.move(copy, kept);
        copy(file);
        return copy + " is the latest now; " + kept + " is what it was";
    }

    private void copy(String file) throws IOException {
        Files.copy(originals.resolve(file), copies.resolve(file));
        madeFrom.put(file, digest(copies.resolve(file)));
    }

    private String advice(List<String> changed) {
        return "Changed in " + originals + " since your copies were made: " + names(changed)
                + ". Your copies stay as they are; mvn -Pjupyter -Dtake="
                + changed.get(0).replaceFirst("-.*", "") + " takes the latest of one, -Dtake=" + ALL
                + " of all, and keeps yours beside it.";
    }

    private static String names(List<String> files) {
        return files.stream().map(file -> file.replace(Notebooks.ENDING, "")).collect(Collectors.joining(", "));
    }

    /** A name in the folder that is not taken: {@code 06-log.kept-1.ipynb} for {@code 06-log.ipynb}. */
    static Path free(Path folder, Path notebook, String word) {
        String name = notebook.getFileName().toString().replace(Notebooks.ENDING, "");
        int number = 1;
        while (Files.exists(folder.resolve(name + "." + word + "-" + number + Notebooks.ENDING))) number++;
        return folder.resolve(name + "." + word + "-" + number + Notebooks.ENDING);
    }

    private void readMadeFrom() throws IOException {
        Path record = copies.resolve(MADE_FROM);
        if (!Files.exists(record)) return;
        for (String line : Files.readAllLines(record)) {
            int blank = line.indexOf(' ');
            if (blank > 0) madeFrom.put(line.substring(blank + 1), line.substring(0, blank));
        }
    }

    private void writeMadeFrom() throws IOException {
        List<String> lines = madeFrom.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .toList();
        Files.write(copies.resolve(MADE_FROM), lines, StandardCharsets.UTF_8);
    }

    private static String digest(Path file) throws IOException {
        return Digest.of(Files.readString(file));
    }
}
