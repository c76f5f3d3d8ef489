package raftbook.book.museum;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The exhibits, and what was found out about each. {@code docs/museum.txt} is written by hand; {@code docs/museum/found.txt} and the pictures
 * beside it by {@link FillMuseum}, and a test finds the same once more.
 */
public final class Museum {
    /** The exhibit whose network is laid by hand: no campaign demands that anybody is elected while links are cut. */
    static final String BRIDGE = "deposed-leader-kept-alive";

    private final Path docs;
    private final Map<String, Exhibit> exhibits = new LinkedHashMap<>();
    private final Map<String, Finding> findings;

    private Museum(Path docs) {
        this.docs = docs;
        for (Exhibit exhibit : Exhibit.read(lines(docs.resolve("museum.txt")))) {
            if (exhibits.put(exhibit.id(), exhibit) != null) {
                throw new IllegalArgumentException("docs/museum.txt has two exhibits called " + exhibit.id());
            }
        }
        this.findings = Finding.read(lines(docs.resolve("museum/found.txt")));
    }

    /** @param docs the book's folder; without a {@code museum.txt} in it, there is nothing to see */
    public static Museum read(Path docs) {
        return new Museum(docs);
    }

    /** In the order in which they are written down. */
    public List<Exhibit> exhibits() {
        return List.copyOf(exhibits.values());
    }

    /** @throws IllegalArgumentException if there is no such exhibit */
    public Exhibit exhibit(String id) {
        return Optional.ofNullable(exhibits.get(id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "museum::" + id + "[]: there is no such exhibit; docs/museum.txt has " + exhibits.keySet()));
    }

    /** What was found out; nothing yet about an exhibit that is new. */
    public Finding finding(Exhibit exhibit) {
        return findings.getOrDefault(exhibit.id(), Finding.NOTHING);
    }

    /** Its picture, if somebody here has caught it. */
    public Optional<String> picture(Exhibit exhibit) {
        Path file = docs.resolve("museum/" + exhibit.id() + ".svg");
        return Files.exists(file) ? Optional.of(text(file)) : Optional.empty();
    }

    /** The text of every file of the library by its path. */
    static Map<String, String> sources(Path root) {
        Path folder = root.resolve("src/main/java/raftbook");
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> all.put(folder.relativize(file).toString().replace('\\', '/'), text(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException("the library at " + folder + " cannot be read", failed);
        }
        return all;
    }

    private static List<String> lines(Path file) {
        return Files.exists(file) ? text(file).lines().toList() : List.of();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }
}
