package raftbook.book.site;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Glossary;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.References;
import raftbook.book.source.Library;

/**
 * What a page shows of a word when it is pointed at, reached by key, or tapped. A link with the attribute {@link Mark#CARD} has a card:
 * it leads where the card's matter stands in full, and without a script it does no more than that. {@code cards.js} holds what they
 * say, {@code card.js} shows it.
 */
public final class Cards {
    /** Of a book without any. */
    static final Cards NONE = new Cards(new Glossary(List.of()), "", Names.NONE);

    /** A word there is what it is, and leads elsewhere already or nowhere. */
    private static final String UNTOUCHED =
            "a, pre, code, button, summary, label, svg, figure, figcaption, aside, h1, h2, h3, h4, th, "
                    + ".title, .caption, ." + Mark.QUESTION + ", ." + Mark.CELL + ", ." + Mark.GLOSSARY;

    private final Glossary glossary;
    private final String page;
    private final Names names;
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private final Pattern words;

    /**
     * One card; the fields' names are those that card.js reads.
     *
     * @param html what it says, safe to show
     * @param note a line below it
     */
    record Card(String title, String html, String note) {}

    private Cards(Glossary glossary, String page, Names names) {
        this.glossary = glossary;
        this.page = page;
        this.names = names;
        this.words = glossary.pattern();
    }

    /**
     * Words have cards if a chapter shows the glossary, to which they lead.
     *
     * @param paper the lines of the list of its sections
     */
    public static Cards of(References references, List<Chapter> chapters, List<String> paper, Library library) {
        Glossary glossary = references.glossary();
        Names names = Names.of(chapters, references.figure2(), paper, library);
        if (glossary.terms().isEmpty() || glossary.chapter(chapters).isEmpty()) {
            return new Cards(new Glossary(List.of()), "", names);
        }
        Cards all = new Cards(glossary, glossary.chapter(chapters).get() + ".html", names);
        for (Glossary.Term term : glossary.terms()) {
            List<String> note = new ArrayList<>();
            chapters.stream()
                    .filter(chapter -> chapter.name().equals(term.chapter()))
                    .forEach(chapter -> note.add("Told in chapter " + chapter.number()));
            if (!term.section().isEmpty()) note.add("§" + term.section() + " of the paper");
            all.cards.put(term.id(), new Card(term.name(), term.html(), String.join(" · ", note)));
        }
        return all;
    }

    /** What a page loads beside it. */
    String script() {
        Map<String, Card> all = new LinkedHashMap<>(cards);
        all.putAll(names.cards());
        return "window.cards = "
                + new GsonBuilder().disableHtmlEscaping().create().toJson(all) + ";\n";
    }

    /** On a page with the library's sources beside it, names of other things have cards, too. Changes the body. */
    void addAllTo(Element body) {
        addTo(body);
        names.addTo(body);
    }

    /** Whether it may get a card: it is what it is, and leads nowhere. */
    static boolean isFree(Node node) {
        return node.parent() instanceof Element parent && parent.closest(UNTOUCHED) == null;
    }

    /** Gives its card to the first of each term in each section. Changes the body. */
    public void addTo(Element body) {
        if (cards.isEmpty() || body.selectFirst("." + Mark.GLOSSARY) != null) return;
        List<Element> sections = body.select("div.sect1");
        sections.forEach(this::addToSection);
        if (sections.isEmpty()) addToSection(body);
    }

    private void addToSection(Element section) {
        Set<Glossary.Term> seen = new HashSet<>();
        for (Element element : section.select("p, li, dd, td")) {
            for (Node node : List.copyOf(element.childNodes())) {
                if (node instanceof TextNode text) mark(text, seen);
                if (node instanceof Element inner && inner.is("em, strong, span")) {
                    inner.textNodes().forEach(text -> mark(text, seen));
                }
                if (node instanceof Element inner && inner.is("code")) wrap(inner, seen);
            }
        }
    }

    /** A term that is a name in the code is written as code. */
    private void wrap(Element code, Set<Glossary.Term> seen) {
        glossary.term(code.text())
                .filter(term -> term.spellings().contains(code.text()))
                .filter(term -> isFree(code) && seen.add(term))
                .ifPresent(term -> code.wrap(link(term, "")));
    }

    /** A text that holds several is split as often. */
    private void mark(TextNode text, Set<Glossary.Term> seen) {
        if (!isFree(text)) return;
        String whole = text.getWholeText();
        StringBuilder html = new StringBuilder();
        Matcher word = words.matcher(whole);
        int at = 0;
        while (word.find()) {
            Glossary.Term term = glossary.term(word.group()).orElseThrow();
            if (!seen.add(term)) continue;
            html.append(JavaHighlighter.escape(whole.substring(at, word.start())))
                    .append(link(term, JavaHighlighter.escape(word.group())));
            at = word.end();
        }
        if (at == 0) return;
        html.append(JavaHighlighter.escape(whole.substring(at)));
        text.before(html.toString());
        text.remove();
    }

    private String link(Glossary.Term term, String words) {
        return "<a class=\"word\" href=\"%s#%s\" %s=\"%s\">%s</a>"
                .formatted(page, term.id(), Mark.CARD, term.id(), words);
    }
}
