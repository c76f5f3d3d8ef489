package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One AsciiDoc file of the book, not yet parsed: a chapter, or the workshop that goes with one, which has its number and
 * shares its stage.
 *
 * @param name the file's name without its ending, such as {@code 02-roles}
 * @param file relative to the book's root, as messages name it
 * @param finished whether its cells run the finished library ({@code :stage: finished}), not that of their own stage
 */
public record Chapter(String name, String file, List<String> lines, String title, boolean finished) {
    private static final String WORKSHOP = "-workshop";

    public Chapter {
        lines = List.copyOf(lines);
    }

    /** The chapters in the order of their file names, which is the only place of the order. */
    public static List<Chapter> readAll(Layout layout) {
        if (!Files.isDirectory(layout.chapters())) return List.of();
        try (Stream<Path> files = Files.list(layout.chapters())) {
            return files.filter(file -> file.toString().endsWith(".adoc"))
                    .sorted()
                    .map(file -> read(layout, file))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("The chapters at " + layout.chapters() + " cannot be listed", failed);
        }
    }

    /** What instructors are told of a chapter, as a text under its name; empty where nobody has written it. */
    static Optional<Chapter> lesson(Layout layout, Chapter chapter) {
        return Optional.of(layout.lessons().resolve(chapter.name() + ".adoc"))
                .filter(Files::exists)
                .map(path -> read(layout, path));
    }

    private static Chapter read(Layout layout, Path path) {
        try {
            List<String> lines = Files.readAllLines(path);
            String name = path.getFileName().toString().replaceFirst("\\.adoc$", "");
            String title = lines.stream()
                    .filter(line -> line.startsWith("= "))
                    .map(line -> line.substring(2).strip())
                    .findFirst()
                    .orElse(name);
            return new Chapter(name, layout.show(path), lines, title, lines.contains(":stage: finished"));
        } catch (IOException failed) {
            throw new UncheckedIOException(path + " cannot be read", failed);
        }
    }

    /** The number that readers see, 1 for {@code 01-tour}, A for {@code A-maps}; the whole name where it has none. */
    public String number() {
        return name.matches("(\\d+|[A-Z])-.*")
                ? name.substring(0, name.indexOf('-')).replaceFirst("^0+(?=\\d)", "")
                : name;
    }

    /** Whether it tells what carries the chapter of its number, and is not the chapter's subject. */
    public boolean isWorkshop() {
        return name.matches("\\d+" + WORKSHOP);
    }

    /** Whether it is one of the chapters that make up the course: neither workshop nor appendix. */
    public boolean isNumbered() {
        return name.matches("\\d+-.*") && !isWorkshop();
    }

    /** Whether both tell the same stage of the library: a chapter and its workshop do. */
    public boolean sharesStage(Chapter other) {
        return number().equals(other.number());
    }

    /** What readers call it: a chapter or its workshop, or an appendix where the number is a letter. */
    public String label() {
        String kind = isWorkshop() ? "Workshop " : name.matches("[A-Z]-.*") ? "Appendix " : "Chapter ";
        return kind + number();
    }

    public String text() {
        return String.join("\n", lines) + "\n";
    }

    /** The first line that holds the text, 1-based; 0 where none does. */
    public int lineOf(String part) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(part)) return i + 1;
        }
        return 0;
    }
}
