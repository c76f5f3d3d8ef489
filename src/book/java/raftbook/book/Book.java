package raftbook.book;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.ChapterRun;
import raftbook.book.chapter.Chapters;
import raftbook.book.chapter.CommittedRuns;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.Recorded;
import raftbook.book.chapter.References;
import raftbook.book.chapter.Solutions;
import raftbook.book.chapter.Stages;
import raftbook.book.chapter.Wish;
import raftbook.book.chapter.Wish.Results;
import raftbook.book.notebook.Notebooks;
import raftbook.book.print.Bound;
import raftbook.book.site.Body;
import raftbook.book.site.Cards;
import raftbook.book.site.LessonPage;
import raftbook.book.site.Site;
import raftbook.book.slides.Decks;
import raftbook.book.slides.RevealJs;
import raftbook.book.source.Library;
import raftbook.book.source.Problem;
import raftbook.book.truth.Bounds;
import raftbook.book.truth.Citations;
import raftbook.book.truth.Coverage;
import raftbook.book.truth.Links;
import raftbook.book.truth.MisconceptionsMet;
import raftbook.book.truth.RuleMapHolds;
import raftbook.book.truth.SlideRules;
import raftbook.book.truth.WordsTold;

/**
 * The book of one checkout: its chapters read, its stages compiled, its cells run once. Pages, notebooks and the list
 * of what is wrong are all made from that one run.
 */
public final class Book {
    private final Layout layout;
    private final Plan plan;
    private final References references;
    /** Ends when stages may be compiled and other chapters parsed: a reader's first page has both processors for itself. */
    private final CompletableFuture<Void> begun = new CompletableFuture<>();

    private final CompletableFuture<Stages> stages;
    private final CommittedRuns committed;
    private final CompletableFuture<Cards> cards;
    private final Map<Chapter, Element> readers = new ConcurrentHashMap<>();
    /** Of the chapters that have slides the body with them. */
    private final Map<Chapter, Element> slides = new ConcurrentHashMap<>();

    private List<ChapterRun> runs = List.of();

    private Book(Path root) {
        this.layout = new Layout(root);
        this.plan = Plan.of(Library.read(layout.sources()), Chapter.readAll(layout));
        this.references = References.read(layout);
        Stages planned = new Stages(plan, layout);
        this.committed = new CommittedRuns(layout, planned);
        this.stages = begun.thenApplyAsync(nothing -> planned.compile());
        this.cards = CompletableFuture.supplyAsync(
                () -> Cards.of(references, plan.chapters(), Layout.dataLines(layout.paper()), plan.library()));
    }

    /**
     * Reads, compiles and runs the book. What is wrong with it does not stop it: see {@link #problems}.
     *
     * @param root the folder that holds {@code docs/} and {@code src/main/java}
     * @param progress is told of each chapter when it is done
     */
    public static Book run(Path root, Results results, Consumer<String> progress) {
        return run(root, results, progress, (chapter, page) -> {});
    }

    /** As {@link #run}, and with how each chapter is taught: the wrong answers run that instructors are told of. */
    public static Book runToTeach(Path root, Results results, Consumer<String> progress) {
        return new Book(root).run(new Wish(results, "", true, false, progress), (chapter, page) -> {});
    }

    /**
     * The book as far as its author needs it now: cells run in chapters whose name begins so, and the others have the
     * results that are remembered, or none. What it says to be true is no more than that.
     */
    static Book runOnly(Path root, String only, Consumer<String> progress) {
        return new Book(root).run(new Wish(Results.REMEMBERED, only, true, false, progress), (chapter, page) -> {});
    }

    /**
     * Runs the chapters whose cells need what {@code mvn -Pratis} makes, and keeps what these print where it is not the text of the
     * cells any more that has printed it.
     *
     * @return what keeps it from being kept
     * @throws IllegalArgumentException if nothing of that profile is compiled
     */
    static List<Problem> record(Path root, Consumer<String> progress) {
        Layout layout = new Layout(root);
        if (Recorded.classPath(layout).isEmpty()) throw new IllegalArgumentException(Recorded.NOT_COMPILED);
        Book book = new Book(root).run(new Wish(Results.FRESH, "", false, true, progress), (chapter, page) -> {});
        List<Problem> uncompiled = book.stages.join().problems();
        return uncompiled.isEmpty() ? Recorded.keep(book.runs, layout, progress) : uncompiled;
    }

    /** Whoever reads a chapter while others are not done yet. Called in the thread that runs the chapter. */
    interface Reader {
        /** Whether the chapter is to be read even before its cells have run. */
        default boolean cannotWaitFor(Chapter chapter) {
            return false;
        }

        /** The cells have not run: no output is there yet, and no picture, but what is committed, and no class path. */
        default void begins(Chapter chapter, Page page) {}

        /** The chapter is done. */
        void done(Chapter chapter, Page page);
    }

    /**
     * What a chapter's page is made from.
     *
     * @param classPath what its cells run on
     * @param cards what its words say when they are pointed at
     */
    record Page(List<Chapter> chapters, Element body, List<Path> classPath, Cards cards) {}

    /** As above; the reader is given each chapter as soon as it is done. */
    static Book run(Path root, Results results, Consumer<String> progress, Reader reader) {
        return new Book(root).run(new Wish(results, "", false, false, progress), reader);
    }

