package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a book keeps its things: all paths are fixed below one root, so that a fixture is a book like the real one. */
public record Layout(Path root) {
    public Layout {
        root = root.toAbsolutePath().normalize();
    }

    public Path sources() {
        return root.resolve("src/main/java");
    }

    public Path tests() {
        return root.resolve("src/test/java");
    }

    public Path chapters() {
        return root.resolve("docs/chapters");
    }

    public Path solutions() {
        return root.resolve("docs/solutions");
    }

    /** How each chapter is taught, under its name. */
    public Path lessons() {
        return root.resolve("docs/teaching");
    }

    public Path untold() {
        return root.resolve("docs/untold.txt");
    }

    public Path paper() {
        return root.resolve("docs/paper.txt");
    }

    public Path figure2() {
        return root.resolve("docs/figure2.txt");
    }

    public Path figure2Map() {
        return root.resolve("docs/figure2map.txt");
    }

    public Path misconceptions() {
        return root.resolve("docs/misconceptions.txt");
    }

    public Path glossary() {
        return root.resolve("docs/glossary.txt");
    }

    /** The misconceptions that wait for their chapter. */
    public Path unmet() {
        return root.resolve("docs/unmet.txt");
    }

    /** What was made on some machine and cannot be made in a build: figures, and what {@code %recorded} cells print. */
    public Path recorded() {
        return root.resolve("docs/recorded");
    }

    /** What the cells did when the notebooks were last made. */
    public Path runs() {
        return root.resolve("docs/runs");
    }

    /** What {@code mvn -Pratis} makes; nothing without it. */
    public Path beyond() {
        return root.resolve("target/ratis");
    }

    public Path notebooks() {
        return root.resolve("notebooks");
    }

    /** The notebooks that a learner works in, and what was changed by hand in the others. */
    public Path workingCopy() {
        return root.resolve("my-notebooks");
    }

    /** Stage classes and remembered runs: can be deleted at any time. */
    public Path work() {
        return root.resolve("target/book");
    }

    /** A path as messages name it. */
    public String show(Path path) {
        return root.relativize(path.toAbsolutePath().normalize()).toString().replace('\\', '/');
    }

    /** A data file's lines without comments and blanks; none where the file does not exist. */
    public static List<String> dataLines(Path file) {
        if (!Files.exists(file)) return List.of();
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }
}
