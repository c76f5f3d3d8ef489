package raftbook.book.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A picture as an HTML image that carries it as data. Jupyter shows SVG itself to nobody who has not run the notebook, and
 * nbconvert strips it of every shape; an image can do no harm, and both let it through.
 */
public final class SvgImage {
    private static final Pattern TITLE = Pattern.compile("<title[^>]*>([^<]*)</title>");
    private static final Pattern LABEL = Pattern.compile("\\saria-label=\"([^\"]*)\"");

    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");
    private static final String DARK = "<style>:root{color-scheme:light dark}" + dark() + "</style>";

    private SvgImage() {}

    /** The image, with the picture's title for those who cannot see it. */
    public static String html(String svg) {
        String data = Base64.getEncoder().encodeToString(inTheDark(svg).getBytes(StandardCharsets.UTF_8));
        return "<img alt=\"" + title(svg) + "\" src=\"data:image/svg+xml;base64," + data + "\">";
    }

    /** No page's style reaches into an image: one that has the library's colours takes their counterparts along. */
    private static String inTheDark(String svg) {
        boolean known = COLOUR.matcher(svg).results().anyMatch(colour -> DARK.contains(colour.group()));
        int end = svg.lastIndexOf("</svg>");
        return known && end > 0 ? svg.substring(0, end) + DARK + svg.substring(end) : svg;
    }

    private static String dark() {
        try (InputStream style = SvgImage.class.getResourceAsStream("/raftbook/book/figures.css")) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8).replaceAll("/\\*[^*]*\\*/|\\s*\\n", "");
        } catch (IOException failed) {
            throw new UncheckedIOException("The style of the figures cannot be read", failed);
        }
    }

    /** The label of the picture as a whole, or its first title; as it is written there, so escaped already. */
    private static String title(String svg) {
        Matcher label = LABEL.matcher(svg.substring(0, svg.indexOf('>') + 1));
        if (label.find()) return label.group(1);
        Matcher title = TITLE.matcher(svg);
        return title.find() ? title.group(1).replace("\"", "&quot;") : "a picture";
    }
}
