package raftbook.book.print;

import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Mark;

/**
 * Running text of a page as AsciiDoc, in {@code pass:m[…]}: what is plain or emphasised goes through as it is, as every backend knows
 * the few tags that are left, and links, footnotes and terms of the index are macros, as each backend has its own way with them. All
 * that AsciiDoc might take for its own is written as a number.
 */
final class Inline {
    private static final String SPECIAL = "[](){}:;=,@|+*_`#^~$\\\\\"";

    private final UnaryOperator<String> target;
    private final UnaryOperator<String> footnotes;
    private final UnaryOperator<String> indexed;

    /**
     * @param target the anchor that a page's link leads to, by its address; null where this book has none
     * @param footnotes the text of a footnote, by its anchor
     * @param indexed the index entry of a word, by its card's id; null where the word has been indexed
     */
    Inline(UnaryOperator<String> target, UnaryOperator<String> footnotes, UnaryOperator<String> indexed) {
        this.target = target;
        this.footnotes = footnotes;
        this.indexed = indexed;
    }

    /** The text within an element, on one line. */
    String of(Element element) {
        StringBuilder text = new StringBuilder();
        element.childNodes().forEach(node -> write(node, text));
        return pass(text.toString());
    }

    /** The same, as what a link leads to: only at the beginning of a cell or term does Asciidoctor know the anchor before it comes to it. */
    String of(Element element, String anchor) {
        return (anchor.isEmpty() ? "" : "[[" + anchor + "]]") + of(element);
    }

    /** A text that is no HTML. */
    static String plain(String text) {
        return pass(escape(text));
    }

    private static String pass(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.isEmpty() ? "" : "pass:m[" + line.replace("]", "\\]") + "]";
    }

    private void write(Node node, StringBuilder text) {
        if (node instanceof TextNode words) {
            text.append(escape(words.getWholeText()));
        } else if (node instanceof Element element) {
            write(element, text);
        }
    }

    private void write(Element element, StringBuilder text) {
        switch (element.normalName()) {
            case "code", "em", "strong", "sub" -> wrap(element, text);
            case "b" -> text.append("<strong>").append(inner(element)).append("</strong>");
            case "i" -> text.append("<em>").append(inner(element)).append("</em>");
            case "br" -> text.append("<br/>");
            case "sup" -> {
                if (element.hasClass("footnote")) footnote(element, text);
                else wrap(element, text);
            }
            case "a" -> link(element, text);
            case "wbr" -> {}
            default -> text.append(inner(element));
        }
    }

    private void wrap(Element element, StringBuilder text) {
        String tag = element.normalName();
        text.append("<%s>%s</%s>".formatted(tag, inner(element), tag));
    }

    private String inner(Element element) {
        StringBuilder text = new StringBuilder();
        element.childNodes().forEach(node -> write(node, text));
        return text.toString();
    }

    private void footnote(Element element, StringBuilder text) {
        Element link = element.selectFirst("a[href]");
        String said = link == null ? null : footnotes.apply(link.attr("href").replace("#", ""));
        if (said != null) text.append("footnote:[").append(said).append("]");
    }

    private void link(Element link, StringBuilder text) {
        String words = inner(link);
        if (link.hasAttr(Mark.CARD)) {
            String entry = indexed.apply(link.attr(Mark.CARD));
            text.append(words);
            // Behind its word: asciidoctor-pdf takes away a space in front of it.
            if (entry != null) text.append("indexterm:[").append(escape(entry)).append("]");
            return;
        }
        String href = link.attr("href");
        String anchor = target.apply(href);
        if (words.isBlank() || link.hasClass("anchor")) return;
        if (href.matches("https?://.*"))
            text.append("link:").append(href).append("[").append(words).append("]");
        else if (anchor != null)
            text.append("xref:").append(anchor).append("[").append(words).append("]");
        else text.append(words);
    }

    static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean special = SPECIAL.indexOf(c) >= 0 || c == '&' || c == '<' || c == '>';
            if (special) escaped.append("&#").append(c).append(';');
            else escaped.appendCodePoint(c);
        });
        return escaped.toString();
    }
}
