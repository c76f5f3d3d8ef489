package raftbook.book.print;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.parser.Parser;

/**
 * A picture as prawn-svg, which draws the PDF's, knows how to draw it. That program passes over much in silence, or takes it for
 * something else: it applies the rules of all media and the dark, draws what is hidden, and knows no variables, {@code hsl()},
 * {@code paint-order}, {@code dominant-baseline}, {@code context-stroke}, patterns or masks. Here each is put in simpler words, or
 * left out where paper can do without.
 */
public final class PaperSvg {
    /** What a PDF's theme calls its fonts: the generic names are prawn-svg's own, for fonts that know Latin letters alone. */
    public static final String SANS = "Book Sans";

    public static final String SERIF = "Book Serif";
    public static final String MONO = "Book Mono";

    private static final String UNSEEN =
            "title, desc, metadata, script, animate, animateTransform, animateMotion, set, "
                    + "[display=none], [opacity=0], rect[width=0], rect[height=0]";
    private static final String SHAPES =
            "path, rect, circle, ellipse, line, polyline, polygon, text, tspan, image, use";
    private static final String BASELINE = "dominant-baseline";
    private static final String PAINT_ORDER = "paint-order";
    private static final Map<String, Double> BELOW = Map.of(
            "middle",
            0.27, // half of a small letter's height
            "central",
            0.35,
            "hanging",
            0.73,
            "text-before-edge",
            0.8,
            "text-top",
            0.8,
            "ideographic",
            -0.2,
            "text-after-edge",
            -0.2,
            "text-bottom",
            -0.2);
    private static final Pattern REFERENCE = Pattern.compile("url\\(['\"]?#([^)'\"]+)['\"]?\\)");
    private static final Pattern LENGTH = Pattern.compile("(-?[\\d.]+)(px|em|pt|%)?");
    private static final double FONT_SIZE = 16;

    private final Element root;

    private PaperSvg(Element root) {
        this.root = root;
    }

    /**
     * @param svg a document, with or without a prolog
     * @throws IllegalArgumentException if it is no SVG
     */
    public static String of(String svg) {
        Document document = Jsoup.parse(svg, "", Parser.xmlParser());
        document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.xhtml);
        Element root = document.selectFirst("svg");
        if (root == null) {
            throw new IllegalArgumentException("a picture begins with <svg, not with "
                    + svg.strip().substring(0, Math.min(40, svg.strip().length())));
        }
        new PaperSvg(root).simplify();
        return root.outerHtml();
    }

    private void simplify() {
        SvgStyles.inline(root);
        SvgColours.plain(root);
        root.select(UNSEEN).remove();
        hide();
        patterns();
        root.getElementsByTag("mask").remove();
        root.getAllElements().forEach(each -> each.removeAttr("mask").removeAttr("filter"));
        markers();
        root.select("text, tspan").forEach(this::lower);
        strokesFirst();
        for (Element each : root.getAllElements()) {
            each.removeAttr(BASELINE).removeAttr(PAINT_ORDER).removeAttr("visibility");
            if (each.hasAttr("font-family")) each.attr("font-family", family(each.attr("font-family")));
        }
    }

    /** What is visible may stand in a group that is not. */
    private void hide() {
        for (Element shape : root.select(SHAPES)) {
            if (!SvgColours.inherited(shape, "visibility", "visible").equals("visible")
                    && shape.select("[visibility=visible]").isEmpty()) shape.remove();
        }
    }

    /** The ink of the pattern's first shape, thin. */
    private void patterns() {
        for (Element pattern : root.getElementsByTag("pattern")) {
            String ink = pattern.getAllElements().stream()
                    .flatMap(each -> List.of(each.attr("stroke"), each.attr("fill")).stream())
                    .filter(paint -> !paint.isEmpty() && !paint.equals("none"))
                    .findFirst()
                    .orElse("#888888");
            for (String paint : List.of("fill", "stroke")) {
                for (Element user : root.getElementsByAttributeValue(paint, "url(#" + pattern.id() + ")")) {
                    user.attr(paint, ink).attr(paint + "-opacity", "0.3");
                }
            }
            pattern.remove();
        }
    }

    /** An arrowhead in the colour of its line: one for each colour. */
    private void markers() {
        Map<String, Element> made = new HashMap<>();
        for (String end : List.of("marker-start", "marker-mid", "marker-end")) {
            for (Element line : root.getElementsByAttribute(end)) {
                Matcher reference = REFERENCE.matcher(line.attr(end));
                Element marker = reference.find() ? root.getElementById(reference.group(1)) : null;
                if (marker == null || !marker.outerHtml().contains("context-")) continue;
                String stroke = SvgColours.inherited(line, "stroke", "none");
                String fill = SvgColours.inherited(line, "fill", "#000000");
                String id = marker.id() + "-" + (stroke + fill).replaceAll("\\W", "");
                made.computeIfAbsent(id, fresh -> coloured(marker, fresh, stroke, fill));
                line.attr(end, "url(#" + id + ")");
            }
        }
        root.select("marker:has([fill^=context-], [stroke^=context-])").remove();
    }

    private static Element coloured(Element marker, String id, String stroke, String fill) {
        Element fresh = marker.clone().id(id);
        for (Element each : fresh.getAllElements()) {
            for (String paint : List.of("fill", "stroke")) {
                if (each.attr(paint).equals("context-stroke")) each.attr(paint, stroke);
                if (each.attr(paint).equals("context-fill")) each.attr(paint, fill);
            }
        }
        marker.after(fresh);
        return fresh;
    }

    private void lower(Element text) {
        if (text.normalName().equals("tspan") && !text.hasAttr("y")) return;
        Double share = BELOW.get(SvgColours.inherited(text, BASELINE, "auto"));
        if (share == null) return;
        double y = text.hasAttr("y") ? length(text.attr("y"), 1) : 0;
        text.attr("y", String.format(Locale.ROOT, "%.2f", y + share * fontSize(text)));
    }

    private static double fontSize(Element element) {
        for (Element at = element; at != null; at = at.parent()) {
            String size = at.attr("font-size");
            if (size.isEmpty()) continue;
            boolean relative = size.endsWith("em") || size.endsWith("%");
            return length(size, relative && at.parent() != null ? fontSize(at.parent()) : FONT_SIZE);
        }
        return FONT_SIZE;
    }

    /** @param whole what an em is, or all of a percentage */
    private static double length(String text, double whole) {
        Matcher length = LENGTH.matcher(text.strip());
        if (!length.lookingAt()) return 0;
        double value = Double.parseDouble(length.group(1));
        if ("em".equals(length.group(2))) return value * whole;
        return "%".equals(length.group(2)) ? value / 100 * whole : value;
    }

    /** A letter's halo lies below the letter: the letter is drawn twice. */
    private void strokesFirst() {
        for (Element shape : root.select(SHAPES)) {
            if (shape.normalName().equals("tspan")
                    || !SvgColours.inherited(shape, PAINT_ORDER, "normal").startsWith("stroke")
                    || SvgColours.inherited(shape, "stroke", "none").equals("none")) continue;
            shape.before(shape.clone().removeAttr("id"));
            shape.attr("stroke", "none");
            shape.getAllElements().forEach(each -> each.attr("stroke", "none"));
        }
    }

    private static String family(String families) {
        String known = families.toLowerCase(Locale.ROOT);
        if (known.contains("mono")) return MONO;
        return known.contains("serif") && !known.contains("sans-serif") ? SERIF : SANS;
    }
}
