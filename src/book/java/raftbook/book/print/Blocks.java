package raftbook.book.print;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.Elements;
import raftbook.book.chapter.Mark;

/** The blocks of a chapter's body as AsciiDoc: Asciidoctor has made HTML of them once, with what the runs have printed and drawn. */
final class Blocks {
    /** How many letters of code fit into a line of the page. */
    static final int COLUMNS = 98;

    /** A listing no longer than this is not parted by the end of a page. */
    private static final int ONE_PIECE_LINES = 24;

    private static final int FULL_WIDTH_PIXELS = 760;
    private static final String FENCE = "-".repeat(20);
    private static final String ASIDE = "*".repeat(8);
    private static final Set<String> INLINE = Set.of("a", "code", "em", "strong", "span", "b", "i", "sub", "sup", "br");

    private final Inline inline;
    private final UnaryOperator<String> scoped;
    private final UnaryOperator<String> picture;
    private final StringBuilder out = new StringBuilder();

    /**
     * @param scoped the anchor in the whole book, by that on the page
     * @param picture keeps a picture, and gives the name of its file
     */
    Blocks(Inline inline, UnaryOperator<String> scoped, UnaryOperator<String> picture) {
        this.inline = inline;
        this.scoped = scoped;
        this.picture = picture;
    }

    String of(Element body) {
        children(body);
        return out.toString();
    }

    private void children(Element element) {
        StringBuilder loose = new StringBuilder();
        Element words = new Element("p");
        for (Node node : element.childNodes()) {
            if (node instanceof TextNode text && !text.isBlank()) words.appendChild(text.clone());
            else if (node instanceof Element inner && INLINE.contains(inner.normalName()))
                words.appendChild(inner.clone());
            else if (node instanceof Element inner) {
                if (words.childNodeSize() > 0) paragraph(words);
                words = new Element("p");
                block(inner);
            }
        }
        if (words.childNodeSize() > 0) paragraph(words);
        out.append(loose);
    }

    private void block(Element element) {
        if (element.id().equals("footnotes") || element.hasClass(Mark.FOLD)) return;
        switch (element.normalName()) {
            case "h2" -> heading("===", "", element);
            case "h3", "h4" -> heading("====", "", element);
            case "p" -> paragraph(element);
            case "pre" -> listing(element, "output", "");
            case "ul", "ol" -> list(element, 1);
            case "dl" -> definitions(element);
            case "table" -> table(element);
            case "aside" -> aside(element);
            case "details" -> details(element);
            case "section" -> section(element);
            case "figure" -> figure(element);
            case "svg" -> picture(element, "");
            case "div" -> division(element);
            case "hr", "summary", "col", "colgroup" -> {}
            default -> children(element);
        }
    }

    private void division(Element element) {
        if (element.hasClass(Mark.CELL)) cell(element);
        else if (element.hasClass("listingblock") || element.hasClass("literalblock")) {
            listing(element.selectFirst("pre"), "", title(element));
        } else if (element.hasClass("admonitionblock")) admonition(element);
        else if (element.hasClass("colist")) callouts(element);
        else if (element.hasClass("title")) line("*" + inline.of(element) + "*");
        else children(element);
    }

    private void heading(String level, String kind, Element element) {
        Element title = element.clone();
        title.select("." + Mark.KIND + ", a.anchor").remove();
        anchor(element.id());
        out.append(level).append(' ').append(kind).append(inline.of(title)).append("\n\n");
    }

    private void anchor(String id) {
        if (!id.isEmpty()) out.append("[#").append(scoped.apply(id)).append("]\n");
    }

    private void paragraph(Element element) {
        String text = inline.of(element);
        if (text.isEmpty()) return;
        anchor(element.id());
        line(text);
    }

    private void line(String text) {
        out.append(text).append("\n\n");
    }

    private String title(Element block) {
        Element title = block.selectFirst("> .title");
        return title == null ? "" : inline.of(title);
    }

    private void titled(String title) {
        if (!title.isEmpty()) out.append('.').append(title).append('\n');
    }

    private void listing(Element pre, String role, String title) {
        if (pre == null || pre.wholeText().isBlank()) return;
        Element code = pre.selectFirst("code");
        String text = PaperCode.of(code == null ? pre : code, COLUMNS);
        titled(title);
        out.append("[listing").append(role.isEmpty() ? "" : "." + role);
        out.append(text.lines().count() <= ONE_PIECE_LINES ? "%unbreakable" : "");
        out.append(",subs=none]\n")
                .append(FENCE)
                .append('\n')
                .append(text)
                .append(FENCE)
                .append("\n\n");
    }

