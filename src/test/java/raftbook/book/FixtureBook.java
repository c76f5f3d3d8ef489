package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import raftbook.book.chapter.Wish;
import raftbook.book.source.Problem;

/** A copy of the small book in the test resources, in which a test can plant a fault. */
final class FixtureBook {
    private static final Path ORIGINAL = Path.of("src/test/resources/fixture-book");
    /** Tests run in several JVMs, each with a copy of its own. */
    private static final Path WARM = Path.of("target/fixture-book-" + System.getProperty("raftbook.fork", "1"));

    private final Path root;

    private FixtureBook(Path root) {
        this.root = root;
    }

    /** What the fault does not touch is remembered from a run without it, which saves each test some seconds. */
    static FixtureBook in(Path folder) {
        copy(ORIGINAL, WARM);
        Book.run(WARM, Wish.Results.REMEMBERED, line -> {});
        copy(ORIGINAL, folder);
        copy(WARM.resolve("target"), folder.resolve("target"));
        return new FixtureBook(folder);
    }

    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path root() {
        return root;
    }

    /** Replaces what must be there exactly once, so that a fault cannot fail to be planted. */
    FixtureBook replace(String file, String old, String fresh) {
        String text = read(file);
        assertThat(text.split(Pattern.quote(old), -1)).as(file).hasSize(2);
        return write(file, text.replace(old, fresh));
    }

    FixtureBook write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FixtureBook delete(String file) {
        try {
            Files.delete(root.resolve(file));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Book run() {
        return Book.run(root, Wish.Results.REMEMBERED, line -> {});
    }

    List<String> problems() {
        return run().problems().stream().map(Problem::toString).toList();
    }

    /** The line of a file, 1-based, that holds the text. */
    int line(String file, String part) {
        List<String> lines = read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) return i + 1;
        }
        throw new AssertionError(file + " does not hold " + part);
    }
}
