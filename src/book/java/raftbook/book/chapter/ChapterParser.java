package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.ContentNode;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import raftbook.book.source.Problem;

/** Takes chapters through Asciidoctor, one at a time: its JRuby runtime costs seconds, so there is one for all. */
final class ChapterParser {
    private final Layout layout;
    private final Figure2 figure2;

    ChapterParser(Layout layout, Figure2 figure2) {
        this.layout = layout;
        this.figure2 = figure2;
    }

    /** Starts when the first chapter is parsed: a build in which none has changed does without. */
    private static final class Shared {
        /** Held here, as loggers are forgotten with their settings when nobody holds them. */
        static final Logger LOGGER = Logger.getLogger("asciidoctor");

        static final Asciidoctor RUNTIME = start();

        private static Asciidoctor start() {
            LOGGER.setUseParentHandlers(false); // what it has to say becomes problems, with the chapter's name
            return Asciidoctor.Factory.create();
        }
    }

    ParsedChapter parse(Plan plan, Chapter chapter) {
        Asciidoctor asciidoctor = Shared.RUNTIME;
        synchronized (asciidoctor) {
            List<LogRecord> log = new ArrayList<>();
            LogHandler handler = log::add;
            BookSyntax syntax = new BookSyntax(figure2, plan.of(chapter), plan.rules());
            asciidoctor.registerLogHandler(handler);
            syntax.register(asciidoctor);
            try {
                return parse(asciidoctor, chapter, log);
            } finally {
                asciidoctor.unregisterAllExtensions();
                asciidoctor.unregisterLogHandler(handler);
            }
        }
    }

    private ParsedChapter parse(Asciidoctor asciidoctor, Chapter chapter, List<LogRecord> log) {
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
                    int attributes = chapter.lineOf("[exercise#" + node.getId());
                    exercises.add(new Exercise(node.getId(), attributes == 0 ? line : attributes));
                }
            }
        }
        return exercises;
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
                    .filter(after -> "listing".equals(after.getContext()) && "listing".equals(after.getStyle()))
                    .map(Block.class::cast)
                    .map(this::promise);
            List<String> options = Cell.OPTIONS.stream().filter(block::isOption).toList();
            return new Cell(id, firstLine(block), block.getSource(), options, promise, exercise(block));
        }

        private Cell.Promise promise(Block block) {
            block.addRole("promised");
            return new Cell.Promise(firstLine(block), block.getSource());
        }

        /** The list's own indexOf is off by one in a document that has a title. */
        private static Optional<StructuralNode> next(Block block) {
            List<StructuralNode> siblings = ((StructuralNode) block.getParent()).getBlocks();
            for (int i = 0; i + 1 < siblings.size(); i++) {
                if (siblings.get(i).equals(block)) {
                    return Optional.of(siblings.get(i + 1));
                }
            }
            return Optional.empty();
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
