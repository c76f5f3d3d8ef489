package raftbook.picture;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** An SVG picture, parsed, for tests to look at. */
record Drawing(Element root) {

    record Box(String what, double left, double top, double right, double bottom) {
        boolean overlaps(Box other) {
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        }
    }

    static Drawing parse(String svg) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return new Drawing(factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)))
                    .getDocumentElement());
        } catch (Exception malformed) {
            throw new AssertionError("not well-formed: " + malformed.getMessage() + "\n" + svg, malformed);
        }
    }

    List<Element> all(String name) {
        return list(root, name);
    }

    static List<Element> list(Element within, String name) {
        NodeList nodes = within.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
        return elements;
    }

    /** The groups whose tooltips fit. */
    List<Element> titled(Predicate<String> fits) {
        return all("title").stream()
                .filter(title -> fits.test(title.getTextContent()))
                .map(title -> (Element) title.getParentNode())
                .toList();
    }

    List<String> texts() {
        return all("text").stream().map(Element::getTextContent).toList();
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    /** The boxes that the texts need at most. */
    List<Box> textBoxes() {
        return all("text").stream().map(Drawing::box).toList();
    }

    private static Box box(Element text) {
        double size = text.hasAttribute("font-size") ? number(text, "font-size") : Style.SMALL;
        double width = Svg.textWidth(text.getTextContent(), size);
        double part =
                switch (text.getAttribute("text-anchor")) {
                    case "middle" -> 0.5;
                    case "end" -> 1;
                    default -> 0;
                };
        double left = number(text, "x") - part * width;
        double base = number(text, "y");
        return new Box(text.getTextContent(), left, base - 0.75 * size, left + width, base + 0.2 * size);
    }

    static Box box(String what, Element rect) {
        double x = number(rect, "x");
        double y = number(rect, "y");
        return new Box(what, x, y, x + number(rect, "width"), y + number(rect, "height"));
    }
}
