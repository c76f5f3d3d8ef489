package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import raftbook.book.source.Problem;

/**
 * Finds a chapter's live listings and the output promised below them, and gives them the roles by which the page finds
 * them again. What looks like a promise or an option but is none is a problem: it would be passed over in silence.
 */
final class CellReader {
    private static final String LIVE = "live";
    private static final String OPTION = "-option";
    private static final Set<String> PLAIN_OPTIONS = Set.of("linenums", "nowrap", "unnumbered", Mark.SLIDE);

    private final Chapter chapter;
    private final List<Problem> problems;

    CellReader(Chapter chapter, List<Problem> problems) {
        this.chapter = chapter;
        this.problems = problems;
    }

    List<Cell> read(Document document) {
        List<Cell> cells = new ArrayList<>();
        for (StructuralNode node : document.findBy(new HashMap<>(Map.of("context", ":listing")))) {
            checkOptions(node);
            if (node.isOption(LIVE)) {
                Cell cell = cell(id((Block) node, cells), (Block) node);
                checkImports(cell, cells.isEmpty());
                cells.add(cell);
            } else if (isPlain(node) && !node.hasRole(Mark.PROMISED)) {
                fail(
                        node,
                        "a plain listing is the output that a cell promises, and there is no cell right above it;"
                                + " for any other text name its language, as in [source,text]");
            }
        }
        return cells;
    }

    private void checkOptions(StructuralNode node) {
        for (String name : node.getAttributes().keySet()) {
            if (name.endsWith(OPTION)) {
                String option = name.substring(0, name.length() - OPTION.length());
                if (!option.equals(LIVE) && !Cell.OPTIONS.contains(option) && !PLAIN_OPTIONS.contains(option)) {
                    fail(node, "there is no option %" + option + "; a cell has %live and may have " + Cell.OPTIONS);
                } else if (Cell.OPTIONS.contains(option) && !node.isOption(LIVE)) {
                    fail(node, "%" + option + " is for cells, which say %live");
                }
            }
        }
    }

    /** Other kernels hand cells to JShell as they are, and it carries out again what came before an import. */
    private void checkImports(Cell cell, boolean first) {
        Imports.misplaced(cell.source(), first)
                .ifPresent(line -> problems.add(
                        new Problem(chapter.file(), cell.line() + line - 1, "in cell " + cell.id() + Imports.RULE)));
    }

    private Cell cell(String id, Block block) {
        block.addRole(Mark.cell(id));
        if (block.isOption(Cell.RECORDED) && !(within(Mark.EXERCISE, block) + within(Mark.QUESTION, block)).isEmpty()) {
            fail(block, "%" + Cell.RECORDED + " is for the chapter's own cells: questions and exercises run anywhere");
        }
        Optional<Cell.Promise> promise =
                below(block).filter(CellReader::isPlain).map(Block.class::cast).map(this::promise);
        List<String> options = Cell.OPTIONS.stream().filter(block::isOption).toList();
        String anchor = block.getId() == null ? "" : block.getId();
        return new Cell(
                id,
                firstLine(block),
                block.getSource(),
                options,
                promise,
                within(Mark.EXERCISE, block),
                within(Mark.QUESTION, block),
                anchor);
    }

    private Cell.Promise promise(Block block) {
        block.addRole(Mark.PROMISED);
        return new Cell.Promise(firstLine(block), block.getSource());
    }

    private static boolean isPlain(StructuralNode node) {
        return "listing".equals(node.getContext()) && "listing".equals(node.getStyle());
    }

    /** What follows, a list of the cell's callouts aside. The blocks' own indexOf errs in a document with a title. */
    private static Optional<StructuralNode> below(Block block) {
        List<StructuralNode> siblings = ((StructuralNode) block.getParent()).getBlocks();
        boolean passed = false;
        for (StructuralNode each : siblings) {
            if (passed && !"colist".equals(each.getContext())) return Optional.of(each);
            passed |= each.equals(block);
        }
        return Optional.empty();
    }

    private static String id(Block block, List<Cell> before) {
        String question = within(Mark.QUESTION, block);
        List<String> of = before.stream().map(Cell::question).toList();
        if (question.isEmpty()) return "c" + (Collections.frequency(of, "") + 1);
        return block.isOption(Cell.KEY)
                ? question + "-" + Cell.KEY
                : question + "-" + (Collections.frequency(of, question) + 1);
    }

    /** The id of the block of this role that a node stands in; empty outside. */
    private static String within(String role, ContentNode node) {
        for (ContentNode at = node.getParent(); at != null; at = at.getParent()) {
            if (at.hasRole(role)) return at.getId() == null ? "" : at.getId();
        }
        return "";
    }

    private static int lineOf(StructuralNode block) {
        return block.getSourceLocation() == null ? 1 : block.getSourceLocation().getLineNumber();
    }

    /** Greater for a chapter that will run longer, guessed before it is parsed: cells that vary wait for real clusters. */
    static long length(Chapter chapter) {
        return chapter.lines().stream()
                .filter(line -> line.startsWith("[source%live"))
                .mapToLong(line -> line.contains("%" + Cell.VARIES) ? 5 : 1)
                .sum();
    }

    /** The parser knows where the block begins, with or without its attributes: the code follows the delimiter. */
    private int firstLine(StructuralNode block) {
        int line = lineOf(block);
        for (int i = line; i <= Math.min(line + 5, chapter.lines().size()); i++) {
            if (chapter.lines().get(i - 1).startsWith("----")) return i + 1;
        }
        return line;
    }

    private void fail(StructuralNode node, String message) {
        problems.add(new Problem(chapter.file(), lineOf(node), message));
    }
}
