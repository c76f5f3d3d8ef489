package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.ast.ContentModel;
import org.asciidoctor.ast.Document;
import org.asciidoctor.ast.PhraseNode;
import org.asciidoctor.ast.StructuralNode;
import org.asciidoctor.extension.BlockMacroProcessor;
import org.asciidoctor.extension.BlockProcessor;
import org.asciidoctor.extension.Contexts;
import org.asciidoctor.extension.IncludeProcessor;
import org.asciidoctor.extension.InlineMacroProcessor;
import org.asciidoctor.extension.PreprocessorReader;
import org.asciidoctor.extension.Reader;
import raftbook.book.source.Excerpt;

/** What one chapter may write beyond plain AsciiDoc. */
final class BookSyntax {
    private final References references;
    private final Plan plan;
    private final Layout layout;
    private final List<Showing> showings;

    BookSyntax(References references, Plan plan, Chapter chapter, Layout layout) {
        this.layout = layout;
        this.references = references;
        this.plan = plan;
        this.showings = plan.of(chapter);
    }

    void register(Asciidoctor asciidoctor) {
        Figure2 figure2 = references.figure2();
        RuleMap map = references.ruleMap();
        Misconceptions misconceptions = references.misconceptions();
        asciidoctor
                .javaExtensionRegistry()
                .includeProcessor(new CodeIncludes())
                .includeProcessor(new TextIncludes())
                .block(new CompoundBlock(Mark.EXERCISE))
                .block(new CompoundBlock(Mark.HINT))
                .block(new CompoundBlock(Mark.QUESTION))
                .block(new CompoundBlock(Mark.OTHERWISE))
                .block(new CompoundBlock(Mark.WHY))
                .block(new CompoundBlock(Mark.WRONG))
                .block(new CompoundBlock(Mark.SLIDE))
                .block(new CompoundBlock(Mark.ASK))
                .block(new CompoundBlock(Mark.NOTES))
                .blockMacro(new Generated("run", "<div %s=\"%%s\"></div>".formatted(Mark.RUN)::formatted))
                .blockMacro(new Generated("rule", figure2::told))
                .blockMacro(new Generated("figure2", none -> figure2.table(plan.rules())))
                .blockMacro(new Generated(RuleMap.MACRO, none -> map.table(figure2, plan)))
                .blockMacro(new Generated("misconception", id -> misconceptions.met(id, plan.chapters())))
                .blockMacro(new Generated("misconceptions", none -> misconceptions.table(plan.misconceptions())))
                .blockMacro(new Generated(
                        Glossary.MACRO, none -> references.glossary().table(plan.chapters())))
                .blockMacro(new Generated(Exhibits.MACRO, references.exhibits()::html))
                .inlineMacro(new Named("rule", id -> figure2.named(id, plan.rules())))
                .inlineMacro(new Named("misconception", id -> misconceptions.named(id, plan.misconceptions())));
    }

    /** Puts the excerpt where the directive stood, as an ordinary listing, so that callout lists follow as always. */
    private final class CodeIncludes extends IncludeProcessor {
        @Override
        public boolean handles(String target) {
            return target.startsWith(CodeInclude.SCHEME);
        }

        @Override
        public void process(
                Document document, PreprocessorReader reader, String target, Map<String, Object> attributes) {
            int line = reader.getLineNumber() - 1;
            Optional<Showing> found =
                    showings.stream().filter(each -> each.line() == line).findFirst();
            if (found.isEmpty()) {
                return; // the plan has reported it
            }
            Showing showing = found.get();
            Excerpt excerpt = showing.excerpt();
            List<String> lines = new ArrayList<>();
            lines.add("[source." + Mark.SHOWN + "." + Mark.showing(showing.id()) + ",java]");
            lines.add("----");
            lines.addAll(Showing.withCallouts(excerpt.lines(), showing.include().callouts()));
            lines.add("----");
            String path = showing.file().path();
            reader.pushInclude(String.join("\n", lines), path, path, 1, attributes);
        }
    }

    /** Puts the lines of a file below {@code docs} where the directive stood, also within a cell. */
    private final class TextIncludes extends IncludeProcessor {
        @Override
        public boolean handles(String target) {
            return target.startsWith(DocsInclude.SCHEME);
        }

        @Override
        public void process(
                Document document, PreprocessorReader reader, String target, Map<String, Object> attributes) {
            String path = target.substring(DocsInclude.SCHEME.length());
            DocsInclude include = new DocsInclude(
                    reader.getLineNumber() - 1, path, String.valueOf(attributes.getOrDefault("fields", "")));
            String lines = String.join("\n", include.lines(layout));
            if (!lines.isEmpty()) reader.pushInclude(lines, path, path, 1, attributes);
        }
    }

    /** An example block under another name: the parser fills it, which keeps the line numbers of what is inside. */
    private static final class CompoundBlock extends BlockProcessor {
        private final String role;

        CompoundBlock(String role) {
            super(
                    role,
                    new HashMap<>(Map.of(
                            Contexts.KEY,
                            List.of(Contexts.EXAMPLE, Contexts.OPEN, Contexts.PARAGRAPH),
                            ContentModel.KEY,
                            ContentModel.COMPOUND)));
            this.role = role;
        }

        @Override
        public Object process(StructuralNode parent, Reader reader, Map<String, Object> attributes) {
            attributes.put("role", role);
            boolean paragraph =
                    String.valueOf(attributes.get("cloaked-context")).contains("paragraph");
            List<String> lines = paragraph ? reader.readLines() : List.of();
            return createBlock(parent, "example", lines, attributes, Map.of(ContentModel.KEY, ContentModel.COMPOUND));
        }
    }

    /** A line {@code name::target[]} that stands for HTML. */
    private static final class Generated extends BlockMacroProcessor {
        private final UnaryOperator<String> html;

        /** @param html by the target */
        Generated(String name, UnaryOperator<String> html) {
            super(name);
            this.html = html;
        }

        @Override
        public StructuralNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
            return createBlock(parent, "pass", html.apply(target));
        }
    }

    /** A mention {@code name:target[]} in running text that stands for HTML. */
    private static final class Named extends InlineMacroProcessor {
        private final UnaryOperator<String> html;

        /** @param html by the target */
        Named(String name, UnaryOperator<String> html) {
            super(name);
            this.html = html;
        }

        @Override
        public PhraseNode process(StructuralNode parent, String target, Map<String, Object> attributes) {
            return createPhraseNode(parent, "quoted", html.apply(target), Map.of(), Map.of());
        }
    }
}
