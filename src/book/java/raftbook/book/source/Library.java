package raftbook.book.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The sources that the book tells, by their path within the root package, such as {@code raft/TermState.java}.
 * Package descriptions hold no types and are left out.
 */
public record Library(Path root, Map<String, SourceFile> files) {
    private static final String ROOT_PACKAGE = "raftbook";

    public Library {
        files = new TreeMap<>(files);
    }

    /** Reads all files below {@code sources/raftbook}; an absent folder is an empty library. */
    public static Library read(Path sources) {
        Path root = sources.resolve(ROOT_PACKAGE);
        Map<String, String> texts = new TreeMap<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> found = Files.walk(root)) {
                for (Path each : found.filter(Library::holdsTypes).toList()) {
                    String path = root.relativize(each).toString().replace('\\', '/');
                    texts.put(path, Files.readString(each));
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("The library's sources at " + root + " cannot be read", failed);
            }
        }
        return new Library(root, SourceParser.parse(texts));
    }

    private static boolean holdsTypes(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".java") && !name.equals("package-info.java") && !name.equals("module-info.java");
    }

    public Path resolve(String path) {
        return root.resolve(path);
    }

    /** The file that declares a type of this simple name. */
    public Optional<SourceFile> declaring(String typeName) {
        return files.values().stream()
                .filter(file -> declares(file.types(), typeName))
                .findFirst();
    }

    /** A member, and the file that it is in. */
    public record Located(SourceFile file, Part part) {}

    /**
     * Finds {@code Type.member}, of overloads the first.
     *
     * @throws IllegalArgumentException which says what there is, if the library has no such type or member
     */
    public Located locate(String name) {
        String type = name.replaceFirst("\\..*", "");
        return locate(
                declaring(type).orElseThrow(() -> new IllegalArgumentException("no file declares a type " + type)),
                name);
    }

    /** The same, in one file. */
    public static Located locate(SourceFile file, String name) {
        Part part = file.select(List.of(name)).iterator().next();
        if (part.member().equals(TypeSource.HEADER)) {
            throw new IllegalArgumentException(name + " is a type, and not a member");
        }
        return new Located(file, part);
    }

    private static boolean declares(List<TypeSource> types, String name) {
        return types.stream().anyMatch(type -> type.name().equals(name));
    }
}