    private Book run(Wish wish, Reader reader) {
        if (plan.chapters().stream().limit(1).noneMatch(reader::cannotWaitFor)) begun.complete(null);
        runs = new Chapters(layout, plan, references, stages::join, committed, wish, begun, new Chapters.Listener() {
                    @Override
                    public void begins(ChapterRun run) {
                        if (reader.cannotWaitFor(run.chapter()))
                            reader.begins(run.chapter(), page(body(run, false), List.of()));
                    }

                    @Override
                    public void done(ChapterRun run) {
                        Element whole = withSlides(run);
                        if (!run.parsed().slides().isEmpty()) slides.put(run.chapter(), whole.clone());
                        Page page = page(Body.withoutSlides(whole), classPath(run));
                        readers.put(run.chapter(), page.body());
                        reader.done(run.chapter(), page);
                    }
                })
                .run();
        return this;
    }

    private Page page(Element body, List<Path> classPath) {
        return new Page(plan.chapters(), body, classPath, cards.join());
    }

    /** With what a profile has made, for a chapter of which cells need it. */
    private List<Path> classPath(ChapterRun run) {
        List<Path> own = stages.join().classPath(run.chapter());
        if (!Recorded.has(run.parsed())) return own;
        return Stream.concat(own.stream(), Recorded.classPath(layout).stream()).toList();
    }

    public List<Chapter> chapters() {
        return plan.chapters();
    }

    /** The chapters, with what their cells did. */
    public List<ChapterRun> runs() {
        return runs;
    }

    /**
     * The class path that a chapter's cells run on, in the build and on a live page.
     *
     * @param name the chapter's, such as {@code 03-roles-and-terms}
     * @throws IllegalArgumentException for one that the book does not have
     */
    public List<Path> classPath(String name) {
        return plan.chapters().stream()
                .filter(chapter -> chapter.name().equals(name))
                .findFirst()
                .map(stages.join()::classPath)
                .orElseThrow(() -> new IllegalArgumentException("The book has no chapter " + name));
    }

    /** All that keeps the book from being true, notebooks apart; empty is what a build wants. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>(plan.problems());
        problems.addAll(stages.join().problems());
        problems.addAll(Chapters.problems(runs, layout));
        problems.addAll(Coverage.problems(plan, layout));
        problems.addAll(Citations.problems(plan, references, layout));
        problems.addAll(RuleMapHolds.problems(plan, references, layout));
        problems.addAll(MisconceptionsMet.problems(plan, references.misconceptions(), layout));
        problems.addAll(WordsTold.problems(plan, references.glossary(), layout));
        Map<Chapter, Element> bodies = bodies(false);
        problems.addAll(Links.problems(bodies, layout));
        problems.addAll(Bounds.problems(bodies));
        problems.addAll(LessonPage.problems(runs, bodies));
        withSlides().forEach((run, body) -> problems.addAll(SlideRules.problems(run, body)));
        return problems;
    }

    /** The committed notebooks that are not what the chapters say. */
    public List<Problem> staleNotebooks() {
        return notebooks(false).stale(layout.notebooks());
    }

    /** The committed runs that are not what the cells do. */
    public List<Problem> staleRuns() {
        return committed.stale(runs);
    }

    /** Keeps what the cells did, so that whoever has a fresh clone need not wait for it. */
    public void writeRuns() {
        committed.write(runs);
    }

    /** Writes the pages, and returns the names of those that have changed. The instructor's have the exercises' solutions. */
    public Set<String> writeSite(Path folder, boolean instructor) {
        Map<Chapter, Element> bodies = bodies(instructor);
        Map<Chapter, Element> lessons = instructor ? LessonPage.all(runs, bodies) : Map.of();
        return Site.write(folder, bodies, plan.library().files().values(), lessons, cards.join());
    }

    /** Writes the chapters' slides, and returns how many decks there are. */
    public int writeSlides(Path folder, RevealJs reveal) {
        return Decks.write(folder, withSlides(), reveal);
    }

    /** A chapter's slides, without the page around them. */
    String slides(String chapter) {
        return withSlides().entrySet().stream()
                .filter(each -> each.getKey().chapter().name().equals(chapter))
                .map(each -> Decks.slides(each.getKey(), each.getValue()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The book has no chapter " + chapter));
    }

    /** Writes the book as one AsciiDoc document for paper or for e-readers, and returns its file. */
    Path writeBound(Path folder, boolean paper) {
        return Bound.write(folder, bodies(false), cards.join(), references.glossary(), paper);
    }

    /** Writes the notebooks, and returns what there is to say about what was there. */
    public List<String> writeNotebooks(Path folder, boolean instructor) {
        return notebooks(instructor).write(folder, layout.workingCopy());
    }

    private Notebooks notebooks(boolean instructor) {
        return Notebooks.of(runs, bodies(instructor), layout);
    }

    /** For readers each is made once, and nobody changes it: who has to, takes a copy. */
    private Map<Chapter, Element> bodies(boolean instructor) {
        Map<Chapter, Element> bodies = new LinkedHashMap<>();
        for (ChapterRun run : runs) {
            bodies.put(run.chapter(), instructor ? body(run, true) : readers.get(run.chapter()));
        }
        return bodies;
    }

    private Map<ChapterRun, Element> withSlides() {
        Map<ChapterRun, Element> bodies = new LinkedHashMap<>();
        for (ChapterRun run : runs) {
            bodies.put(run, slides.getOrDefault(run.chapter(), readers.get(run.chapter())));
        }
        return bodies;
    }

    private Element withSlides(ChapterRun run) {
        return Body.withSlides(plan, run, new Solutions(layout), false);
    }

    private Element body(ChapterRun run, boolean instructor) {
        return Body.of(plan, run, new Solutions(layout), instructor);
    }
}
