package raftbook.book.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Mark;

/** A chapter's body cut at its cells and sections, in the order of reading. */
final class Pieces {
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private String name;

    /**
     * One cell of the notebook.
     *
     * @param name stable as long as the heading or the live cell before it is
     * @param cell the live cell's id; empty for prose
     */
    record Piece(String name, Optional<String> cell, String markdown) {}

    private Pieces(String first) {
        name = first;
    }

    static List<Piece> of(Element body, String first, String opening) {
        Pieces cut = new Pieces(first);
        cut.open.add(opening);
        cut.walk(body);
        cut.close("end");
        return cut.pieces;
    }

    private void walk(Element element) {
        for (Element child : element.children()) {
            if (child.hasClass(Mark.CELL)) {
                String id = child.attr(Mark.CELL_ID);
                title(child.selectFirst(".listingblock > .title, > ." + Mark.CAPTION));
                close("after-" + id);
                pieces.add(new Piece(id, Optional.of(id), ""));
            } else if (child.tagName().equals("h2")) {
                close("s-" + child.id());
                open.add(Markdown.block(child));
            } else if (child.selectFirst("." + Mark.CELL + ", h2") != null) {
                walk(child);
            } else {
                add(Markdown.block(child));
            }
        }
    }

    private void title(Element title) {
        if (title != null) {
            add("*" + Inline.of(title) + "*");
        }
    }

    private void add(String markdown) {
        if (!markdown.isBlank()) {
            open.add(markdown);
        }
    }

    private void close(String next) {
        if (!open.isEmpty()) {
            pieces.add(new Piece(name, Optional.empty(), String.join("\n\n", open)));
            open.clear();
        }
        name = next;
    }
}
