package raftbook.book.print;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Glossary;
import raftbook.book.site.Answers;
import raftbook.book.site.Cards;

/**
 * The book as one AsciiDoc document with its pictures beside it, made from the chapters as they are on the pages: the chapters, all
 * workshops behind them, and the appendices.
 */
public final class Bound {
    private static final String FILE = "raft-live.adoc";

    private final Path folder;
    private final Map<Chapter, Element> bodies;
    private final Cards cards;
    private final Glossary glossary;
    private final boolean paper;
    private int pictures;

    private Bound(Path folder, Map<Chapter, Element> bodies, Cards cards, Glossary glossary, boolean paper) {
        this.folder = folder;
        this.bodies = bodies;
        this.cards = cards;
        this.glossary = glossary;
        this.paper = paper;
    }

    /**
     * Writes the document and its pictures, and returns the document's file.
     *
     * @param bodies the chapters', in order; they stay as they are
     * @param paper with pictures for a PDF, and an index with page numbers
     */
    public static Path write(Path folder, Map<Chapter, Element> bodies, Cards cards, Glossary glossary, boolean paper) {
        try {
            Files.createDirectories(folder.resolve("figures"));
            Bound bound = new Bound(folder, bodies, cards, glossary, paper);
            return Files.writeString(folder.resolve(FILE), bound.text());
        } catch (IOException failed) {
            throw new UncheckedIOException("The book cannot be written to " + folder, failed);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder("= Raft, Live\n:doctype: book\n:toc:\n:toclevels: 2\n:sectnums:\n"
                + ":sectnumlevels: 1\n:chapter-signifier: Chapter\n:!part-signifier:\n:idprefix: _\n:icons!:\n"
                + ":table-caption!:\n:listing-caption!:\n:example-caption!:\n:figure-caption: Figure\n\n");
        text.append("= The chapters\n\n");
        bodies.keySet().stream().filter(Chapter::isNumbered).forEach(each -> text.append(chapter(each, "")));
        text.append("= Workshops\n\n:!sectnums:\n\n");
        bodies.keySet().stream().filter(Chapter::isWorkshop).forEach(each -> text.append(chapter(each, "")));
        text.append("= Appendices\n\n:sectnums:\n\n");
        bodies.keySet().stream()
                .filter(each -> !each.isNumbered() && !each.isWorkshop())
                .forEach(each -> text.append(chapter(each, "[appendix]\n")));
        if (paper && !glossary.terms().isEmpty()) text.append("[index]\n== Index\n");
        return text.toString();
    }

    private String chapter(Chapter chapter, String style) {
        Element body = bodies.get(chapter).clone();
        cards.addTo(body);
        Answers.toTheEnd(body);
        Set<String> indexed = new HashSet<>();
        Inline inline = new Inline(
                href -> target(chapter, href),
                anchor -> footnote(body, anchor),
                card -> chapter.isNumbered() && indexed.add(card) ? name(card) : null);
        String workshop = chapter.isWorkshop() ? chapter.label() + ": " : "";
        return style + "[#" + id(chapter.name()) + "]\n== " + Inline.plain(workshop + chapter.title()) + "\n\n"
                + new Blocks(inline, anchor -> scoped(chapter.name(), anchor), this::keep).of(body);
    }

    private String name(String card) {
        return glossary.terms().stream()
                .filter(term -> term.id().equals(card))
                .map(Glossary.Term::name)
                .findFirst()
                .orElse(null);
    }

    private static String id(String chapter) {
        return "ch-" + chapter;
    }

    private static String scoped(String chapter, String anchor) {
        return id(chapter) + "_" + anchor.replaceAll("[^\\w-]|_", "-");
    }

    /** Pages of sources, and those that run, are not bound in. */
    private String target(Chapter from, String href) {
        if (href.startsWith("#")) return scoped(from.name(), href.substring(1));
        String[] part = href.split("\\.html#?", 2);
        boolean known =
                bodies.keySet().stream().anyMatch(chapter -> chapter.name().equals(part[0]));
        if (!known || part.length < 2) return null;
        return part[1].isEmpty() ? id(part[0]) : scoped(part[0], part[1]);
    }

    private static String footnote(Element body, String anchor) {
        Element note = body.getElementById(anchor);
        return note == null ? null : Inline.escape(note.text().replaceFirst("^\\d+\\.\\s*", ""));
    }

    private String keep(String svg) {
        String name = "figure-%03d.svg".formatted(++pictures);
        try {
            Files.writeString(folder.resolve("figures").resolve(name), paper ? PaperSvg.of(svg) : alone(svg));
            return name;
        } catch (IOException failed) {
            throw new UncheckedIOException("The picture " + name + " cannot be written to " + folder, failed);
        }
    }

    /** As a file, and well-formed. */
    private static String alone(String svg) {
        Document document = Jsoup.parse(svg, "", Parser.xmlParser());
        document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        document.selectFirst("svg").attr("xmlns", "http://www.w3.org/2000/svg");
        return document.outerHtml();
    }
}
