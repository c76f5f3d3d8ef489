package raftbook.book.site;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Entities;
import raftbook.book.chapter.Mark;

/** Colours Java, with text blocks and records, which the highlighter that Asciidoctor brings takes apart. */
public final class JavaHighlighter {
    private static final Pattern TOKEN = Pattern.compile("(?<comment>/\\*(?s:.*?)\\*/|//[^\n]*)"
            + "|(?<string>\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+')"
            + "|(?<annotation>@(?!interface\\b)\\w+)"
            + "|(?<number>\\b\\d[\\w.]*)"
            + "|(?<word>[A-Za-z_$][\\w$]*)");
    private static final Set<String> KEYWORDS = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum "
                            + "extends final finally float for goto if implements import instanceof int interface long "
                            + "native new package private protected public return short static strictfp super switch "
                            + "synchronized this throw throws transient try void volatile while true false null var")
                    .split(" "));
    private static final Pattern CONTEXTUAL =
            Pattern.compile("(?:record|sealed|permits|yield|non)\\b(?=\\s+[A-Za-z]|-sealed)");

    private static final Pattern CALLOUT = Pattern.compile("//[ ①-⑳]+");

    /** How a line begins that is nothing but a comment. */
    private static final Pattern COMMENT = Pattern.compile(" *(?:/\\*\\*|\\*/|\\*|//) ?");

    private JavaHighlighter() {}

    /** The code as HTML: escaped, its tokens in spans with Rouge's class names. */
    public static String html(String code) {
        StringBuilder html = new StringBuilder();
        Matcher token = TOKEN.matcher(code);
        int at = 0;
        while (token.find()) {
            html.append(escape(code.substring(at, token.start())));
            String style = style(code, token);
            String text = escape(token.group());
            html.append(style.isEmpty() ? text : "<span class=\"" + style + "\">" + text + "</span>");
            at = token.end();
        }
        return html.append(escape(code.substring(at))).toString();
    }

    /** The same, line by line, each well-formed by itself: tokens that go over several lines are split. */
    static List<String> lines(String code) {
        List<String> lines = new ArrayList<>();
        String open = "";
        for (String line : html(code).split("\n", -1)) {
            String whole = open + line;
            int from = whole.lastIndexOf("<span");
            boolean unclosed = from > whole.lastIndexOf("</span>");
            open = unclosed ? whole.substring(from, whole.indexOf('>', from) + 1) : "";
            lines.add(unclosed ? whole + "</span>" : whole);
        }
        return lines;
    }

    /** The same, where lines that are comments flow anew when there is no room for them; the text stays what it is. */
    static String flowing(String code) {
        String[] plain = code.split("\n", -1);
        List<String> lines = lines(code);
        StringBuilder html = new StringBuilder();
        for (int i = 0; i < plain.length; i++) {
            html.append(flowing(plain[i], lines.get(i) + (i < plain.length - 1 ? "\n" : "")));
        }
        return html.toString();
    }

    /** One line: what goes on in the next stands below its words, and not below its mark. */
    static String flowing(String plain, String html) {
        Matcher mark = COMMENT.matcher(plain);
        boolean alone =
                html.strip().startsWith("<span class=\"c\">") && html.strip().lastIndexOf("<span") == 0;
        return alone && mark.lookingAt()
                ? "<span class=\"remark\" style=\"--hang:%dch\">%s</span>".formatted(mark.end(), html)
                : html;
    }

    private static String style(String code, Matcher token) {
        if (token.group("comment") != null)
            return CALLOUT.matcher(token.group()).matches() ? Mark.CALLOUT : "c";
        if (token.group("string") != null) return "s";
        if (token.group("annotation") != null) return "nd";
        if (token.group("number") != null) return "m";
        String word = token.group();
        if (KEYWORDS.contains(word) || isContextual(code, token.start())) return "k";
        boolean type = Character.isUpperCase(word.charAt(0)) && !word.equals(word.toUpperCase());
        if (type) return "nc";
        return "";
    }

    private static boolean isContextual(String code, int at) {
        boolean begins = at == 0 || !code.substring(0, at).endsWith(".");
        return begins && CONTEXTUAL.matcher(code).region(at, code.length()).lookingAt();
    }

    static String escape(String text) {
        return Entities.escape(text);
    }
}
