package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import raftbook.book.source.Problem;

/** Takes chapters through Asciidoctor. Holds a JRuby runtime, which costs seconds: one per build, one thread. */
public final class ChapterParser implements AutoCloseable {
    private final Layout layout;
    private final BookSyntax syntax;
    private final Asciidoctor asciidoctor = Asciidoctor.Factory.create();
    private final List<LogRecord> log = new ArrayList<>();

    public ChapterParser(Layout layout, Figure2 figure2) {
        this.layout = layout;
        this.syntax = new BookSyntax(figure2);
        syntax.register(asciidoctor);
        asciidoctor.registerLogHandler(log::add);
    }

    public ParsedChapter parse(Plan plan, Chapter chapter) {
        log.clear();
        syntax.begin(plan.of(chapter), plan.rules());
        Document document = asciidoctor.load(chapter.text(), options(chapter));
        List<Problem> problems = new ArrayList<>();
        List<Cell> cells = new Cells(chapter, problems).mark(document);
        List<Exercise> exercises = exercises(chapter, document, problems);
        String html = document.convert();
        for (LogRecord record : log) {
            if (record.getSeverity().ordinal() >= Severity.WARN.ordinal()) {
                int line = record.getCursor() == null ? 0 : record.getCursor().getLineNumber();
                problems.add(new Problem(chapter.file(), line, record.getMessage()));
            }
        }
        return new ParsedChapter(chapter, html, cells, exercises, problems);
    }

    private Options options(Chapter chapter) {
        Attributes attributes = Attributes.builder()
                .attribute("source-highlighter", "rouge")
                .attribute("rouge-css", "class")
                .attribute("idprefix", "")
                .attribute("idseparator", "-")
                .attribute("sectanchors", "")
                .attribute("example-caption", null)
                .attribute("table-caption", null)
                .attribute("webfonts", null)
                .attribute("docname", chapter.name())
                .build();
        return Options.builder()
                .safe(SafeMode.SAFE)
                .baseDir(layout.chapters().toFile())
                .standalone(false)
                .sourcemap(true)
                .attributes(attributes)
                .build();
    }

    private static List<Exercise> exercises(Chapter chapter, Document document, List<Problem> problems) {
        List<Exercise> exercises = new ArrayList<>();
        for (StructuralNode node : document.findBy(new HashMap<>(Map.of("context", ":example")))) {
            if (node.hasRole("exercise")) {
                int line = node.getSourceLocation().getLineNumber();
                if (node.getId() == null) {
                    problems.add(new Problem(
                            chapter.file(), line, "the exercise has no id, which names its solution: [exercise#id]"));
                } else {
                    exercises.add(new Exercise(node.getId(), line));
                }
            }
        }
        return exercises;
    }

    @Override
    public void close() {
        asciidoctor.close();
    }

    /** Finds the live listings and gives them, and the output promised below, roles by which the page finds them. */
    private record Cells(Chapter chapter, List<Problem> problems) {
        List<Cell> mark(Document document) {
            List<Cell> cells = new ArrayList<>();
            for (StructuralNode node : document.findBy(new HashMap<>(Map.of("context", ":listing")))) {
                if (node.isOption("live") && node instanceof Block block) {
                    cells.add(cell("c" + (cells.size() + 1), block));
                }
            }
            return cells;
        }

        private Cell cell(String id, Block block) {
            block.addRole("cell-" + id);
            Optional<Cell.Promise> promise = next(block)
                    .filter(block2 -> "listing".equals(block2.getContext()) && "listing".equals(block2.getStyle()))
                    .map(Block.class::cast)
                    .map(this::promise);
            List<String> options =
                    Cell.OPTIONS.stream().filter(block::isOption).toList();
            return new Cell(id, firstLine(block), block.getSource(), options, promise, exercise(block));
        }

        private Cell.Promise promise(Block block) {
            block.addRole("promised");
            return new Cell.Promise(firstLine(block), block.getSource());
        }

        private static Optional<StructuralNode> next(Block block) {
            List<StructuralNode> siblings = ((StructuralNode) block.getParent()).getBlocks();
            int at = siblings.indexOf(block);
            return at >= 0 && at + 1 < siblings.size() ? Optional.of(siblings.get(at + 1)) : Optional.empty();
        }

        private static String exercise(ContentNode node) {
            for (ContentNode at = node.getParent(); at != null; at = at.getParent()) {
                if (at.hasRole("exercise")) {
                    return at.getId() == null ? "" : at.getId();
                }
            }
            return "";
        }

        /** The parser knows where the block begins, with or without its attributes: the code follows the delimiter. */
        private int firstLine(StructuralNode block) {
            int line = block.getSourceLocation() == null
                    ? 1
                    : block.getSourceLocation().getLineNumber();
            for (int i = line; i <= Math.min(line + 5, chapter.lines().size()); i++) {
                if (chapter.lines().get(i - 1).startsWith("----")) {
                    return i + 1;
                }
            }
            return line;
        }
    }
}
