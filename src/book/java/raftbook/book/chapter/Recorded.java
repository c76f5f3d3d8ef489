package raftbook.book.chapter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import raftbook.book.source.Problem;

/**
 * What the cells have printed that need more than a build has: a library that only a profile fetches, and processes. It is committed
 * with the digest of their text, so that no page shows what another text has printed.
 */
public final class Recorded {
    /** How a page and a message say what is missing. */
    public static final String LABEL = "Needs Apache Ratis: run mvn -q -Pratis once. What stands below was recorded.";

    public static final String NOT_COMPILED = "nothing of src/ratis is compiled in target/ratis: run mvn -q -Pratis";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Recorded() {}

    /** The content of the file: {@code java} is where it was made. */
    private record Content(String digest, String java, List<CellResult> results) {}

    /** Whether the chapter has such cells. */
    public static boolean has(ParsedChapter chapter) {
        return chapter.cells().stream().anyMatch(cell -> cell.is(Cell.RECORDED));
    }

    /** What these cells need besides the library, as {@code mvn -Pratis} has made it; empty if it has not. */
    public static List<Path> classPath(Layout layout) {
        Path jars = layout.beyond().resolve("lib");
        if (!Files.isDirectory(jars)) return List.of();
        try (Stream<Path> files = Files.list(jars)) {
            return Stream.concat(Stream.of(layout.beyond().resolve("test-classes")), files.sorted())
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(jars + " cannot be listed", failed);
        }
    }

    /** What was recorded of this chapter, as it is on disk; empty if nothing was. */
    static String text(Chapter chapter, Layout layout) {
        Path file = file(chapter, layout);
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(file + " cannot be read", failed);
        }
    }

    /** The results of these cells; none if another text than theirs has printed them. */
    static List<CellResult> results(ParsedChapter chapter, Layout layout) {
        return content(chapter, layout).map(Content::results).orElse(List.of());
    }

    private static Optional<Content> content(ParsedChapter chapter, Layout layout) {
        if (!has(chapter)) return Optional.empty();
        try {
            return Optional.ofNullable(GSON.fromJson(text(chapter.chapter(), layout), Content.class))
                    .filter(content -> content.digest.equals(digest(chapter)));
        } catch (JsonSyntaxException torn) {
            return Optional.empty();
        }
    }

    static List<Problem> problems(ChapterRun run, Layout layout) {
        if (!has(run.parsed()) || content(run.parsed(), layout).isPresent()) return List.of();
        Cell first = recorded(run.parsed()).findFirst().orElseThrow();
        String file = layout.show(file(run.chapter(), layout));
        return List.of(new Problem(
                run.chapter().file(),
                first.line(),
                "cells that say %recorded have changed since " + file
                        + " was made, or it was changed by hand: run mvn -q -Pratis, then mvn -Precord"));
    }

    /** Keeps what these runs have printed, where it is stale, and returns what is untrue of the runs; then nothing is kept. */
    public static List<Problem> keep(List<ChapterRun> runs, Layout layout, Consumer<String> says) {
        List<Problem> problems = new ArrayList<>();
        for (ChapterRun run : runs) {
            if (!has(run.parsed())) continue;
            List<Problem> untrue = CellProblems.of(run, new Solutions(layout));
            problems.addAll(untrue);
            String file = layout.show(file(run.chapter(), layout));
            if (content(run.parsed(), layout).isPresent()) {
                says.accept(file + " is of these cells; delete it to have it made again");
            } else if (untrue.isEmpty()) {
                write(run, layout);
                says.accept(file + " written");
            }
        }
        return problems;
    }

    private static void write(ChapterRun run, Layout layout) {
        List<CellResult> results = recorded(run.parsed())
                .flatMap(cell -> run.result(cell.id()).stream())
                .toList();
        Content content = new Content(digest(run.parsed()), Runtime.version().toString(), results);
        try {
            Files.createDirectories(layout.recorded());
            Files.writeString(file(run.chapter(), layout), GSON.toJson(content) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(layout.recorded() + " cannot be written", failed);
        }
    }

    private static Stream<Cell> recorded(ParsedChapter chapter) {
        return chapter.cells().stream().filter(cell -> cell.is(Cell.RECORDED));
    }

    private static String digest(ParsedChapter chapter) {
        return Cell.digest(recorded(chapter));
    }

    private static Path file(Chapter chapter, Layout layout) {
        return layout.recorded().resolve(chapter.name() + ".json");
    }
}
