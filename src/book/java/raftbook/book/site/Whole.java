package raftbook.book.site;

import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Mark;

/** The book as one file, to print or to send: styles inside, links between chapters turned into links within. */
final class Whole {
    private final Map<Chapter, Element> bodies;

    Whole(Map<Chapter, Element> bodies) {
        this.bodies = bodies;
    }

    String html() {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>"
                + PageFrame.BOOK + "</title>\n<style>\n" + Resource.read("book.css") + Resource.read("figures.css")
                + Resource.read("questions.css")
                + "</style>\n</head>\n<body>\n<main id=\"content\" class=\"whole\">\n<h1 class=\"book-title\">"
                + PageFrame.BOOK + "</h1>\n<ol class=\"chapters\">\n");
        for (Chapter chapter : bodies.keySet()) {
            html.append("%s<a href=\"#%s\"><span class=\"number\">%s</span><span class=\"name\">%s</span></a></li>\n"
                    .formatted(
                            PageFrame.item(chapter),
                            chapter.name(),
                            PageFrame.number(chapter),
                            JavaHighlighter.escape(chapter.title())));
        }
        html.append("</ol>\n");
        bodies.forEach((chapter, body) -> html.append(chapter(chapter, body.clone())));
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private String chapter(Chapter chapter, Element body) {
        String scope = chapter.name() + "--";
        body.select("[" + Mark.RECORDED + "]").removeAttr(Mark.RECORDED);
        for (Element each : body.select("[id]")) {
            each.id(scope + each.id());
        }
        for (Element link : body.select("a[href]")) {
            link.attr("href", target(link.attr("href"), scope));
        }
        for (Element use : body.select("use[href^=#]")) {
            use.attr("href", "#" + scope + use.attr("href").substring(1));
        }
        for (Element named : body.select("[aria-labelledby]")) {
            named.attr("aria-labelledby", scope + named.attr("aria-labelledby"));
        }
        for (Element painted : body.select("svg *")) {
            painted.attributes()
                    .forEach(attribute -> attribute.setValue(
                            attribute.getValue() == null
                                    ? ""
                                    : attribute.getValue().replace("url(#", "url(#" + scope)));
        }
        Answers.toTheEnd(body);
        // Source pages are not part of the file: their links stay as names.
        body.select("a[href^=source/]").forEach(Element::unwrap);
        return "<section class=\"chapter\" id=\"%s\">\n%s%s\n</section>\n"
                .formatted(chapter.name(), PageFrame.heading(chapter), body.html());
    }

    private String target(String href, String scope) {
        if (href.startsWith("#")) return "#" + scope + href.substring(1);
        String pages = bodies.keySet().stream().map(Chapter::name).collect(Collectors.joining("|"));
        return href.replaceFirst("^(" + pages + ")\\.html#(.+)$", "#$1--$2")
                .replaceFirst("^(" + pages + ")\\.html$", "#$1");
    }
}
