package raftbook.book.notebook;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import raftbook.book.chapter.Digest;

/** A digest of all the rest, in a notebook's metadata: who changes the notebook by hand, or runs it, breaks the seal. */
final class Seal {
    private static final String NAME = "raftbook_seal";

    private Seal() {}

    static JsonObject sealed(JsonObject notebook) {
        JsonObject sealed = notebook.deepCopy();
        sealed.getAsJsonObject("metadata").addProperty(NAME, digest(notebook));
        return sealed;
    }

    /** Whether the notebook is as it was made. */
    static boolean isWhole(JsonObject notebook) {
        if (!(notebook.get("metadata") instanceof JsonObject)) return false;
        JsonObject rest = notebook.deepCopy();
        JsonElement seal = rest.getAsJsonObject("metadata").remove(NAME);
        return seal != null && seal.isJsonPrimitive() && seal.getAsString().equals(digest(rest));
    }

    private static String digest(JsonObject notebook) {
        return Digest.of(Notebook.text(notebook));
    }
}
