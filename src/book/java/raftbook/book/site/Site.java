package raftbook.book.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Mark;
import raftbook.book.source.SourceFile;

/** The book as a folder of pages that need nothing but themselves. */
public final class Site {
    private static final List<String> ASSETS = List.of(
            "book.css",
            "figures.css",
            "book.js",
            "live.css",
            "live.js",
            "front.css",
            "front.js",
            "kept.js",
            "questions.css",
            "questions.js",
            "card.css",
            "card.js",
            "comforts.css",
            "parts.js",
            "progress.js",
            "copy.js",
            "turn.js",
            "large.js",
            "arrived.js",
            "report.js",
            "colour.js",
            "complete.js",
            "search.js",
            "workers.js");

    private static final String COMING = "<div class=\"" + Mark.COMING + "\"";

    private final Path folder;
    private final Map<Chapter, Element> bodies;
    private final PageFrame frame;
    private final Cards cards;
    private final Set<Path> written = new HashSet<>();
    private final Set<String> changed = new TreeSet<>();

    private Site(Path folder, Map<Chapter, Element> bodies, Cards cards) {
        this.folder = folder;
        this.cards = cards;
        this.bodies = bodies;
        this.frame = new PageFrame(List.copyOf(bodies.keySet()));
    }

    /**
     * Writes all pages that have changed, and returns their names; removes those of chapters and files that are gone.
     *
     * @param bodies the chapters', in order
     * @param lessons how chapters are taught, for instructors alone
     */
    public static Set<String> write(
            Path folder,
            Map<Chapter, Element> bodies,
            Iterable<SourceFile> sources,
            Map<Chapter, Element> lessons,
            Cards cards) {
        Site site = new Site(folder, new LinkedHashMap<>(bodies), cards);
        try {
            site.writeAssets();
            site.writeChapters(sources, lessons);
            for (SourceFile source : sources) {
                site.put(Body.sourcePage(source.path()), site.frame.page(source.path(), "../", listing(source)));
            }
            for (Map.Entry<Chapter, Element> lesson : lessons.entrySet()) {
                site.putLesson(lesson.getKey(), lesson.getValue());
            }
            site.put("index.html", site.frame.page("Contents", "", new FrontPage(site.bodies).body()));
            for (Room room : Room.all()) {
                site.put(room.name() + ".html", site.frame.page(room.title(), "", room.body()));
            }
            site.put("cards.js", cards.script());
            site.put("book.html", new Whole(bodies).html());
            site.removeStrays();
            return site.changed;
        } catch (IOException failed) {
            throw new UncheckedIOException("The site cannot be written to " + folder, failed);
        }
    }

    /**
     * Writes pages that say what is to come, where there are none yet: an index, and a page for each chapter.
     *
     * @return the chapters that had no page, or none but such a one
     */
    public static Set<String> announce(Path folder, List<Chapter> chapters) {
        Map<Chapter, Element> bodies = new LinkedHashMap<>();
        chapters.forEach(chapter -> bodies.put(
                chapter, new Element("body").append(coming("This chapter is being built, and comes by itself."))));
        Set<String> coming = new HashSet<>();
        Site site = new Site(folder, bodies, Cards.NONE);
        try {
            site.writeAssets();
            if (!Files.exists(folder.resolve("index.html"))) {
                site.put("index.html", site.frame.page("Contents", "", new FrontPage(site.bodies).body()));
            }
            for (Chapter chapter : chapters) {
                Path page = folder.resolve(chapter.name() + ".html");
                if (!Files.exists(page)) {
                    site.putChapter(chapter, bodies.get(chapter));
                }
                if (Files.readString(page).contains(COMING)) {
                    coming.add(chapter.name());
                }
            }
            return coming;
        } catch (IOException failed) {
            throw new UncheckedIOException("The site cannot be written to " + folder, failed);
        }
    }

    private static String coming(String what) {
        return COMING
                + " data-what=\"%s\"><p role=\"status\">%s</p><progress aria-label=\"Chapters built\"></progress></div>"
                        .formatted(what, what);
    }

