package raftbook.book.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import raftbook.book.chapter.Mark;
import raftbook.book.chapter.Question;

/** Blocks of a chapter's body as Markdown that Jupyter and code hosts show alike. */
final class Markdown {
    static final String LIBRARY = "../src/main/java/raftbook/";
    private static final String INLINE = "a|b|br|code|del|em|i|img|kbd|mark|s|small|span|strong|sub|sup|u";

    private Markdown() {}

    /** The element, blank-line separated blocks, without a line break at the end. */
    static String block(Element element) {
        String name = element.tagName();
        if (name.matches("h[1-6]")) return heading(element);
        if (name.equals("p") || element.hasClass("title")) {
            String text = Inline.of(element);
            return element.hasClass("title") && !text.isEmpty() ? "*" + text + "*" : text;
        }
        if (name.equals("hr")) return "---";
        if (name.equals("pre")) return fence(element);
        if (element.hasClass(Mark.MUSEUM_PICTURE)) return ""; // thirty of them would weigh more than the notebook
        if (name.equals("details")) return details(element);
        if (name.equals("table")) return element.parent().hasClass("admonitionblock") ? "" : Tables.markdown(element);
        if (name.equals("figcaption")) return caption(element);
        if (element.hasClass("admonitionblock")) return admonition(element);
        if (element.hasClass(Mark.RULE) || element.hasClass(Mark.MISCONCEPTION)) {
            return "<a id=\"" + element.id() + "\"></a>\n\n"
                    + quote("**" + Inline.of(element.child(0)) + "**\n\n" + Inline.of(element.child(1)));
        }
        if (name.equals("blockquote") || element.hasClass("sidebarblock")) return quote(blocks(element));
        if (element.hasClass("footnote")) return footnote(element);
        return lists(element);
    }

    private static String lists(Element element) {
        return switch (element.tagName()) {
            case "ul" -> items(element, "* ");
            case "ol" -> element.hasClass(Mark.CHOICES) ? letters(element) : numbered(element);
            case "dl" -> definitions(element);
            case "svg" -> element.outerHtml();
            default -> blocks(element);
        };
    }

    /** All blocks inside; text that stands among them is a block too. */
    static String blocks(Element element) {
        List<String> blocks = new ArrayList<>();
        Element loose = new Element("p");
        for (Node node : element.childNodes()) {
            if (isInline(node)) {
                loose.appendChild(node.clone());
            } else {
                add(blocks, Inline.of(loose));
                loose = new Element("p");
                if (node instanceof Element child) {
                    add(blocks, block(child));
                }
            }
        }
        add(blocks, Inline.of(loose));
        return String.join("\n\n", blocks);
    }

    private static boolean isInline(Node node) {
        return node instanceof TextNode
                || node instanceof Element element && element.tagName().matches(INLINE) && !element.hasClass("title");
    }

    private static void add(List<String> blocks, String block) {
        if (!block.isBlank()) {
            blocks.add(block);
        }
    }

    private static String heading(Element element) {
        int level = element.tagName().charAt(1) - '0';
        Element plain = element.clone();
        plain.select("a.anchor").remove();
        Element kind = plain.selectFirst("." + Mark.KIND);
        if (kind != null) {
            kind.text(kind.text() + ":");
        }
        String anchor = element.id().isEmpty() ? "" : "<a id=\"" + element.id() + "\"></a>\n\n";
        return anchor + "#".repeat(level) + " " + Inline.of(plain);
    }

    private static String fence(Element pre) {
        Element code = pre.selectFirst("code");
        String language = code == null ? "text" : code.className().replaceAll(".*language-(\\S+).*|^.*$", "$1");
        return fence(language, pre.wholeText());
    }

    static String fence(String language, String code) {
        String fence = code.contains("```") ? "````" : "```";
        return fence + language + "\n" + code.stripTrailing() + "\n" + fence;
    }

    private static String details(Element element) {
        Element rest = element.clone();
        String summary = rest.selectFirst("summary").text();
        rest.selectFirst("summary").remove();
        return "<details>\n<summary>" + summary + "</summary>\n\n" + blocks(rest) + "\n\n</details>";
    }

    private static String caption(Element caption) {
        String path = caption.selectFirst("a").text();
        Element place = caption.selectFirst("span");
        return "[`" + path + "`](" + LIBRARY + path + ")" + (place == null ? "" : ", " + Inline.of(place));
    }

    private static String admonition(Element element) {
        String label = element.selectFirst(".icon .title").text();
        return quote("**" + label + "**\n\n" + blocks(element.selectFirst("td.content")));
    }

    private static String footnote(Element element) {
        Element rest = element.clone();
        String number = rest.selectFirst("a").text();
        rest.selectFirst("a").remove();
        String text = Inline.of(rest).replaceFirst("^\\.\\s*", "");
        return "<a id=\"" + element.id() + "\"></a><sup>" + number + "</sup> " + text;
    }

    private static String quote(String text) {
        return text.lines().map(line -> line.isEmpty() ? ">" : "> " + line).collect(Collectors.joining("\n"));
    }

    private static String items(Element list, String bullet) {
        List<String> items = new ArrayList<>();
        int number = 1;
        for (Element item : list.select("> li")) {
            String mark = bullet.isEmpty() ? number++ + ". " : bullet;
            String text = blocks(item).replaceFirst("\n\n(?=\\* |1\\. )", "\n");
            items.add(mark + indent(text, mark.length()));
        }
        return String.join("\n", items);
    }

    private static String numbered(Element list) {
        boolean callouts = list.parent() != null && list.parent().hasClass("colist");
        return callouts ? callouts(list) : items(list, "");
    }

    /** Markdown numbers with digits alone. */
    private static String letters(Element list) {
        List<String> items = new ArrayList<>();
        for (Element item : list.select("> li")) {
            items.add("* **" + Question.letter(items.size()) + "** " + indent(blocks(item), 2));
        }
        return String.join("\n", items);
    }

    private static String indent(String text, int width) {
        return text.replace("\n", "\n" + " ".repeat(width)).replaceAll("(?m)^ +$", "");
    }

    private static String callouts(Element list) {
        List<String> items = new ArrayList<>();
        for (Element item : list.select("> li")) {
            items.add("* " + Character.toString('①' + items.size()) + " " + indent(blocks(item), 2));
        }
        return String.join("\n", items);
    }

    private static String definitions(Element list) {
        List<String> items = new ArrayList<>();
        for (Element part : list.children()) {
            if (part.tagName().equals("dt")) {
                items.add("* **" + Inline.of(part) + "**");
            } else {
                items.set(items.size() - 1, items.get(items.size() - 1) + ": " + indent(blocks(part), 2));
            }
        }
        return String.join("\n", items);
    }
}
