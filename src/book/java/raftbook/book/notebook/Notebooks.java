package raftbook.book.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Layout;
import raftbook.book.source.Problem;

/**
 * All chapters' notebooks. A cell that says {@code %varies} keeps the outputs that are committed as long as its source
 * is the same: they are as real as those of the latest run, and a refresh changes nothing that has not changed.
 */
public final class Notebooks {
    /** What every message about a stale notebook names. */
    public static final String REFRESH = "mvn -Pnotebooks";

    /** The kernel that every notebook asks for. */
    public static final String KERNEL = Notebook.KERNEL;

    static final String ENDING = ".ipynb";

    private static final String STRAY =
            "belongs to no chapter, and is left alone; move it elsewhere if it is yours, or delete it";

    private final Map<String, ChapterRun> runs = new LinkedHashMap<>();
    private final Map<String, JsonObject> notebooks = new LinkedHashMap<>();
    private final Layout layout;

    private Notebooks(Layout layout) {
        this.layout = layout;
    }

    public static Notebooks of(List<ChapterRun> runs, Map<Chapter, Element> bodies, Layout layout) {
        Notebooks notebooks = new Notebooks(layout);
        for (ChapterRun run : runs) {
            String file = run.chapter().name() + ENDING;
            notebooks.runs.put(file, run);
            notebooks.notebooks.put(file, Notebook.of(run, bodies.get(run.chapter())));
        }
        return notebooks;
    }

    /**
     * Writes those that have changed. Nobody's work is lost: one that was changed by hand is kept first, and one that
     * belongs to no chapter stays.
     *
     * @param kept the folder for what was changed by hand
     * @return what there is to say about it
     */
    public List<String> write(Path folder, Path kept) {
        List<String> said = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (String file : notebooks.keySet()) {
                Path path = folder.resolve(file);
                Optional<JsonObject> before = read(path);
                String text = Notebook.text(settled(file, before));
                if (Files.exists(path) && Files.readString(path).equals(text)) continue;
                if (before.isPresent() && !Seal.isWhole(before.get())) {
                    Path copy = WorkingCopy.free(kept, path, "changed");
                    Files.createDirectories(kept);
                    Files.copy(path, copy);
                    said.add(layout.show(path) + " was changed by hand: it is made afresh, and " + layout.show(copy)
                            + " keeps what it was");
                }
                Files.writeString(path, text);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("The notebooks cannot be written to " + folder, failed);
        }
        strays(folder).forEach(path -> said.add(layout.show(path) + ": " + STRAY));
        return said;
    }

    /** Those in the folder that are not what they would be if written now. */
    public List<Problem> stale(Path folder) {
        List<Problem> problems = new ArrayList<>();
        for (Map.Entry<String, JsonObject> each : notebooks.entrySet()) {
            Path path = folder.resolve(each.getKey());
            Optional<JsonObject> committed = read(path);
            JsonObject wanted = settled(each.getKey(), committed);
            if (!committed.map(wanted::equals).orElse(false)) {
                String difference = committed
                        .map(found -> difference(each.getKey(), found, wanted))
                        .orElse("is not there");
                boolean byHand = committed.isPresent() && !Seal.isWhole(committed.get());
                String kept = byHand ? ", which keeps a copy of this one, as it was changed by hand" : "";
                problems.add(new Problem(layout.show(path), 0, difference + "; refresh it: " + REFRESH + kept));
            }
        }
        for (Path path : strays(folder)) {
            problems.add(new Problem(layout.show(path), 0, STRAY));
        }
        return problems;
    }

    private List<Path> strays(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(ENDING))
                    .filter(path -> !notebooks.containsKey(path.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("The notebooks at " + folder + " cannot be listed", failed);
        }
    }

    private static Optional<JsonObject> read(Path path) {
        if (!Files.exists(path)) return Optional.empty();
        try {
            return Optional.of(JsonParser.parseString(Files.readString(path)).getAsJsonObject());
        } catch (IOException | JsonParseException | IllegalStateException failed) {
            return Optional.of(new JsonObject()); // not a notebook: as stale as can be
        }
    }

    /** The notebook of this run, with the committed outputs of the cells that vary. */
    private JsonObject settled(String file, Optional<JsonObject> committed) {
        JsonObject notebook = notebooks.get(file).deepCopy();
        Map<String, JsonObject> before = cells(committed.filter(Seal::isWhole).orElseGet(JsonObject::new));
        Map<String, JsonObject> now = cells(notebook);
        for (Cell cell : runs.get(file).parsed().cells()) {
            JsonObject old = before.get(cell.id());
            JsonObject fresh = now.get(cell.id());
            if (cell.is(Cell.VARIES)
                    && old != null
                    && old.has("outputs")
                    && fresh.get("source").equals(old.get("source"))) {
                fresh.add("outputs", old.get("outputs").deepCopy());
            }
        }
        return Seal.sealed(notebook);
    }

    private static Map<String, JsonObject> cells(JsonObject notebook) {
        Map<String, JsonObject> cells = new LinkedHashMap<>();
        if (notebook.has("cells")) {
            for (JsonElement cell : notebook.getAsJsonArray("cells")) {
                JsonElement id = cell.getAsJsonObject().get("id");
                cells.put(id == null ? "" : id.getAsString(), cell.getAsJsonObject());
            }
        }
        return cells;
    }

    private String difference(String file, JsonObject committed, JsonObject wanted) {
        Map<String, JsonObject> before = cells(committed);
        for (Map.Entry<String, JsonObject> each : cells(wanted).entrySet()) {
            JsonObject old = before.get(each.getKey());
            if (!each.getValue().equals(old)) {
                return "is stale: its cell " + each.getKey() + " is not what "
                        + runs.get(file).chapter().file() + " makes of it"
                        + (old == null ? "" : parts(old, each.getValue()));
            }
        }
        return "is stale: it has cells or metadata that the chapter does not make";
    }

    private static String parts(JsonObject old, JsonObject wanted) {
        List<String> parts = wanted.keySet().stream()
                .filter(key -> !wanted.get(key).equals(old.get(key)))
                .toList();
        String advice =
                parts.equals(List.of("outputs")) ? "; if they differ from run to run, the cell says %varies" : "";
        return " (" + String.join(", ", parts) + " differ" + advice + ")";
    }
}
