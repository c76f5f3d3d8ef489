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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.book.chapter.CellResult.Kind;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.source.Problem;

/**
 * What each chapter's cells did when the notebooks were last made, committed with them: so a fresh clone shows the book at once. It
 * counts for a chapter as long as its cells and the library that it has told are the same. What proves the book true runs every cell,
 * and holds this against it.
 */
public final class CommittedRuns {
    private static final String REFRESH = "; refresh it: mvn -Pnotebooks";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Layout layout;
    private final Stages stages;

    public CommittedRuns(Layout layout, Stages stages) {
        this.layout = layout;
        this.stages = stages;
    }

    /** @param of the digest of the cell's text: what varies is kept as long as that is the same */
    private record Kept(String id, String of, List<Output> outputs) {
        static Kept of(Cell cell, CellResult result) {
            return new Kept(
                    cell.id(),
                    Digest.of(cell.source()),
                    result.outputs().stream().map(Kept::withoutId).toList());
        }

        /** An id by which a display can be drawn anew is another one in each run. */
        private static Output withoutId(Output output) {
            return output.kind() == Kind.DISPLAY ? Output.display("", output.data()) : output;
        }
    }

    /** The content of a file: {@code digest} tells by what it was made. */
    private record Content(String digest, List<Kept> cells) {}

    /** What the cells did, if nothing that it depends on has changed since. */
    Optional<List<CellResult>> recall(ParsedChapter chapter) {
        return read(chapter)
                .filter(content -> content.digest.equals(digest(chapter)))
                .map(content -> Stream.concat(
                                content.cells.stream().map(kept -> new CellResult(kept.id, kept.outputs)),
                                Recorded.results(chapter, layout).stream())
                        .toList());
    }

    /** Keeps what these runs did where they have changed. A cell that varies keeps what it did before, if its text is the same. */
    public void write(List<ChapterRun> runs) {
        for (ChapterRun run : runs) {
            if (ran(run.parsed()).findAny().isEmpty()) continue;
            Content content = settled(run, read(run.parsed()));
            String text = GSON.toJson(content) + "\n";
            Path file = file(run.chapter().name());
            try {
                if (Files.exists(file) && Files.readString(file).equals(text)) continue;
                Files.createDirectories(layout.runs());
                Files.writeString(file, text);
            } catch (IOException failed) {
                throw new UncheckedIOException(file + " cannot be written", failed);
            }
        }
    }

    /** The files that are not what they would be if they were written now, and those that belong to no chapter. */
    public List<Problem> stale(List<ChapterRun> runs) {
        List<Problem> problems = new ArrayList<>();
        Set<Path> expected = runs.stream()
                .filter(run -> ran(run.parsed()).findAny().isPresent())
                .map(run -> file(run.chapter().name()))
                .collect(Collectors.toSet());
        for (ChapterRun run : runs) {
            if (expected.contains(file(run.chapter().name())))
                difference(run)
                        .ifPresent(
                                what -> problems.add(problem(file(run.chapter().name()), what + REFRESH)));
        }
        files().filter(file -> !expected.contains(file))
                .forEach(file -> problems.add(problem(file, "belongs to no chapter with cells: delete it")));
        return problems;
    }

    private Problem problem(Path file, String what) {
        return new Problem(layout.show(file), 0, what);
    }

    private Optional<String> difference(ChapterRun run) {
        Optional<Content> before = read(run.parsed());
        if (before.isEmpty()) return Optional.of("is not there, or is not what the build has written");
        Content now = settled(run, before);
        if (!now.digest.equals(before.get().digest)) return Optional.of("is of other cells, or of another library");
        return now.cells.stream()
                .filter(kept -> !before.get().cells.contains(kept))
                .findFirst()
                .map(kept -> "is not what cell " + kept.id + " does");
    }

    private Content settled(ChapterRun run, Optional<Content> before) {
        List<Kept> cells = new ArrayList<>();
        ran(run.parsed()).forEach(cell -> run.result(cell.id())
                .map(result -> Kept.of(cell, result))
                .map(kept -> cell.is(Cell.VARIES)
                        ? before.flatMap(old -> same(old, kept)).orElse(kept)
                        : kept)
                .ifPresent(cells::add));
        return new Content(digest(run.parsed()), cells);
    }

    private static Optional<Kept> same(Content before, Kept now) {
        return before.cells.stream()
                .filter(old -> old.id.equals(now.id) && old.of.equals(now.of))
                .findFirst();
    }

    private static Stream<Cell> ran(ParsedChapter chapter) {
        return chapter.cells().stream().filter(cell -> !cell.is(Cell.RECORDED));
    }

    private String digest(ParsedChapter chapter) {
        return Digest.of(chapter.chapter().name(), stages.digest(chapter.chapter()), Cell.digest(ran(chapter)));
    }

    private Optional<Content> read(ParsedChapter chapter) {
        Path file = file(chapter.chapter().name());
        try {
            return Files.exists(file)
                    ? Optional.ofNullable(GSON.fromJson(Files.readString(file), Content.class))
                            .filter(content -> content.digest != null && content.cells != null)
                    : Optional.empty();
        } catch (IOException | JsonSyntaxException torn) {
            return Optional.empty();
        }
    }

    private Stream<Path> files() {
        if (!Files.isDirectory(layout.runs())) return Stream.empty();
        try (Stream<Path> files = Files.list(layout.runs())) {
            return files.sorted().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(layout.runs() + " cannot be listed", failed);
        }
    }

    private Path file(String chapter) {
        return layout.runs().resolve(chapter + ".json");
    }
}
