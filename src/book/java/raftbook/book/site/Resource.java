package raftbook.book.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The files that come with the machinery: templates, styles, scripts. */
public final class Resource {
    private Resource() {}

    /** Its text; empty where there is no such file. */
    public static Optional<String> find(String name) {
        try (InputStream in = Resource.class.getResourceAsStream("/raftbook/book/" + name)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException(name + " cannot be read", failed);
        }
    }

    public static String read(String name) {
        return find(name).orElseThrow(() -> new IllegalStateException("The book's resource " + name + " is missing"));
    }
}
