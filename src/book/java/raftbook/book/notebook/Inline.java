package raftbook.book.notebook;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Mark;

/** Running text as Markdown. */
final class Inline {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>$~|]");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LEADING = Pattern.compile("^(\\d+)([.)])(?=\\s)|^([-+#])");
    private static final Pattern CHAPTER = Pattern.compile("^([\\w-]+)\\.html(?=#|$)");
    private static final Set<String> RAW = Set.of("sub", "sup", "kbd", "u", "mark", "br");

    private Inline() {}

    /** All that is inside the element, on one line. */
    static String of(Element element) {
        StringBuilder text = new StringBuilder();
        element.childNodes().forEach(node -> append(node, text));
        String line = SPACE.matcher(text.toString().strip()).replaceAll(" ");
        Matcher leading = LEADING.matcher(line);
        return leading.replaceFirst(it ->
                Matcher.quoteReplacement(it.group(1) != null ? it.group(1) + "\\" + it.group(2) : "\\" + it.group(3)));
    }

    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        append(node, text);
        return text.toString();
    }

    private static void append(Node node, StringBuilder text) {
        if (node instanceof TextNode words) {
            text.append(SPECIAL.matcher(words.getWholeText()).replaceAll("\\\\$0"));
        } else if (node instanceof Element element) {
            text.append(element(element));
        }
    }

    private static String element(Element element) {
        String name = element.tagName();
        if (name.equals("code")) return code(element.wholeText());
        if (name.equals("a")) return link(element);
        if (name.equals("img")) return "![" + element.attr("alt") + "](../docs/chapters/" + element.attr("src") + ")";
        if (element.hasClass("footnote") && name.equals("sup")) {
            Element link = element.selectFirst("a");
            return link == null
                    ? of(element)
                    : "<sup><a href=\"" + link.attr("href") + "\">" + link.text() + "</a></sup>";
        }
        String inner = of(element);
        return switch (name) {
            case "em", "i" -> wrap("*", inner);
            case "strong", "b" -> wrap("**", inner);
            case "del", "s" -> wrap("~~", inner);
            default -> RAW.contains(name) ? raw(name, inner) : spaced(element, inner);
        };
    }

    private static String wrap(String mark, String inner) {
        return inner.isEmpty() ? "" : mark + inner + mark;
    }

    private static String raw(String name, String inner) {
        return name.equals("br") ? "<br>" : "<" + name + ">" + inner + "</" + name + ">";
    }

    /** Of a plain span only its words and the spaces around them remain. */
    private static String spaced(Element element, String inner) {
        String whole = element.wholeText();
        String before = whole.startsWith(" ") ? " " : "";
        return inner.isEmpty() ? before : before + inner + (whole.endsWith(" ") ? " " : "");
    }

    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        String pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
        return fence + pad + SPACE.matcher(text).replaceAll(" ") + pad + fence;
    }

    private static String link(Element link) {
        String inner = of(link);
        String source = link.attr(Mark.SOURCE);
        String href = source.isEmpty() ? link.attr("href") : Markdown.LIBRARY + source;
        if (inner.isEmpty() || href.isEmpty()) {
            return link.id().isEmpty() ? inner : "<a id=\"" + link.id() + "\"></a>" + inner;
        }
        return "[" + inner + "](" + CHAPTER.matcher(href).replaceFirst("$1.ipynb") + ")";
    }
}
