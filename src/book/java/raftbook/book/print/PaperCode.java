package raftbook.book.print;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** A listing whose lines fit on paper: what is too long goes on in the next line, indented, and a comment as a comment. */
final class PaperCode {
    private static final Pattern TAKEN_FOR_MORE = Pattern.compile("(?m)^(\\\\?(?:include|if\\w*|endif)):");
    private static final Pattern COMMENT = Pattern.compile("^( *)(\\*|//)( +)");
    private static final int INDENT = 8;

    private PaperCode() {}

    /**
     * The lines with the colours of {@code code}, each piece of a token in a span of its own.
     *
     * @param columns what fits, of letters that are equally wide
     */
    static String of(Element code, int columns) {
        StringBuilder all = new StringBuilder();
        StringBuilder styles = new StringBuilder();
        List<String> names = new ArrayList<>(List.of(""));
        collect(code, "", all, styles, names);
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (String line : all.toString().stripTrailing().split("\n", -1)) {
            String style = styles.substring(at, at + line.length());
            at += line.length() + 1;
            write(line.stripTrailing(), style, names, columns, html);
        }
        return TAKEN_FOR_MORE.matcher(html.toString()).replaceAll("$1&#58;");
    }

    /** What has no colours. */
    static String of(String text, int columns) {
        return of(new Element("code").appendChild(new TextNode(text)), columns);
    }

    /** For each character of the text, the index of the name of its style. */
    private static void collect(
            Element element, String style, StringBuilder text, StringBuilder styles, List<String> names) {
        for (Node node : element.childNodes()) {
            if (node instanceof TextNode words) {
                if (!names.contains(style)) names.add(style);
                text.append(words.getWholeText());
                styles.append(Character.toString(names.indexOf(style))
                        .repeat(words.getWholeText().length()));
            } else if (node instanceof Element inner) {
                boolean remark = inner.hasClass("remark");
                collect(inner, remark || inner.className().isEmpty() ? style : inner.className(), text, styles, names);
            }
        }
    }

    private static void write(String line, String style, List<String> names, int columns, StringBuilder html) {
        int from = 0;
        String begin = "";
        String goOn = goOn(line);
        do {
            int room = columns - begin.length();
            int to = line.length() - from <= room ? line.length() : cut(line, from, room);
            String colours = begin.isEmpty()
                    ? ""
                    : Character.toString(style.charAt(from)).repeat(begin.length());
            spans(begin + line.substring(from, to).stripTrailing(), colours + style.substring(from), names, html);
            html.append('\n');
            from = to;
            while (from < line.length() && line.charAt(from) == ' ') from++;
            begin = goOn;
        } while (from < line.length());
    }

    /** How the rest of a line begins in the next. */
    private static String goOn(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (comment.find()) return comment.group();
        int indent = line.length() - line.stripLeading().length();
        return " ".repeat(Math.min(indent + INDENT, 40));
    }

    /** Behind the last space that leaves something on the line, else in the middle of a word. */
    private static int cut(String line, int from, int room) {
        int least = from + room / 2;
        for (int i = from + room; i > least; i--) {
            if (line.charAt(i - 1) == ' ') return i;
        }
        for (int i = from + room; i > least; i--) {
            if (".,;()/".indexOf(line.charAt(i - 1)) >= 0) return i;
        }
        return from + room;
    }

    private static void spans(String text, String style, List<String> names, StringBuilder html) {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && style.charAt(end) == style.charAt(at)) end++;
            String name = names.get(style.charAt(at));
            String piece = escape(text.substring(at, end));
            html.append(
                    name.isEmpty() || piece.isBlank() ? piece : "<span class=\"" + name + "\">" + piece + "</span>");
            at = end;
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
