package raftbook.book.notebook;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Digest;

/** One chapter as nbformat 4.5. Keys are in the order in which Jupyter itself writes them, so that saving changes little. */
public final class Notebook {
    /** The name that Jupyter looks for: that of this checkout's kernel, and of the widespread other ones for Java. */
    static final String KERNEL = "java";

    /** The name of the notebook's metadata that tells editions apart. */
    public static final String EDITION = "raftbook_edition";

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();
    private static final int LONGEST_ID = 64;
    private static final String KERNELS = "<sub>This notebook is made from the chapter of the same name. It runs with "
            + "the kernel of this checkout, which `mvn -Pjupyter` starts, and with any Java kernel that has the compiled "
            + "library, `target/classes`, on its class path; the README says how it draws the pictures.</sub>";

    private final ChapterRun run;
    private final Map<String, Cell> cells = new HashMap<>();
    private int executions;

    private Notebook(ChapterRun run) {
        this.run = run;
        run.parsed().cells().forEach(cell -> cells.put(cell.id(), cell));
    }

    static JsonObject of(ChapterRun run, Element body) {
        return new Notebook(run).write(body);
    }

    /** What a chapter's notebook says in its metadata under {@link #EDITION}: notebooks of equal cells say the same. */
    public static String edition(List<Cell> cells) {
        return Cell.digest(cells.stream());
    }

    private JsonObject write(Element body) {
        String title = Inline.of(new Element("h1").text(run.chapter().title()));
        String opening = "# " + run.chapter().label() + ": " + title + "\n\n" + KERNELS;
        JsonArray json = new JsonArray();
        for (Pieces.Piece piece : Pieces.of(run, body, "opening", opening)) {
            json.add(piece.cell()
                    .map(id -> code(cells.get(id)))
                    .or(() -> piece.code().map(source -> unrun(piece.name(), source)))
                    .orElseGet(() -> prose(piece)));
        }
        JsonObject kernel = new JsonObject();
        kernel.addProperty("display_name", "Java");
        kernel.addProperty("language", "java");
        kernel.addProperty("name", KERNEL);
        JsonObject language = new JsonObject();
        language.addProperty("file_extension", ".java");
        language.addProperty("mimetype", "text/x-java-source");
        language.addProperty("name", "java");
        JsonObject metadata = new JsonObject();
        metadata.add("kernelspec", kernel);
        metadata.add("language_info", language);
        metadata.addProperty(EDITION, edition(run.parsed().cells()));
        JsonObject notebook = new JsonObject();
        notebook.add("cells", json);
        notebook.add("metadata", metadata);
        notebook.addProperty("nbformat", 4);
        notebook.addProperty("nbformat_minor", 5);
        return notebook;
    }

    private static JsonObject prose(Pieces.Piece piece) {
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "markdown");
        cell.addProperty("id", id(piece.name()));
        cell.add("metadata", new JsonObject());
        cell.add("source", lines(piece.markdown()));
        return cell;
    }

    private static String id(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "-");
        return plain.equals(name) && name.length() <= LONGEST_ID
                ? name
                : plain.substring(0, Math.min(plain.length(), LONGEST_ID - 17)) + "-" + Digest.of(name);
    }

    private JsonObject code(Cell cell) {
        JsonObject json = new JsonObject();
        if (!cell.question().isEmpty()) { // its output would answer before the learner does
            JsonObject unrun = unrun(cell.id(), callouts(cell.source()));
            unrun.add("metadata", metadata(cell));
            return unrun;
        }
        int execution = ++executions;
        JsonArray outputs = new JsonArray();
        run.result(cell.id())
                .map(CellResult::outputs)
                .ifPresent(all -> all.forEach(each -> outputs.add(output(each, execution))));
        json.addProperty("cell_type", "code");
        json.addProperty("execution_count", execution);
        json.addProperty("id", cell.id());
        json.add("metadata", metadata(cell));
        json.add("outputs", outputs);
        json.add("source", lines(callouts(cell.source())));
        return json;
    }

    /** A cell that the build does not run: the learner writes in it, or it judges what was written. */
    private static JsonObject unrun(String name, String source) {
        JsonObject json = new JsonObject();
        json.addProperty("cell_type", "code");
        json.add("execution_count", JsonNull.INSTANCE);
        json.addProperty("id", id(name));
        json.add("metadata", new JsonObject());
        json.add("outputs", new JsonArray());
        json.add("source", lines(source));
        return json;
    }

    /** By this tag programs that run whole notebooks know what they are to leave out. */
    private static final String UNATTENDED = "skip-execution";

    /** Jupyter goes on after a cell that must raise if it carries the tag by which it knows such cells. */
    private static JsonObject metadata(Cell cell) {
        JsonObject metadata = new JsonObject();
        JsonArray tags = new JsonArray();
        if (cell.is(Cell.RAISES)) {
            tags.add("raises-exception");
        }
        if (cell.is(Cell.VARIES)) {
            tags.add(Cell.VARIES);
        }
        if (cell.is(Cell.RECORDED)) {
            tags.add(UNATTENDED); // whoever has what it needs runs it by hand
        }
        if (!tags.isEmpty()) {
            metadata.add("tags", tags);
        }
        return metadata;
    }

    private static String callouts(String source) {
        String marked = source;
        for (int i = 1; i <= 20; i++) {
            marked = marked.replace("<" + i + ">", Character.toString('①' + i - 1));
        }
        return marked;
    }

    private static JsonObject output(Output output, int execution) {
        JsonObject json = new JsonObject();
        switch (output.kind()) {
            case STREAM -> {
                json.addProperty("name", output.name());
                json.addProperty("output_type", "stream");
                json.add("text", lines(output.text()));
            }
            case VALUE -> {
                json.add("data", data(Map.of(CellResult.PLAIN, output.text())));
                json.addProperty("execution_count", execution);
                json.add("metadata", new JsonObject());
                json.addProperty("output_type", "execute_result");
            }
            case DISPLAY -> {
                json.add("data", data(output.data()));
                json.add("metadata", new JsonObject());
                json.addProperty("output_type", "display_data");
            }
            case ERROR -> {
                json.addProperty("ename", output.name());
                json.addProperty("evalue", output.text());
                json.addProperty("output_type", "error");
                JsonArray trace = new JsonArray();
                output.text().lines().forEach(trace::add);
                json.add("traceback", trace);
            }
        }
        return json;
    }

    private static JsonObject data(Map<String, String> bundle) {
        JsonObject json = new JsonObject();
        Map<String, String> all = new TreeMap<>(bundle);
        all.remove(CellResult.RUN);
        if (all.containsKey(CellResult.SVG)) {
            all.putIfAbsent("text/html", SvgImage.html(all.get(CellResult.SVG)));
        }
        all.forEach((type, text) -> json.add(type, lines(text)));
        return json;
    }

    private static JsonArray lines(String text) {
        JsonArray lines = new JsonArray();
        int from = 0;
        while (from < text.length()) {
            int to = text.indexOf('\n', from);
            int end = to < 0 ? text.length() : to + 1;
            lines.add(text.substring(from, end));
            from = end;
        }
        return lines;
    }

    /** The text of the file, ending with a line break. */
    static String text(JsonObject notebook) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent(" ");
            json.setHtmlSafe(false);
            GSON.toJson(notebook == null ? JsonNull.INSTANCE : notebook, json);
        } catch (IOException failed) {
            throw new UncheckedIOException("A string can be written to", failed);
        }
        return text + "\n";
    }
}
