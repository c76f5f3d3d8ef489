package raftbook.book.serve;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import raftbook.book.chapter.Mark;

/** The pages as they were built, read anew for each request, because a build may be going on. */
final class SiteFiles {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("wasm", "application/wasm"),
            Map.entry("json", "application/json"),
            Map.entry("ipynb", "application/x-ipynb+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private static final Set<String> OWN = Set.of("live.js", "live.css", "live.html");

    /** What the path of a deck, and of what belongs to it, begins with. */
    private static final String SLIDES = "slides/";

    private static final Pattern MADE = Pattern.compile("<body[^>]* " + Mark.MADE + "=\"(\\w+)\"");

    private final Path site;
    private final Path slides;

    /** @param slides the decks, which are below {@link #SLIDES}; they may be there or not */
    SiteFiles(Path site, Path slides) {
        this.site = site.toAbsolutePath().normalize();
        this.slides = slides.toAbsolutePath().normalize();
    }

    void handle(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            Replies.text(exchange, 405, method + " is not for pages: use GET");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        String name = path.endsWith("/") ? path.substring(1) + "index.html" : path.substring(1);
        Optional<byte[]> content = read(name);
        if (content.isEmpty()) {
            String remedy = name.startsWith(SLIDES) ? "; slides are made with mvn -Pslides" : "; the index is at /";
            Replies.text(exchange, 404, "there is no page " + path + remedy);
            return;
        }
        String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
        if (name.startsWith(SLIDES)) {
            Replies.framedByOwn(exchange, type, content.get());
        } else {
            Replies.bytes(exchange, 200, type, content.get());
        }
    }

    /** What the newest page of a chapter says of itself in {@code data-made}; empty if there is none that says it. */
    String made(String chapter) {
        try {
            String page = new String(
                    read((chapter.isEmpty() ? "index" : chapter) + ".html").orElse(new byte[0]),
                    StandardCharsets.UTF_8);
            Matcher found = MADE.matcher(page);
            return found.find() ? found.group(1) : "";
        } catch (IOException failed) {
            return "";
        }
    }

    private Optional<byte[]> read(String name) throws IOException {
        boolean slide = name.startsWith(SLIDES);
        Path folder = slide ? slides : site;
        Path file;
        try {
            file = folder.resolve(slide ? name.substring(SLIDES.length()) : name)
                    .normalize();
        } catch (InvalidPathException failed) {
            return Optional.empty();
        }
        if (file.startsWith(folder)
                && Files.isRegularFile(file)
                && file.toRealPath().startsWith(folder.toRealPath())) {
            return Optional.of(Files.readAllBytes(file));
        }
        return resource(name);
    }

    /** What makes pages live comes with the server, whether or not the site has it. */
    private static Optional<byte[]> resource(String name) throws IOException {
        if (!OWN.contains(name)) return Optional.empty();
        try (InputStream in = SiteFiles.class.getResourceAsStream("/raftbook/book/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