    /** Writes the page of a chapter whose cells have not run yet, and says so above it. */
    public static void writeBegun(Path folder, List<Chapter> chapters, Chapter chapter, Element body, Cards cards) {
        writeChapter(
                folder,
                chapters,
                chapter,
                body.clone().prepend(coming("Its cells run now; what they print and draw comes by itself.")),
                cards);
    }

    /**
     * Writes one chapter's page, and returns whether it has changed.
     *
     * @param chapters all of the book, for the table of contents
     */
    public static boolean writeChapter(
            Path folder, List<Chapter> chapters, Chapter chapter, Element body, Cards cards) {
        Map<Chapter, Element> bodies = new LinkedHashMap<>();
        chapters.forEach(each -> bodies.put(each, body));
        Site site = new Site(folder, bodies, cards);
        try {
            site.putChapter(chapter, body);
            return !site.changed.isEmpty();
        } catch (IOException failed) {
            throw new UncheckedIOException("The page of " + chapter.name() + " cannot be written to " + folder, failed);
        }
    }

    private void writeAssets() throws IOException {
        Files.createDirectories(folder.resolve("source"));
        for (String asset : Stream.concat(ASSETS.stream(), Room.assets()).toList()) {
            if (Resource.find(asset).isPresent()) {
                put(asset, Resource.read(asset));
            }
        }
    }

    private void writeChapters(Iterable<SourceFile> sources, Map<Chapter, Element> lessons) throws IOException {
        SearchIndex index = new SearchIndex();
        for (Map.Entry<Chapter, Element> each : bodies.entrySet()) {
            Element body = each.getValue().clone();
            if (lessons.containsKey(each.getKey())) {
                body.prepend(
                        "<p><a href=\"%s.html\">How to teach it</a></p>\n".formatted(LessonPage.name(each.getKey())));
            }
            putChapter(each.getKey(), body);
            index.add(each.getKey(), each.getValue());
        }
        sources.forEach(index::add);
        put("search-index.js", index.script());
    }

    private void putChapter(Chapter chapter, Element body) throws IOException {
        // Notebooks, and the book in one file, lie beside no other page.
        Element linked = body.clone();
        PageLinks.addTo(linked, Room::isThere);
        cards.addAllTo(linked);
        put(chapter.name() + ".html", frame.chapter(chapter, linked));
    }

    private void putLesson(Chapter chapter, Element lesson) throws IOException {
        String title = "Teaching " + chapter.label().toLowerCase(Locale.ROOT);
        String heading = "<h1><span class=\"chapter-number\">%s</span>%s</h1>\n<p class=\"reading\">%s</p>\n"
                .formatted(
                        title,
                        JavaHighlighter.escape(chapter.title()),
                        "For instructors. <a href=\"%s.html\">The chapter, with its solutions</a>."
                                .formatted(chapter.name()));
        put(LessonPage.name(chapter) + ".html", frame.page(title, "", heading + lesson.html()));
    }

    /** The page may be being served: readers get the old one or the new one, and never a half. */
    private void put(String name, String text) throws IOException {
        Path page = folder.resolve(name);
        written.add(page);
        if (Files.exists(page) && Files.readString(page).equals(text)) return;
        Path whole = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(whole, page, StandardCopyOption.REPLACE_EXISTING);
        changed.add(name);
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

    private static String listing(SourceFile source) {
        StringBuilder html = new StringBuilder("<h1><code>" + JavaHighlighter.escape(source.path()) + "</code></h1>\n");
        html.append("<div class=\"listingblock source\"><pre><code class=\"language-java\">");
        List<String> lines = JavaHighlighter.lines(String.join("\n", source.lines()));
        for (int i = 0; i < lines.size(); i++) {
            html.append("<span class=\"%s\" id=\"L%d\">%s</span>"
                    .formatted(
                            Mark.LINE,
                            i + 1,
                            JavaHighlighter.flowing(source.lines().get(i), lines.get(i))));
        }
        return html.append("</code></pre></div>").toString();
    }
}
