package raftbook.book.notebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Mark;

/** A chapter's body cut at its cells and sections, in the order of reading. */
final class Pieces {
    private final ChapterRun run;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private String name;

    /**
     * One cell of the notebook.
     *
     * @param name stable as long as the heading or the live cell before it is
     * @param cell the live cell's id; empty for others
     * @param code the text of a cell that only notebooks have; empty for others
     */
    record Piece(String name, Optional<String> cell, Optional<String> code, String markdown) {}

    private Pieces(ChapterRun run, String first) {
        this.run = run;
        name = first;
    }

    static List<Piece> of(ChapterRun run, Element body, String first, String opening) {
        Pieces cut = new Pieces(run, first);
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
                anchor(child);
                close("after-" + id);
                pieces.add(new Piece(id, Optional.of(id), Optional.empty(), ""));
            } else if (child.hasClass(Mark.QUESTION)) {
                run.parsed().questions().stream()
                        .filter(question -> question.id().equals(child.id()))
                        .findFirst()
                        .ifPresent(question -> ask(new Quiz(run, question, child)));
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

    private void ask(Quiz quiz) {
        String id = quiz.question().id();
        add(quiz.asked());
        close("after-" + id);
        pieces.add(new Piece(id + "-answer", Optional.empty(), Optional.of(quiz.answer()), ""));
        if (!quiz.runs().isEmpty()) {
            name = id + "-runs";
            add(quiz.aboutRuns());
            close("after-" + id);
        }
        quiz.runs().forEach(cell -> pieces.add(new Piece(cell.id(), Optional.of(cell.id()), Optional.empty(), "")));
        pieces.add(new Piece(id + "-" + Cell.CHECK, Optional.empty(), Optional.of(quiz.check()), ""));
        add(quiz.replies());
    }

    /** Where a cell is linked to, its place is marked: a notebook's code cells have no anchors. */
    private void anchor(Element cell) {
        boolean linked = !cell.id().isEmpty()
                && !cell.root().select("a[href=#" + cell.id() + "]").isEmpty();
        if (linked) add("<a id=\"" + cell.id() + "\"></a>");
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
            pieces.add(new Piece(name, Optional.empty(), Optional.empty(), String.join("\n\n", open)));
            open.clear();
        }
        name = next;
    }
}
