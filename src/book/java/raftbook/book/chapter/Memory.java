package raftbook.book.chapter;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Results on disk under the digest of all that they depend on, so that only what has changed is done again. */
public final class Memory {
    private final Path folder;
    private final Gson gson = new GsonBuilder()
            .serializeNulls()
            .registerTypeAdapterFactory(new Optionals())
            .create();

    public Memory(Path folder) {
        this.folder = folder;
    }

    public <T> Optional<T> recall(String kind, String digest, Class<T> type) {
        Path file = file(kind, digest);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.ofNullable(gson.fromJson(Files.readString(file), type));
        } catch (IOException | JsonSyntaxException failed) {
            return Optional.empty(); // a torn file is no memory
        }
    }

    public void keep(String kind, String digest, Object result) {
        try {
            Files.createDirectories(folder);
            Files.writeString(file(kind, digest), gson.toJson(result));
        } catch (IOException failed) {
            throw new UncheckedIOException("Results cannot be kept in " + folder, failed);
        }
    }

    private Path file(String kind, String digest) {
        return folder.resolve(kind + "-" + digest + ".json");
    }

    /** An optional is written as its value or null. */
    private static final class Optionals implements TypeAdapterFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            if (type.getRawType() != Optional.class) return null;
            Type inner = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
            return (TypeAdapter<T>) new OptionalAdapter<>(gson.getAdapter(TypeToken.get(inner)));
        }
    }

    private static final class OptionalAdapter<T> extends TypeAdapter<Optional<T>> {
        private final TypeAdapter<T> inner;

        @SuppressWarnings("unchecked")
        OptionalAdapter(TypeAdapter<?> inner) {
            this.inner = (TypeAdapter<T>) inner;
        }

        @Override
        public void write(JsonWriter out, Optional<T> value) throws IOException {
            if (value.isPresent()) {
                inner.write(out, value.get());
            } else {
                out.nullValue();
            }
        }

        @Override
        public Optional<T> read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return Optional.empty();
            }
            return Optional.of(inner.read(in));
        }
    }
}
