package raftbook.book.print;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** A picture's colours as programs know them that know hexadecimal numbers and names alone. */
final class SvgColours {
    private static final List<String> PAINTS = List.of("fill", "stroke", "color", "stop-color");
    private static final Pattern LIGHT_DARK =
            Pattern.compile("light-dark\\(\\s*((?:[^(),]|\\([^()]*\\))+),(?:[^()]|\\([^()]*\\))*\\)");
    private static final Pattern FUNCTION = Pattern.compile("(hsl|rgb)a?\\(([^()]*)\\)");

    private SvgColours() {}

    /** Changes the picture. */
    static void plain(Element root) {
        for (Element each : root.getAllElements()) {
            for (String paint : PAINTS) {
                if (each.hasAttr(paint)) plain(each, paint);
            }
        }
    }

    private static void plain(Element element, String paint) {
        String value = LIGHT_DARK.matcher(element.attr(paint)).replaceAll("$1").strip();
        if (value.equalsIgnoreCase("currentcolor")) value = inherited(element, "color", "#000000");
        if (value.equals("transparent")) value = "none";
        Matcher function = FUNCTION.matcher(value);
        if (function.matches()) {
            String[] part = function.group(2).strip().split("[\\s,/]+");
            value = function.group(1).equals("hsl") ? hsl(part) : rgb(part);
            if (part.length > 3 && !paint.equals("color")) {
                element.attr(paint.equals("stop-color") ? "stop-opacity" : paint + "-opacity", share(part[3]) + "");
            }
        }
        element.attr(paint, value);
    }

    /** The value of a property that elements take over from those around them. */
    static String inherited(Element element, String name, String otherwise) {
        for (Element at = element; at != null; at = at.parent()) {
            if (at.hasAttr(name) && !at.attr(name).equals("inherit")) return at.attr(name);
        }
        return otherwise;
    }

    private static String rgb(String[] part) {
        StringBuilder hex = new StringBuilder("#");
        for (int i = 0; i < 3; i++) {
            double value = part[i].endsWith("%") ? share(part[i]) * 255 : Double.parseDouble(part[i]);
            hex.append("%02x".formatted(Math.max(0, Math.min(255, Math.round(value)))));
        }
        return hex.toString();
    }

    private static String hsl(String[] part) {
        double hue = Double.parseDouble(part[0].replaceAll("[^\\d.+-]", "")) / 360;
        double saturation = share(part[1]);
        double lightness = share(part[2]);
        // The JDK speaks of brightness.
        double brightness = lightness + saturation * Math.min(lightness, 1 - lightness);
        double of = brightness == 0 ? 0 : 2 * (1 - lightness / brightness);
        int colour = Color.HSBtoRGB((float) hue, (float) of, (float) brightness) & 0xffffff;
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    private static double share(String text) {
        return text.endsWith("%")
                ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
                : Double.parseDouble(text);
    }
}
