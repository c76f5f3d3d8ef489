package raftbook.book.site;

import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Digest;

/** What stands around the text on every page: title, contents, search, the way to the next page. */
final class Frame {
    static final String BOOK = "Raft, Live";

    private final List<Chapter> chapters;
    private final String template = Resource.read("page.html");

    Frame(List<Chapter> chapters) {
        this.chapters = List.copyOf(chapters);
    }

    /** A chapter's page. */
    String chapter(Chapter chapter, Element body) {
        String heading = heading(chapter);
        return page(
                chapter.title(),
                "",
                Optional.of(chapter),
                contents("", Optional.of(chapter), Optional.of(body)),
                heading + body.html(),
                turn(chapter));
    }

    /** Titles are text as it was typed: whatever goes into a page is escaped on the way. */
    static String heading(Chapter chapter) {
        return "<h1><span class=\"chapter-number\">%s</span>%s</h1>\n"
                .formatted(chapter.label(), JavaHighlighter.escape(chapter.title()));
    }

    /** A page that is no chapter; root is the way from it to the site's root, empty or ending with a slash. */
    String page(String title, String root, String body) {
        return page(title, root, Optional.empty(), contents(root, Optional.empty(), Optional.empty()), body, "");
    }

    private String page(
            String title, String root, Optional<Chapter> chapter, String contents, String body, String turn) {
        // The listings of the library have nothing to run.
        String live = !root.isEmpty() || Resource.find("live.js").isEmpty()
                ? ""
                : "<link rel=\"stylesheet\" href=\"live.css\">\n<script src=\"live.js\" defer></script>\n";
        // The body comes last: it may hold anything, braces among it.
        String page = template.replace("{{title}}", JavaHighlighter.escape(title))
                .replace("{{book}}", BOOK)
                .replace("{{root}}", root)
                .replace("{{live}}", live)
                .replace(
                        "{{chapter}}",
                        chapter.map(it -> " data-chapter=\"" + it.name() + "\"").orElse(""))
                .replace("{{contents}}", contents)
                .replace("{{turn}}", turn)
                .replace("{{body}}", body);
        // By this, an open page knows whether there is a newer one.
        return page.replaceFirst("<body", "<body data-made=\"" + Digest.of(page) + "\"");
    }

    private String contents(String root, Optional<Chapter> here, Optional<Element> body) {
        StringBuilder html = new StringBuilder("<ol>\n");
        for (Chapter chapter : chapters) {
            boolean current = here.filter(chapter::equals).isPresent();
            html.append("<li><a href=\"%s%s.html\"%s><span class=\"number\">%s</span>%s</a>"
                    .formatted(
                            root,
                            chapter.name(),
                            current ? " aria-current=\"page\"" : "",
                            chapter.number(),
                            JavaHighlighter.escape(chapter.title())));
            if (current && body.isPresent()) {
                html.append(sections(body.get()));
            }
            html.append("</li>\n");
        }
        return html.append("</ol>").toString();
    }

    private static String sections(Element body) {
        StringBuilder html = new StringBuilder("<ol>");
        for (Element heading : body.select("h2[id]")) {
            html.append(
                    "<li><a href=\"#%s\">%s</a></li>".formatted(heading.id(), JavaHighlighter.escape(heading.text())));
        }
        return html.append("</ol>").toString();
    }

    private String turn(Chapter chapter) {
        int at = chapters.indexOf(chapter);
        StringBuilder html = new StringBuilder("<nav class=\"turn\" aria-label=\"Chapters\">");
        if (at > 0) {
            html.append(link("prev", "Before", chapters.get(at - 1)));
        }
        if (at + 1 < chapters.size()) {
            html.append(link("next", "Next", chapters.get(at + 1)));
        }
        return html.append("</nav>").toString();
    }

    private static String link(String rel, String label, Chapter chapter) {
        return "<a class=\"%s\" rel=\"%s\" href=\"%s.html\"><span>%s</span>%s</a>"
                .formatted(rel, rel, chapter.name(), label, JavaHighlighter.escape(chapter.title()));
    }
}
