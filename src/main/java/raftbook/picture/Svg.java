package raftbook.picture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Writes SVG, one element a line. Presentation attributes only, no style sheet, script, or id: a page may then hold any
 * number of pictures, and any program that knows SVG shows them alike.
 */
final class Svg {

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Starts a picture on a light card of its own, so that it is legible on whatever ground. */
    Svg(double width, double height, String description) {
        open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "width",
                width,
                "height",
                height,
                "font-family",
                "sans-serif",
                "font-size",
                Style.SMALL,
                "fill",
                Style.INK,
                "role",
                "img",
                "aria-label",
                description);
        rect(0.5, 0.5, width - 1, height - 1, "rx", 8, "fill", Style.CARD, "stroke", Style.FAINT);
    }

    /** Opens an element; attributes are names and values in turn. */
    Svg open(String name, Object... attributes) {
        start(name, attributes);
        out.append(">\n");
        open.push(name);
        return this;
    }

    /** Opens a group that shows a text when one points at it. */
    Svg openTitled(String title, Object... attributes) {
        open("g", attributes);
        out.append("<title>").append(escape(title)).append("</title>\n");
        return this;
    }

    Svg close() {
        out.append("</").append(open.pop()).append(">\n");
        return this;
    }

    Svg leaf(String name, Object... attributes) {
        start(name, attributes);
        out.append("/>\n");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, Object... attributes) {
        return leaf("path", prepend("d", "M" + at(x1, y1) + "L" + at(x2, y2), attributes));
    }

    Svg rect(double x, double y, double width, double height, Object... attributes) {
        Object[] more = prepend("height", height, attributes);
        return leaf("rect", prepend("x", x, prepend("y", y, prepend("width", width, more))));
    }

    Svg text(double x, double y, String content, Object... attributes) {
        start("text", prepend("x", x, prepend("y", y, attributes)));
        out.append('>').append(escape(content)).append("</text>\n");
        return this;
    }

    private void start(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String text = value instanceof Number n ? number(n.doubleValue()) : escape(value.toString());
            out.append(' ').append(attributes[i]).append("=\"").append(text).append('"');
        }
    }

    private static Object[] prepend(String name, Object value, Object... attributes) {
        Object[] all = new Object[attributes.length + 2];
        all[0] = name;
        all[1] = value;
        System.arraycopy(attributes, 0, all, 2, attributes.length);
        return all;
    }

    /** Ends what is open; gives the whole document. */
    String end() {
        while (!open.isEmpty()) close();
        return out.toString();
    }

    /** A point as path data. */
    static String at(double x, double y) {
        return number(x) + " " + number(y);
    }

    /** At most one decimal, the same in every locale. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        String text = Math.abs(tenths / 10) + (tenths % 10 == 0 ? "" : "." + Math.abs(tenths % 10));
        return tenths < 0 ? "-" + text : text;
    }

    /** As much as a text may need in a wide sans-serif: which one will draw it, nobody knows beforehand. */
    static double textWidth(String text, double size) {
        return text.codePoints().mapToDouble(Svg::emWidth).sum() * size;
    }

    private static double emWidth(int c) {
        if ("iljtfrI.,:;'|!()[] ".indexOf(c) >= 0) return 0.4;
        return c > 0x7e || "mwMW@%".indexOf(c) >= 0 ? 1 : 0.64;
    }

    /** Shortens a text that needs more than a width. */
    static String fit(String text, double width, double size) {
        if (textWidth(text, size) <= width) return text;
        double room = width - textWidth("…", size);
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            room -= emWidth(c) * size;
            if (room < 0) break;
            end += Character.charCount(c);
        }
        return text.substring(0, end) + "…";
    }

    /** Breaks a text into lines, between its words. */
    static List<String> wrap(String text, double width, double size) {
        List<String> lines = new ArrayList<>();
        for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
            int last = lines.size() - 1;
            boolean fits = last >= 0 && textWidth(lines.get(last) + " " + word, size) <= width;
            if (fits) lines.set(last, lines.get(last) + " " + word);
            else lines.add(word);
        }
        return lines;
    }

    /** What XML cannot hold, such as most control characters, becomes U+FFFD. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c != 0xfffe && c != 0xffff);
    }

    /** An entry's box, dashed as long as the entry is not known to be committed. */
    void entry(double x, double y, double w, double h, String fill, boolean committed) {
        rect(x, y, w, h, "rx", 3, "fill", fill, "fill-opacity", committed ? 0.5 : 0.25);
        if (committed) rect(x, y, w, h, "rx", 3, "fill", "none", "stroke", Style.INK, "stroke-width", 1.8);
        else rect(x, y, w, h, "rx", 3, "fill", "none", "stroke", Style.INK, "stroke-dasharray", "4 3");
    }
}
