package raftbook.book.site;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Digest;
import raftbook.book.chapter.Mark;

/** What stands around the text on every page: title, contents, search, the way to the next page. */
final class PageFrame {
    static final String BOOK = "Raft, Live";

    /** The style and script of questions. */
    static final String ANSWERING =
            "<link rel=\"stylesheet\" href=\"questions.css\">\n" + "<script src=\"questions.js\" defer></script>\n";

    private final List<Chapter> chapters;
    private final String template = Resource.read("page.html");

    PageFrame(List<Chapter> chapters) {
        this.chapters = List.copyOf(chapters);
    }

    /** A chapter's page. */
    String chapter(Chapter chapter, Element body) {
        return page(
                chapter.title(),
                "",
                Optional.of(chapter),
                contents("", Optional.of(chapter), Optional.of(body)),
                heading(chapter) + lead(chapter, body) + questions(body) + body.html(),
                turn(chapter));
    }

    /** Titles are text as it was typed: whatever goes into a page is escaped on the way. */
    static String heading(Chapter chapter) {
        return "<h1><span class=\"chapter-number\">%s</span>%s</h1>\n"
                .formatted(chapter.label(), JavaHighlighter.escape(chapter.title()));
    }

    /** How long it takes, and the way between a chapter and its workshop. */
    private String lead(Chapter chapter, Element body) {
        if (body.selectFirst("." + Mark.COMING) != null) return "";
        // A workshop is looked into, and not read from end to end.
        String time = chapter.isWorkshop()
                ? ""
                : "About %d minutes. ".formatted(Reading.of(body).minutes());
        String other = chapters.stream()
                .filter(each -> each.sharesStage(chapter) && !each.equals(chapter))
                .findFirst()
                .map(each -> chapter.isWorkshop()
                        ? "What carries %s; it can be skipped without loss."
                                .formatted(link(each, each.label().toLowerCase(Locale.ROOT)))
                        : "What carries it is told in its %s.".formatted(link(each, "workshop")))
                .orElse("");
        return "<p class=\"reading\">" + time + other + "</p>\n";
    }

    /** What makes a page's questions answerable, if it has any. */
    private static String questions(Element body) {
        return body.selectFirst("." + Mark.QUESTION) == null ? "" : ANSWERING;
    }

    private static String link(Chapter chapter, String words) {
        return "<a href=\"%s.html\">%s</a>".formatted(chapter.name(), words);
    }

    /** Begins a chapter's item in a list of contents; a workshop belongs to the one before, and is set smaller. */
    static String item(Chapter chapter) {
        return chapter.isWorkshop() ? "<li class=\"workshop\">" : "<li>";
    }

    /** What stands before a chapter's title in such a list. */
    static String number(Chapter chapter) {
        return chapter.isWorkshop() ? "" : chapter.number();
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
                        chapter.map(it -> " " + Mark.CHAPTER + "=\"" + it.name() + "\"")
                                .orElse(""))
                .replace("{{contents}}", contents)
                .replace("{{turn}}", turn)
                .replace("{{body}}", body);
        // By this, an open page knows whether there is a newer one.
        return page.replaceFirst("<body", "<body " + Mark.MADE + "=\"" + Digest.of(page) + "\"");
    }

    private String contents(String root, Optional<Chapter> here, Optional<Element> body) {
        StringBuilder html = new StringBuilder("<ol>\n");
        for (Chapter chapter : chapters) {
            boolean current = here.filter(chapter::equals).isPresent();
            html.append("%s<a href=\"%s%s.html\"%s><span class=\"number\">%s</span>%s</a>"
                    .formatted(
                            item(chapter),
                            root,
                            chapter.name(),
                            current ? " aria-current=\"page\"" : "",
                            number(chapter),
                            JavaHighlighter.escape(chapter.title())));
            if (current && body.isPresent()) {
                html.append(sections(body.get()));
            }
            html.append("</li>\n");
        }
        return html.append("</ol>")
                .append(Room.all().isEmpty() ? "" : Room.links(root))
                .toString();
    }

    private static String sections(Element body) {
        StringBuilder html = new StringBuilder("<ol>");
        for (Element heading : body.select("h2[id]")) {
            html.append(
                    "<li><a href=\"#%s\">%s</a></li>".formatted(heading.id(), JavaHighlighter.escape(heading.text())));
        }
        return html.append("</ol>").toString();
    }

    /** From chapter to chapter: workshops are turns that one may take, and lead back. */
    private String turn(Chapter chapter) {
        int at = chapters.indexOf(chapter);
        StringBuilder html = new StringBuilder("<nav class=\"turn\" aria-label=\"Chapters\">");
        chapters.subList(0, at).stream()
                .filter(each -> !each.isWorkshop())
                .reduce((earlier, later) -> later)
                .ifPresent(before -> html.append(link("prev", "Before", before)));
        chapters.subList(at + 1, chapters.size()).stream()
                .filter(each -> !each.isWorkshop())
                .findFirst()
                .ifPresent(after -> html.append(link("next", "Next", after)));
        return html.append("</nav>").toString();
    }

    private static String link(String rel, String label, Chapter chapter) {
        return "<a class=\"%s\" rel=\"%s\" href=\"%s.html\"><span>%s</span>%s</a>"
                .formatted(rel, rel, chapter.name(), label, JavaHighlighter.escape(chapter.title()));
    }
}
