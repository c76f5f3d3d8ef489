package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The exercises' answers, kept apart from the chapters: {@code docs/solutions/NN-name/ID.java} or {@code .jsh}. */
public record Solutions(Layout layout) {
    /** The solution's text; empty where there is none. */
    public Optional<String> source(Chapter chapter, Exercise exercise) {
        Path folder = layout.solutions().resolve(chapter.name());
        return List.of(".java", ".jsh").stream()
                .map(ending -> folder.resolve(exercise.id() + ending))
                .filter(Files::exists)
                .map(Solutions::read)
                .findFirst();
    }

    /** Where a message asks for it. */
    String place(Chapter chapter, Exercise exercise) {
        return layout.show(layout.solutions().resolve(chapter.name()).resolve(exercise.id() + ".java"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }
}
