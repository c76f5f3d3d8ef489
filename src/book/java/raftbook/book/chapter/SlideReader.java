package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import raftbook.book.source.Problem;

/**
 * Finds a chapter's slides and the blocks that are marked for them, and gives both the roles by which a deck finds them
 * again. A slide shows what was marked since the one before.
 */
final class SlideReader {
    private final Chapter chapter;
    private final List<Problem> problems;

    SlideReader(Chapter chapter, List<Problem> problems) {
        this.chapter = chapter;
        this.problems = problems;
    }

    List<Slide> read(Document document) {
        List<Slide> slides = new ArrayList<>();
        List<StructuralNode> waiting = new ArrayList<>();
        for (StructuralNode node : document.findBy(new HashMap<>())) {
            if (node.isOption(Mark.SLIDE)) {
                node.addRole(Mark.ON_SLIDE);
                waiting.add(node);
            } else if (isBlock(node, Mark.SLIDE)) {
                Slide slide = new Slide("s" + (slides.size() + 1), line(slides.size(), node), minutes(node));
                node.addRole(Mark.slide(slide.id()));
                slides.add(slide);
                waiting.clear();
            } else if ((isBlock(node, Mark.ASK) || isBlock(node, Mark.NOTES)) && !isOnSlide(node)) {
                fail(node, "[" + node.getRole() + "] belongs into a [slide] block, and stands in none");
            }
        }
        waiting.forEach(node -> fail(node, "is marked %slide, and no [slide] block follows that would show it"));
        return slides;
    }

    private static boolean isBlock(StructuralNode node, String role) {
        return "example".equals(node.getContext()) && node.hasRole(role);
    }

    private static boolean isOnSlide(StructuralNode node) {
        for (ContentNode at = node.getParent(); at != null; at = at.getParent()) {
            if (at.hasRole(Mark.SLIDE)) return true;
        }
        return false;
    }

    private static String minutes(StructuralNode node) {
        return String.valueOf(node.getAttribute("minutes", "")).strip();
    }

    /** The parser loses count in a block that includes code: slides stand in their order, so it is their lines that count. */
    private int line(int before, StructuralNode node) {
        List<String> lines = chapter.lines();
        return IntStream.range(0, lines.size())
                .filter(at -> lines.get(at).matches("\\[slide[,\\]].*"))
                .skip(before)
                .map(at -> at + 1)
                .findFirst()
                .orElse(lineOf(node));
    }

    private static int lineOf(StructuralNode node) {
        return node.getSourceLocation() == null ? 1 : node.getSourceLocation().getLineNumber();
    }

    private void fail(StructuralNode node, String message) {
        problems.add(new Problem(chapter.file(), lineOf(node), message));
    }
}
