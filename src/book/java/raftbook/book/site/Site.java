package raftbook.book.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.source.SourceFile;

/** The book as a folder of pages that need nothing but themselves. */
public final class Site {
    private static final List<String> ASSETS = List.of("book.css", "book.js", "live.css", "live.js");

    private final Path folder;
    private final Map<Chapter, Element> bodies;
    private final Frame frame;
    private final Set<Path> written = new HashSet<>();

    private Site(Path folder, Map<Chapter, Element> bodies) {
        this.folder = folder;
        this.bodies = bodies;
        this.frame = new Frame(List.copyOf(bodies.keySet()));
    }

    /** Writes all pages, and removes those of chapters and files that are gone; bodies are the chapters' in order. */
    public static void write(Path folder, Map<Chapter, Element> bodies, Iterable<SourceFile> sources) {
        Site site = new Site(folder, new LinkedHashMap<>(bodies));
        try {
            Files.createDirectories(folder.resolve("source"));
            for (String asset : ASSETS) {
                if (Resource.find(asset).isPresent()) {
                    site.put(asset, Resource.read(asset));
                }
            }
            site.writeChapters();
            for (SourceFile source : sources) {
                site.put(Body.sourcePage(source.path()), site.frame.page(source.path(), "../", listing(source)));
            }
            site.put("index.html", site.frame.page("Contents", "", site.index()));
            site.put("book.html", new Whole(bodies).html());
            site.removeStrays();
        } catch (IOException e) {
            throw new UncheckedIOException("The site cannot be written to " + folder, e);
        }
    }

    private void writeChapters() throws IOException {
        SearchIndex index = new SearchIndex();
        for (Map.Entry<Chapter, Element> each : bodies.entrySet()) {
            put(each.getKey().name() + ".html", frame.chapter(each.getKey(), each.getValue()));
            index.add(each.getKey(), each.getValue());
        }
        put("search-index.js", index.script());
    }

    private void put(String name, String text) throws IOException {
        Path page = folder.resolve(name);
        Files.writeString(page, text);
        written.add(page);
    }

    private void removeStrays() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                if (!written.contains(file)) {
                    Files.delete(file);
                }
            }
        }
    }

    private String index() {
        StringBuilder html = new StringBuilder("<h1 class=\"book-title\">" + Frame.BOOK + "</h1>\n"
                + "<p class=\"book-subtitle\">A consensus algorithm, built and broken in front of you</p>\n"
                + "<ol class=\"chapters\">\n");
        for (Map.Entry<Chapter, Element> each : bodies.entrySet()) {
            Chapter chapter = each.getKey();
            html.append(("<li><a href=\"%s.html\"><span class=\"number\">%s</span><span class=\"name\">%s</span>"
                            + "<span class=\"about\">%s</span></a></li>\n")
                    .formatted(
                            chapter.name(),
                            chapter.number(),
                            JavaHighlighter.escape(chapter.title()),
                            about(each.getValue())));
        }
        return html.append("</ol>\n<p><a href=\"book.html\">The whole book on one page</a>, to print or to keep.</p>\n")
                .toString();
    }

    /** The first sentence says what a chapter is about. */
    private static String about(Element body) {
        Element first = body.selectFirst(".paragraph > p");
        if (first == null) {
            return "";
        }
        Element plain = first.clone();
        plain.select("sup").remove();
        String text = plain.text();
        int end = text.indexOf(". ");
        return JavaHighlighter.escape(end < 0 ? text : text.substring(0, end + 1));
    }

    private static String listing(SourceFile source) {
        StringBuilder html = new StringBuilder("<h1><code>" + source.path() + "</code></h1>\n");
        html.append("<div class=\"listingblock source\"><pre><code class=\"language-java\">");
        int number = 1;
        for (String line : JavaHighlighter.lines(String.join("\n", source.lines()))) {
            html.append("<span class=\"line\" id=\"L%d\">%s</span>".formatted(number++, line));
        }
        return html.append("</code></pre></div>").toString();
    }
}
