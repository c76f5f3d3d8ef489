package raftbook.book;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Chapters;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Wish;
import raftbook.book.eval.Evaluator;
import raftbook.book.script.WorldScript;
import raftbook.book.serve.BookState;
import raftbook.book.serve.PageServer;
import raftbook.book.site.Site;
import raftbook.book.source.Problem;

/**
 * The book while it is read and written: its pages are served, and each comes anew as soon as its chapter is built.
 * What an earlier build has left is there at once.
 */
public final class LiveBook implements AutoCloseable {
    private static final int PORT = 8080;

    private final Layout layout;
    private final Path site;
    private final Consumer<String> says;
    private final PageServer server;
    /** Whether the script of the library is still to be made. */
    private final AtomicBoolean scriptDue = new AtomicBoolean();

    /** The chapters that have no page yet. */
    private final Set<String> coming;

    private final Map<String, CompletableFuture<List<Path>>> classPaths = new ConcurrentHashMap<>();
    private BookState state = BookState.first();

    private LiveBook(Layout layout, int port, Consumer<String> says) throws IOException {
        this.layout = layout;
        this.site = layout.root().resolve("target/site");
        this.says = says;
        this.coming = Collections.synchronizedSet(Site.announce(site, Chapter.readAll(layout)));
        this.server = PageServer.start(site, layout.root().resolve("target/slides"), this::evaluator, port, says);
    }

    /**
     * Serves the book as it was built last; where there is no such thing, pages say that they are still to come.
     *
     * @param root the folder that holds {@code docs/} and {@code src/main/java}
     * @param port the port to serve on, or the next that is free; 0 for any
     * @param says is told in lines what happens
     * @throws IOException if no port is free
     */
    static LiveBook open(Path root, int port, Consumer<String> says) throws IOException {
        return new LiveBook(new Layout(root), port, says);
    }

    URI address() {
        return server.address();
    }

    /** Builds what has changed, and makes its pages load themselves again. Says what is wrong with the book. */
    void build() {
        long begin = System.nanoTime();
        try {
            tell(state.begins(Chapter.readAll(layout).size()));
            Book book = Book.run(layout.root(), Wish.Results.COMMITTED, this::hear, reader());
            Set<String> changed = book.writeSite(site, false);
            if (changed.contains("index.html")) {
                server.rebuilt("");
            }
            List<Problem> problems = book.problems();
            tell(state.ends(problems.stream().map(Problem::toString).toList()));
            problems.forEach(problem -> says.accept(problem.toString()));
            String truth = problems.isEmpty() ? "" : ", with " + problems.size() + " problems, see above";
            says.accept("  built in " + (System.nanoTime() - begin) / 1_000_000 + " ms" + truth);
        } catch (RuntimeException failed) {
            // Half a sentence may be all that is wrong: the next change can mend it.
            says.accept("The book cannot be built: " + failed.getMessage());
            tell(state.fails(String.valueOf(failed.getMessage())));
        }
    }

    /** What the terminal is told, the open pages show as well. */
    private synchronized void tell(BookState now) {
        state = now;
        server.tell(now);
    }

    private synchronized void hear(String news) {
        says.accept("  " + news);
        tell(state.hears(news));
    }

    private Book.Reader reader() {
        return new Book.Reader() {
            @Override
            public boolean cannotWaitFor(Chapter chapter) {
                return coming.contains(chapter.name());
            }

            @Override
            public void begins(Chapter chapter, Book.Page page) {
                Site.writeBegun(site, page.chapters(), chapter, page.body(), page.cards());
                server.rebuilt(chapter.name());
                script();
            }

            @Override
            public void done(Chapter chapter, Book.Page page) {
                coming.remove(chapter.name());
                show(chapter, page);
            }
        };
    }

    private synchronized void show(Chapter chapter, Book.Page page) {
        boolean changed = Site.writeChapter(site, page.chapters(), chapter, page.body(), page.cards());
        CompletableFuture<List<Path>> now = CompletableFuture.completedFuture(page.classPath());
        CompletableFuture<List<Path>> before = classPaths.put(chapter.name(), now);
        if (before != null && !before.complete(page.classPath())) {
            changed |= !before.join().equals(page.classPath());
        }
        tell(state.counts());
        if (changed) {
            server.rebuilt(chapter.name());
        }
    }

    /** Waits for the first build to reach the chapter. */
    private Evaluator evaluator(String chapter) {
        return new Evaluator(classPaths
                .computeIfAbsent(chapter, name -> new CompletableFuture<>())
                .join());
    }

    /** Builds again whenever the chapters, what belongs to them, or the library changes. Never returns by itself. */
    private void follow() throws IOException, InterruptedException {
        Path root = layout.root();
        scriptDue.set(true);
        try (Changes changes = new Changes(List.of(root.resolve("docs"), layout.sources()))) {
            build();
            script();
            background("Asciidoctor", Chapters::warm); // the first change is to be as quick as any
            while (true) {
                says.accept(changes.await().stream().map(layout::show).toList() + " changed");
                build();
            }
        }
    }

    /**
     * The script of the library as it was compiled last: a change of its sources comes with the next start. It comes after the
     * first chapter that can be read, for which it would take a processor.
     */
    private void script() {
        if (!scriptDue.compareAndSet(true, false)) return;
        WorldScript.start(layout, this::hear)
                .thenAccept(script -> {
                    // Pages that run were waiting for it.
                    if (WorldScript.install(script, site)) server.rebuilt("");
                })
                .exceptionally(failed -> {
                    says.accept(failed.getCause().getMessage());
                    return null;
                });
    }

    @Override
    public void close() {
        server.close();
    }

    /** Serves and follows the book in the working directory, on port 8080 or the one given, until it is interrupted. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Consumer<String> console = System.out::println;
        // In Maven's JVM it names Maven's jars: processes and compilers that cells and the book start ask here for the
        // book's.
        System.setProperty("java.class.path", Launch.classPath());
        if (!Files.exists(new Layout(Path.of("")).work())) {
            background("Asciidoctor", Chapters::warm); // all chapters are to be parsed, and it takes longest to start
        }
        try (LiveBook book = openOrEnd(args.length == 0 ? Integer.toString(PORT) : args[0], console)) {
            console.accept("\n  The book: " + book.address() + "\n  Ctrl-C ends it.\n");
            background("browser", book.server::browse);
            book.follow();
        }
    }

    private static LiveBook openOrEnd(String port, Consumer<String> console) {
        try {
            return open(Path.of(""), port(port), console);
        } catch (IllegalArgumentException | IOException refused) {
            System.err.println(refused.getMessage());
            System.exit(2);
            throw new IllegalStateException("System.exit does not return", refused);
        }
    }

    /** The port that somebody has typed. */
    static int port(String typed) {
        try {
            return Integer.parseInt(typed.strip());
        } catch (NumberFormatException failed) {
            throw new IllegalArgumentException(
                    "port '" + typed + "': must be a number from 0 to 65535; mvn -Dport=9000 takes 9000");
        }
    }

    private static void background(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
