package raftbook.book;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Chapters;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.References;
import raftbook.book.chapter.Solutions;
import raftbook.book.chapter.Stages;
import raftbook.book.notebook.Notebooks;
import raftbook.book.site.Body;
import raftbook.book.site.Site;
import raftbook.book.source.Library;
import raftbook.book.source.Problem;
import raftbook.book.truth.Bounds;
import raftbook.book.truth.Citations;
import raftbook.book.truth.Coverage;
import raftbook.book.truth.Links;
import raftbook.book.truth.MapOfFigure2;
import raftbook.book.truth.Met;

/**
 * The book of one checkout: its chapters read, its stages compiled, its cells run once. Pages, notebooks and the list
 * of what is wrong are all made from that one run.
 */
public final class Book {
    /** How fresh the cells' results must be. */
    public enum Results {
        /** Results of an earlier run count if nothing that they depend on has changed. */
        REMEMBERED,
        /** Every cell runs now. */
        FRESH
    }

    private final Layout layout;
    private final Plan plan;
    private final References references;
    private final Stages stages;
    private final List<ChapterRun> runs;

    private Book(Layout layout, Plan plan, References references, Stages stages, List<ChapterRun> runs) {
        this.layout = layout;
        this.plan = plan;
        this.references = references;
        this.stages = stages;
        this.runs = List.copyOf(runs);
    }

    /**
     * Reads, compiles and runs the book. What is wrong with it does not stop it: see {@link #problems}.
     *
     * @param root the folder that holds {@code docs/} and {@code src/main/java}
     * @param progress is told of each chapter when it is done
     */
    public static Book run(Path root, Results results, Consumer<String> progress) {
        return run(root, results, "", progress, (chapter, page) -> {});
    }

    /**
     * The book as far as its author needs it now: cells run in chapters whose name begins so, and the others have the
     * results that are remembered, or none. What it says to be true is no more than that.
     */
    static Book runOnly(Path root, String only, Consumer<String> progress) {
        return run(root, Results.REMEMBERED, only, progress, (chapter, page) -> {});
    }

    /** A chapter that can be read, while others are not done yet. */
    interface Reader {
        /** Called in the thread that ran the chapter. */
        void done(Chapter chapter, Page page);
    }

    /**
     * What a chapter's page is made from.
     *
     * @param classPath what its cells run on
     */
    record Page(List<Chapter> chapters, Element body, List<Path> classPath) {}

    /** As above; the reader is given each chapter as soon as it is done. */
    static Book run(Path root, Results results, Consumer<String> progress, Reader reader) {
        return run(root, results, "", progress, reader);
    }

    private static Book run(Path root, Results results, String only, Consumer<String> progress, Reader reader) {
        Layout layout = new Layout(root);
        Plan plan = Plan.of(Library.read(layout.sources()), Chapter.readAll(layout));
        References references = References.read(layout);
        Stages stages = Stages.compile(plan, layout);
        List<ChapterRun> runs = Chapters.run(
                layout,
                plan,
                references,
                stages,
                results == Results.FRESH,
                only,
                progress,
                run -> reader.done(
                        run.chapter(),
                        new Page(
                                plan.chapters(),
                                Body.of(plan, run, new Solutions(layout), false),
                                stages.classPath(run.chapter()))));
        return new Book(layout, plan, references, stages, runs);
    }

    public List<Chapter> chapters() {
        return plan.chapters();
    }

    /**
     * The class path that a chapter's cells run on, in the build and on a live page.
     *
     * @param name the chapter's, such as {@code 02-roles}; IllegalArgumentException for one that the book does not have
     */
    public List<Path> classPath(String name) {
        return plan.chapters().stream()
                .filter(chapter -> chapter.name().equals(name))
                .findFirst()
                .map(stages::classPath)
                .orElseThrow(() -> new IllegalArgumentException("The book has no chapter " + name));
    }

    /** All that keeps the book from being true, notebooks apart; empty is what a build wants. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(plan.problems());
        problems.addAll(stages.problems());
        problems.addAll(Chapters.problems(runs, layout));
        problems.addAll(Coverage.problems(plan, layout));
        problems.addAll(Citations.problems(plan, references, layout));
        problems.addAll(MapOfFigure2.problems(plan, references, layout));
        problems.addAll(Met.problems(plan, references.misconceptions(), layout));
        Map<Chapter, Element> bodies = bodies(false);
        problems.addAll(Links.problems(bodies, layout));
        problems.addAll(Bounds.problems(bodies));
        return problems;
    }

    /** The committed notebooks that are not what the chapters say. */
    public List<Problem> staleNotebooks() {
        return notebooks(false).stale(layout.notebooks());
    }

    /** Writes the pages, and returns the names of those that have changed. The instructor's have the exercises' solutions. */
    public Set<String> writeSite(Path folder, boolean instructor) {
        return Site.write(folder, bodies(instructor), plan.library().files().values());
    }

    /** Writes the notebooks, and returns what there is to say about what was there. */
    public List<String> writeNotebooks(Path folder, boolean instructor) {
        return notebooks(instructor).write(folder, layout.workingCopy());
    }

    private Notebooks notebooks(boolean instructor) {
        return Notebooks.of(runs, bodies(instructor), layout);
    }

    private Map<Chapter, Element> bodies(boolean instructor) {
        Map<Chapter, Element> bodies = new LinkedHashMap<>();
        for (ChapterRun run : runs) {
            bodies.put(run.chapter(), Body.of(plan, run, new Solutions(layout), instructor));
        }
        return bodies;
    }
}
