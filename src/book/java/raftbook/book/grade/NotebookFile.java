package raftbook.book.grade;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import raftbook.book.notebook.Notebook;

/**
 * A notebook as somebody has handed it in, whatever saved it.
 *
 * @param name of the file, as remarks name it
 * @param cells its cells of code, in order
 * @param heading the first line of its first text, in which ours name their chapter
 * @param edition what the notebook says that it was made from; empty if it does not
 * @param savedBy the front end, where it has left a trace; empty otherwise
 * @param hasIds whether cells have names
 */
record NotebookFile(String name, List<CodeCell> cells, String heading, String edition, String savedBy, boolean hasIds) {

    /** @param id empty if it has none */
    record CodeCell(String id, String source) {}

    NotebookFile {
        cells = List.copyOf(cells);
    }

    /** @throws IllegalArgumentException in words, if this is no notebook */
    static NotebookFile parse(String name, String text) {
        JsonObject notebook;
        try {
            JsonElement json = JsonParser.parseString(text.startsWith("\uFEFF") ? text.substring(1) : text);
            if (!json.isJsonObject())
                throw new IllegalArgumentException(name + " is no notebook: it is no JSON object");
            notebook = json.getAsJsonObject();
        } catch (JsonParseException broken) {
            throw new IllegalArgumentException(name + " is no notebook: it is not JSON, or was cut off");
        }
        JsonArray cells = cells(notebook);
        if (cells == null) throw new IllegalArgumentException(name + " is no notebook: it has no cells");
        List<CodeCell> code = new ArrayList<>();
        String heading = "";
        boolean ids = false;
        for (JsonElement each : cells) {
            if (!(each instanceof JsonObject cell)) continue;
            String source = source(cell.has("source") ? cell.get("source") : cell.get("input"));
            if (!"code".equals(string(cell.get("cell_type")))) {
                if (heading.isEmpty()) heading = source.lines().findFirst().orElse("");
                continue;
            }
            String id = string(cell.get("id"));
            ids |= !id.isEmpty();
            code.add(new CodeCell(id, source));
        }
        JsonObject metadata = notebook.get("metadata") instanceof JsonObject object ? object : new JsonObject();
        return new NotebookFile(
                name, code, heading, string(metadata.get(Notebook.EDITION)), savedBy(metadata, text), ids);
    }

    /** Of nbformat 4, and of 3, which had them on sheets. */
    private static JsonArray cells(JsonObject notebook) {
        if (notebook.get("cells") instanceof JsonArray cells) return cells;
        if (!(notebook.get("worksheets") instanceof JsonArray sheets)) return null;
        JsonArray all = new JsonArray();
        for (JsonElement sheet : sheets) {
            if (sheet instanceof JsonObject object && object.get("cells") instanceof JsonArray cells) all.addAll(cells);
        }
        return all;
    }

    private static String source(JsonElement source) {
        if (!(source instanceof JsonArray lines)) return string(source);
        StringBuilder text = new StringBuilder();
        for (JsonElement line : lines) text.append(string(line));
        return text.toString().replace("\r\n", "\n");
    }

    private static String string(JsonElement value) {
        return value != null && value.isJsonPrimitive() ? value.getAsString().replace("\r\n", "\n") : "";
    }

    private static String savedBy(JsonObject metadata, String text) {
        if (metadata.has("colab")) return "Colab";
        if (metadata.has("vscode") || text.contains("\"vscode\":")) return "VS Code";
        return metadata.has("polyglot_notebook") || metadata.has("dotnet_interactive") ? "Polyglot Notebooks" : "";
    }
}
