package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import org.asciidoctor.ast.Block;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.log.LogHandler;
import org.asciidoctor.log.LogRecord;
import org.asciidoctor.log.Severity;
import raftbook.book.source.Problem;

/** Takes chapters through Asciidoctor, one at a time: its JRuby runtime costs seconds, so there is one for all. */
final class ChapterParser {
    private final Layout layout;
    private final References references;

    ChapterParser(Layout layout, References references) {
        this.layout = layout;
        this.references = references;
    }

    static void warm() {
        SharedAsciidoctor.RUNTIME.load("", Options.builder().build());
    }

    ParsedChapter parse(Plan plan, Chapter chapter) {
        return load(plan, chapter, (document, log) -> parsed(chapter, document, log));
    }

    /** How a chapter is taught; empty where nobody has written it. */
    Optional<Lesson> lesson(Plan plan, ParsedChapter parsed) {
        return Chapter.lesson(layout, parsed.chapter())
                .map(notes -> load(
                        plan, notes, (document, log) -> lesson(new LessonReader(notes, parsed).read(document), log)));
    }

    private static Lesson lesson(Lesson lesson, List<LogRecord> log) {
        List<Problem> problems = new ArrayList<>(lesson.problems());
        problems.addAll(warnings(lesson.notes(), log));
        return new Lesson(lesson.notes(), lesson.html(), lesson.wrongAnswers(), problems);
    }

    private <T> T load(Plan plan, Chapter chapter, BiFunction<Document, List<LogRecord>, T> reading) {
        Asciidoctor asciidoctor = SharedAsciidoctor.RUNTIME;
        synchronized (asciidoctor) {
            List<LogRecord> log = new ArrayList<>();
            LogHandler handler = log::add;
            BookSyntax syntax = new BookSyntax(references, plan, chapter, layout);
            asciidoctor.registerLogHandler(handler);
            syntax.register(asciidoctor);
            try {
                return reading.apply(asciidoctor.load(chapter.text(), options(chapter)), log);
            } finally {
                asciidoctor.unregisterAllExtensions();
                asciidoctor.unregisterLogHandler(handler);
            }
        }
    }

    private ParsedChapter parsed(Chapter chapter, Document document, List<LogRecord> log) {
        List<Problem> problems = new ArrayList<>();
        List<Cell> cells = new CellReader(chapter, problems).read(document);
        List<Question> questions = new QuestionReader(chapter, cells, problems).read(document);
        List<Slide> slides = new SlideReader(chapter, problems).read(document);
        List<Exercise> exercises = exercises(chapter, document, problems);
        document.findBy(new HashMap<>(Map.of("context", ":paragraph")))
                .forEach(paragraph -> placeLine(chapter, (Block) paragraph));
        String html = document.convert();
        problems.addAll(warnings(chapter, log));
        problems.addAll(DocsInclude.problems(chapter, layout));
        return new ParsedChapter(chapter, html, cells, exercises, questions, slides, problems);
    }

    /** The parser counts anew within what a list item continues with: there it does not know. */
    private static void placeLine(Chapter chapter, Block paragraph) {
        if (paragraph.getSourceLocation() == null || paragraph.getLines().isEmpty()) return;
        int line = paragraph.getSourceLocation().getLineNumber();
        boolean there = line >= 1
                && line <= chapter.lines().size()
                && chapter.lines()
                        .get(line - 1)
                        .strip()
                        .equals(paragraph.getLines().get(0).strip());
        if (there) paragraph.addRole(Mark.line(line));
    }

    private static List<Problem> warnings(Chapter chapter, List<LogRecord> log) {
        List<Problem> problems = new ArrayList<>();
        for (LogRecord record : log) {
            if (record.getSeverity().ordinal() >= Severity.WARN.ordinal()) {
                int line = record.getCursor() == null ? 0 : record.getCursor().getLineNumber();
                problems.add(new Problem(chapter.file(), line, record.getMessage()));
            }
        }
        return problems;
    }

    private Options options(Chapter chapter) {
        Attributes attributes = Attributes.builder()
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
            if (node.hasRole(Mark.EXERCISE)) {
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
}