    /** The code with its outputs; below a picture stands what it is called. */
    private void cell(Element cell) {
        Element block = cell.selectFirst("> .listingblock");
        if (block != null) {
            anchor(cell.id());
            listing(block.selectFirst("pre"), "", title(block));
        }
        Element caption = cell.selectFirst("> ." + Mark.CAPTION);
        String called = caption == null ? "" : inline.of(caption);
        for (Element output : cell.select("> ." + Mark.OUTPUT + " > *")) {
            Element svg = output.selectFirst("svg");
            if (svg != null) {
                picture(svg, called);
                called = "";
            } else block(output);
        }
        if (!called.isEmpty()) line(called);
    }

    private void picture(Element svg, String caption) {
        double width = Double.parseDouble(svg.attr("width").isEmpty() ? "760" : svg.attr("width"));
        long share = Math.min(100, Math.round(100 * width / FULL_WIDTH_PIXELS));
        titled(caption);
        String alternative = Inline.escape(svg.attr("aria-label")).replace("&#34;", "'");
        out.append("image::figures/")
                .append(picture.apply(svg.outerHtml()))
                .append("[\"%s\",pdfwidth=%d%%,width=%d%%]\n\n".formatted(alternative, share, share));
    }

    private void figure(Element figure) {
        Element caption = figure.selectFirst("> figcaption");
        Element pre = figure.selectFirst("> .listingblock pre");
        if (pre != null) listing(pre, "library", caption == null ? "" : inline.of(caption));
        else children(figure);
    }

    /** What is folded on a page lies open on paper. */
    private void details(Element details) {
        Element summary = details.selectFirst("> summary");
        if (details.hasClass(Mark.HINT) && summary != null) {
            Element first = details.selectFirst("p");
            if (first != null) first.prependText(" ").prependElement("em").text(summary.text() + ".");
        } else if (details.hasClass(Mark.ANSWERS)) {
            line("*" + inline.of(summary) + "*");
            details.select("." + Mark.REPLY_TO).tagName("em").forEach(to -> to.wrap("<p></p>"));
        } else if (summary != null) {
            Element block = details.selectFirst(".listingblock");
            if (block != null && block.selectFirst("> .title") == null) {
                block.prependElement("div").addClass("title").append(summary.html());
            }
        }
        children(details);
    }

    private void section(Element section) {
        Element title = section.selectFirst("> h3");
        if (section.hasClass(Mark.EXERCISE) && title != null) {
            if (title.id().isEmpty()) title.attr("id", section.id());
            heading("====", "Exercise: ", title);
            title.remove();
        }
        Element asked = section.selectFirst("> ." + Mark.ASKED);
        if (asked != null) {
            anchor(section.id());
            asked.select("." + Mark.KIND).forEach(kind -> kind.text(kind.text() + ": "));
            line("*" + inline.of(asked) + "*");
            asked.remove();
        }
        children(section);
    }

    private void aside(Element aside) {
        Element title = aside.selectFirst("> p");
        anchor(aside.id());
        titled(title == null ? "" : inline.of(title));
        if (title != null) title.remove();
        out.append(ASIDE).append('\n');
        children(aside);
        out.append(ASIDE).append("\n\n");
    }

    private void admonition(Element admonition) {
        String kind = admonition.classNames().stream()
                .filter(name ->
                        Set.of("note", "tip", "important", "caution", "warning").contains(name))
                .findFirst()
                .orElse("note");
        out.append('[').append(kind.toUpperCase(java.util.Locale.ROOT)).append("]\n=======\n");
        children(admonition.selectFirst("td.content"));
        out.append("=======\n\n");
    }

    private void callouts(Element list) {
        out.append("[unstyled.callouts]\n");
        int number = 0;
        for (Element item : list.select("> ol > li")) {
            out.append("* ").append(Inline.plain(Character.toString('①' + number++) + " "));
            out.append("{nbsp}").append(item(item)).append('\n');
        }
        out.append('\n');
    }

    private String item(Element item) {
        Element only = item.selectFirst("> p");
        return inline.of(only == null ? item : only);
    }

