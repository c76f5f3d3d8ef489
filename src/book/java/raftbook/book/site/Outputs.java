package raftbook.book.site;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import raftbook.book.chapter.CellResult;
import raftbook.book.chapter.CellResult.Output;
import raftbook.book.chapter.Mark;

/** What a cell did, as HTML. */
final class Outputs {
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
    private static final Pattern PROLOG = Pattern.compile("^\\s*(<\\?xml[^>]*>|<!DOCTYPE[^>]*>)\\s*");

    private Outputs() {}

    static String html(CellResult result) {
        return html(result, result.id());
    }

    /** @param name what its pictures' ids begin with, unlike those of any other output of the page */
    static String html(CellResult result, String name) {
        StringBuilder html = new StringBuilder();
        int at = 0;
        for (Output output : result.outputs()) {
            html.append(html(output, name + "-" + at++));
        }
        return html.toString();
    }

    private static String html(Output output, String scope) {
        return switch (output.kind()) {
            case STREAM -> pre(output.name(), output.text());
            case VALUE -> pre("value", output.text());
            case ERROR -> pre("error", output.text());
            case DISPLAY ->
                output.svg()
                        .map(svg -> "<div class=\"display\"" + run(output) + ">" + scoped(svg, scope) + "</div>")
                        .or(() -> java.util.Optional.ofNullable(output.data().get("text/html"))
                                .map(inner -> "<div class=\"display\">" + inner + "</div>"))
                        .or(() -> java.util.Optional.ofNullable(output.data().get("image/png"))
                                .map(png -> "<div class=\"display\"><img src=\"data:image/png;base64," + png
                                        + "\" alt=\"" + JavaHighlighter.escape(output.text()) + "\"></div>"))
                        .orElseGet(() -> pre("value", output.text()));
        };
    }

    private static String run(Output output) {
        String run = output.data().get(CellResult.RUN);
        return run == null ? "" : " " + Mark.RECORDED + "=\"" + JavaHighlighter.escape(run) + "\"";
    }

    private static String pre(String style, String text) {
        return "<pre class=\"" + style + "\">" + JavaHighlighter.escape(text.stripTrailing()) + "</pre>";
    }

    /** Ids are the page's: two pictures of one page must not share them. */
    private static String scoped(String svg, String scope) {
        String inner = PROLOG.matcher(svg).replaceFirst("");
        Matcher ids = ID.matcher(inner);
        String result = inner;
        while (ids.find()) {
            String id = Pattern.quote(ids.group(1));
            String fresh = Matcher.quoteReplacement(scope + "-" + ids.group(1));
            result = result.replaceAll("(\\sid=\")" + id + "\"", "$1" + fresh + "\"")
                    .replaceAll("url\\(#" + id + "\\)", "url(#" + fresh + ")")
                    .replaceAll("(href=\")#" + id + "\"", "$1#" + fresh + "\"")
                    .replaceAll(
                            "(aria-(?:labelledby|describedby)=\"(?:[^\"]*\\s)?)" + id + "(?=[\\s\"])", "$1" + fresh);
        }
        return result;
    }
}
