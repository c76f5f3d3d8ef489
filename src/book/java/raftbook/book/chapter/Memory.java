package raftbook.book.chapter;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Results on disk under the digest of all that they depend on, so that only what has changed is done again. */
final class Memory {
    private final Path folder;
    private final Gson gson = new Gson();

    Memory(Path folder) {
        this.folder = folder;
    }

    <T> Optional<T> recall(String kind, String digest, Class<T> type) {
        Path file = file(kind, digest);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(gson.fromJson(Files.readString(file), type));
        } catch (IOException | JsonSyntaxException e) {
            return Optional.empty(); // a torn file is no memory
        }
    }

    void keep(String kind, String digest, Object result) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file(kind, digest), gson.toJson(result));
        } catch (IOException e) {
            throw new UncheckedIOException("Results cannot be kept in " + folder, e);
        }
    }

    private Path file(String kind, String digest) {
        return folder.resolve(kind + "-" + digest + ".json");
    }
}
