package raftbook.book.site;

import com.google.gson.GsonBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Mark;
import raftbook.book.source.SourceFile;

/** What can be found: an entry for each section, made at build time. A script, as a page in a folder may load no JSON. */
final class SearchIndex {
    private final List<Entry> entries = new ArrayList<>();

    /** One section; the fields' names are those that book.js reads. */
    private record Entry(String title, String chapter, String url, String text) {}

    void add(Chapter chapter, Element body) {
        String label = chapter.label() + ", " + chapter.title();
        StringBuilder text = new StringBuilder();
        String[] section = {chapter.title(), chapter.name() + ".html"};
        NodeVisitor visitor = (node, depth) -> {
            if (isHeading(node)) {
                close(label, section, text);
                section[0] = ((Element) node).text();
                section[1] = chapter.name() + ".html#" + ((Element) node).id();
            } else if (node instanceof TextNode words && !words.isBlank()) {
                text.append(words.text().strip()).append(' ');
            }
        };
        Element open = body.clone();
        open.select("." + Mark.ANSWERS).remove(); // nobody looks for the answer to a question that they have not met
        open.traverse(visitor);
        close(label, section, text);
    }

    void add(SourceFile source) {
        entries.add(
                new Entry(source.path(), "Source", Body.sourcePage(source.path()), String.join(" ", source.lines())));
    }

    private static boolean isHeading(Node node) {
        return node instanceof Element element
                && element.tagName().matches("h[23]")
                && !element.id().isEmpty();
    }

    private void close(String label, String[] open, StringBuilder text) {
        entries.add(new Entry(open[0], label, open[1], text.toString().strip()));
        text.setLength(0);
    }

    String script() {
        return "window.searchIndex = " + new GsonBuilder().create().toJson(entries) + ";\n";
    }
}