    private void list(Element list, int depth) {
        String marker = (list.normalName().equals("ol") ? "." : "*").repeat(depth);
        boolean letters = list.attr("type").equals("A");
        if (letters) {
            marker = "*";
            out.append("[unstyled]\n");
        }
        char letter = 'A';
        for (Element item : list.select("> li")) {
            Element own = item.clone();
            own.select("> div, > ul, > ol").remove();
            String text = item(own);
            out.append(marker)
                    .append(letters ? " *" + letter++ + "*{nbsp} " : " ")
                    .append(text.isEmpty() ? "{empty}" : text)
                    .append('\n');
            for (Element inner : item.children()) {
                Element nested = inner.is("ul, ol") ? inner : inner.selectFirst("> ul, > ol");
                if (nested != null && !inner.hasClass("colist")) list(nested, depth + 1);
                else if (inner.is("div")) {
                    out.append("+\n");
                    block(inner);
                    trim();
                }
            }
        }
        if (depth == 1) out.append("\n//-\n\n");
    }

    private void trim() {
        while (out.length() > 1 && out.charAt(out.length() - 1) == '\n' && out.charAt(out.length() - 2) == '\n') {
            out.setLength(out.length() - 1);
        }
    }

    private void definitions(Element list) {
        for (Element term : list.select("> dt")) {
            Element text = term.nextElementSibling();
            out.append(inline.of(term, id(term))).append(":: ");
            out.append(joined(text)).append('\n');
        }
        out.append("\n//-\n\n");
    }

    private String id(Element element) {
        return element.id().isEmpty() ? "" : scoped.apply(element.id());
    }

    /** What is a paragraph each, as lines of one. */
    private String joined(Element cell) {
        List<String> parts = new ArrayList<>();
        Elements paragraphs = cell.select("> p, > .content p, > .paragraph > p");
        if (paragraphs.isEmpty()) return inline.of(cell);
        paragraphs.forEach(paragraph -> parts.add(inline.of(paragraph)));
        parts.removeIf(String::isEmpty);
        return String.join(" pass:[<br/>]", parts);
    }

    /** A table of many words, in columns that a page has no room for: a paragraph for each row, and below it the others' words. */
    private void rows(Element table) {
        List<String> heads = table.select("> thead th").eachText();
        for (Element row : table.select("> tbody > tr")) {
            List<Element> cells = row.children();
            if (cells.size() < heads.size()) {
                out.append("[discrete]\n==== ").append(joined(cells.get(0))).append("\n\n");
                continue;
            }
            line(joined(cells.get(0)) + " " + joined(cells.get(1)));
            for (int i = 2; i < cells.size(); i++) {
                String words = joined(cells.get(i));
                if (!words.isEmpty())
                    out.append("* pass:[<em>")
                            .append(heads.get(i))
                            .append(":</em>] ")
                            .append(words);
                out.append('\n');
            }
            out.append("\n//-\n\n");
        }
    }

    private void table(Element table) {
        if (table.hasClass(Mark.RULE_MAP)) {
            rows(table);
            return;
        }
        List<Element> rows = table.select("> thead > tr, > tbody > tr");
        int columns = rows.stream()
                .mapToInt(row -> row.children().stream()
                        .mapToInt(cell -> Integer.parseInt(cell.attr("colspan").isEmpty() ? "1" : cell.attr("colspan")))
                        .sum())
                .max()
                .orElse(1);
        boolean head = !table.select("> thead > tr").isEmpty();
        titled(table.selectFirst("> caption") == null ? "" : inline.of(table.selectFirst("> caption")));
        out.append("[cols=\"%s\"%s]\n|===\n".formatted(widths(table, columns), head ? ",options=\"header\"" : ""));
        for (Element row : rows) {
            String anchor = id(row);
            for (Element cell : row.children()) {
                String span = cell.attr("colspan").isEmpty() ? "" : cell.attr("colspan") + "+";
                out.append(span).append(cell.is("tbody th") ? "s|" : "|");
                out.append(anchor.isEmpty() ? joined(cell) : inline.of(cell, anchor))
                        .append('\n');
                anchor = "";
            }
            out.append('\n');
        }
        out.append("|===\n\n");
    }

    private static String widths(Element table, int columns) {
        if (table.hasClass(Mark.MISCONCEPTIONS)) return "1,10,8";
        List<String> given = table.select("> colgroup > col").stream()
                .map(column -> column.attr("style").replaceAll("[^\\d.]", ""))
                .filter(width -> !width.isEmpty())
                .map(width -> Math.round(Double.parseDouble(width)) + "")
                .toList();
        return given.size() == columns
                ? String.join(",", given)
                : String.join(",", java.util.Collections.nCopies(columns, "1"));
    }
}
