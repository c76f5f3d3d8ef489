package raftbook.book.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.site.Resource;

/** A deck for each chapter that has slides, and a page that lists them: a folder that needs nothing but itself. */
public final class Decks {
    private static final List<String> ASSETS = List.of("slides.css", "slides.js", "live.css", "live.js");

    private Decks() {}

    /**
     * Writes them, and returns how many there are; removes those of chapters that have none any more.
     *
     * @param bodies the chapters' in order, with their slides
     */
    public static int write(Path folder, Map<ChapterRun, Element> bodies, RevealJs reveal) {
        List<Deck> decks = new ArrayList<>();
        bodies.forEach((run, body) -> {
            if (!run.parsed().slides().isEmpty()) decks.add(new Deck(run, body));
        });
        try (Skeleton skeleton = new Skeleton()) {
            Files.createDirectories(folder);
            reveal.copyTo(folder);
            for (String asset : ASSETS) {
                Files.writeString(folder.resolve(asset), Resource.read(asset));
            }
            Set<Path> written = new HashSet<>();
            for (Deck deck : decks) {
                Path page = folder.resolve(deck.chapter().name() + ".html");
                written.add(Files.writeString(page, skeleton.page(deck)));
            }
            written.add(Files.writeString(folder.resolve("index.html"), index(decks)));
            removeStrays(folder, written);
            return decks.size();
        } catch (IOException failed) {
            throw new UncheckedIOException("The slides cannot be written to " + folder, failed);
        }
    }

    /** A chapter's slides, without what stands around them. */
    public static String slides(ChapterRun run, Element body) {
        return new Deck(run, body).html();
    }

    private static void removeStrays(Path folder, Set<Path> written) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                if (!written.contains(file)) Files.delete(file);
            }
        }
    }

    private static String index(List<Deck> decks) {
        StringBuilder rows = new StringBuilder();
        for (Deck deck : decks) {
            String page = deck.chapter().name() + ".html";
            rows.append("""
                    <tr><td>%s</td><td><a href="%s">%s</a></td><td>%s</td><td>%s</td><td><a href="%s?print-pdf">on paper</a></td></tr>
                    """.formatted(
                            deck.chapter().number(),
                            page,
                            Deck.escape(deck.chapter().title()),
                            deck.size(),
                            deck.minutes(),
                            page));
        }
        return Resource.read("slides.html").replace("{{decks}}", rows);
    }
}
