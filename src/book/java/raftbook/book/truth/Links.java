package raftbook.book.truth;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Layout;
import raftbook.book.site.Room;
import raftbook.book.source.Problem;

/** Every link within the book leads somewhere. Links out of it are not followed: a build asks nobody. */
public final class Links {
    private final Map<Chapter, Element> bodies;
    private final Layout layout;
    private final List<Problem> problems = new ArrayList<>();

    private Links(Map<Chapter, Element> bodies, Layout layout) {
        this.bodies = bodies;
        this.layout = layout;
    }

    public static List<Problem> problems(Map<Chapter, Element> bodies, Layout layout) {
        Links links = new Links(bodies, layout);
        bodies.forEach(links::check);
        return links.problems;
    }

    private void check(Chapter chapter, Element body) {
        Set<String> seen = new HashSet<>();
        for (Element each : body.select("[id]")) {
            if (!seen.add(each.id())) {
                fail(chapter, each.id(), "the anchor " + each.id() + " is there twice");
            }
        }
        for (Element link : body.select("a[href]")) {
            String href = link.attr("href");
            if (!href.matches("[a-z]+:.*") && !href.startsWith("source/")) {
                follow(chapter, href);
            }
        }
        for (Element image : body.select("img[src]")) {
            if (!Files.exists(layout.chapters().resolve(image.attr("src")))) {
                fail(chapter, image.attr("src"), "there is no image " + image.attr("src"));
            }
        }
    }

    private void follow(Chapter from, String href) {
        String page = href.replaceFirst("#.*", "");
        String anchor = href.contains("#") ? href.substring(href.indexOf('#') + 1) : "";
        if (page.endsWith(".html") && Room.isThere(page.substring(0, page.length() - ".html".length()))) return;
        Chapter to = page.isEmpty()
                ? from
                : bodies.keySet().stream()
                        .filter(chapter -> page.equals(chapter.name() + ".html"))
                        .findFirst()
                        .orElse(null);
        if (to == null) {
            String name = page.replaceFirst("\\.html$", "");
            fail(from, name, "the link to " + page + " leads nowhere: no chapter is called " + name);
        } else if (!anchor.isEmpty() && bodies.get(to).getElementById(anchor) == null) {
            fail(from, anchor, "the link to #" + anchor + " leads nowhere: " + to.file() + " has no such anchor");
        }
    }

    private void fail(Chapter chapter, String text, String message) {
        problems.add(new Problem(chapter.file(), chapter.lineOf(text), message));
    }
}
