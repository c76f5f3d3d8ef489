package raftbook.book.eval;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;

/** One JShell with its classes and its thread: what an evaluator throws away when it is reset. */
final class Session implements AutoCloseable {

    /** Set from outside: cells see no class of the book's machinery, so the way to it is an object of a JDK type. */
    private static final String BRIDGE = "$display";

    private static final long TICK_MILLISECONDS = 100;

    private static final List<String> DISPLAY = List.of(
            "java.util.function.Function<Object[], Object> " + BRIDGE + ";",
            "String display(Object value, String... mimeTypes) {" + " return (String) " + BRIDGE
                    + ".apply(new Object[] {null, value, mimeTypes}); }",
            "void updateDisplay(String id, Object value, String... mimeTypes) {" + " " + BRIDGE
                    + ".apply(new Object[] {java.util.Objects.requireNonNull(id), value, mimeTypes}); }");

    /** How long after its end what is left of a session may go on. */
    private static final Duration LEFT = Duration.ofSeconds(2);

    private final JShell shell;
    private final CellLibrary library;
    private final boolean ownsLibrary;
    private final CellLoader loader;
    private final CellThread thread;
    private final CellControl control;
    private final ScheduledThreadPoolExecutor ticker;
    private final MovingPictures pictures;
    private final Set<String> finals = new HashSet<>();
    private CellOutput output;
    private volatile boolean stopRequested;
    private volatile boolean over;

    /**
     * @param classPath what cells can name
     * @param shared what holds it, and others use as well; null for one of this session's own
     */
    Session(List<Path> classPath, CellLibrary shared, List<String> imports, Duration grace) {
        library = shared == null ? new CellLibrary(classPath) : shared;
        ownsLibrary = shared == null;
        loader = new CellLoader(library);
        thread = new CellThread(loader, grace, () -> loader.stopping(true));
        ticker = new ScheduledThreadPoolExecutor(1, Session::ticking, new ThreadPoolExecutor.DiscardPolicy());
        pictures = new MovingPictures(
                tick -> ticker.schedule(tick, TICK_MILLISECONDS, TimeUnit.MILLISECONDS), () -> loader.stopping(true));
        begin(Sink.none());
        control = new CellControl(loader, method -> call(() -> method.invoke(null)));
        shell = JShell.builder()
                .executionEngine(control, null)
                .fileManager(files -> new CellFiles(files, classPath))
                .compilerOptions("-g")
                .build();
        imports.forEach(each -> declare("import " + each + ";"));
        DISPLAY.forEach(this::declare);
        loader.assign(BRIDGE, (Function<Object[], Object>) Display::serve);
    }

    private static Thread ticking(Runnable body) {
        Thread thread =
                new Thread(null, body, "moving pictures", 0, false); // started by a cell, but not one of its own
        thread.setDaemon(true);
        return thread;
    }

    private void declare(String source) {
        for (SnippetEvent event : shell.eval(source)) {
            if (event.status() != Snippet.Status.VALID) {
                close();
                throw new IllegalArgumentException("a cell cannot start with \"" + source + "\": "
                        + shell.diagnostics(event.snippet())
                                .map(diagnostic -> diagnostic.getMessage(null))
                                .toList() + "; is the class path complete?");
            }
        }
    }

    CellLoader loader() {
        return loader;
    }

    /** The variables that cells have declared final. */
    Set<String> finals() {
        return finals;
    }

    JShell shell() {
        return shell;
    }

    /** From now on cells print here. */
    void begin(Sink sink) {
        output = new CellOutput(sink, pictures, () -> over);
        loader.stopping(thread.hasAbandoned());
        stopRequested = false;
    }

    /** The cell has ended. */
    void end() {
        output.end();
    }

    CellOutput output() {
        return output;
    }

    /** Runs this on the cells' thread. */
    CellThread.Ended call(Callable<Object> body) {
        return thread.call(output, body, this::isStopped);
    }

    /** How the snippet that ran last ended; null if none has run since this was last asked. */
    CellThread.Ended takeLast() {
        return control.takeLast();
    }

    void stop() {
        stopRequested = true;
        thread.interrupt();
    }

    boolean isStopped() {
        return stopRequested;
    }

    /** Threads of the session that go on all the same soon fail where their code asks {@link CellGuard}. */
    @Override
    public void close() {
        Later.run(LEFT, () -> {
            over = true;
            // Whoever shares the library would be asked in every round of every loop.
            if (ownsLibrary || thread.isAnybodyLeft()) loader.stopping(true);
        });
        ticker.shutdownNow();
        thread.close();
        shell.close();
        if (ownsLibrary) library.close();
    }
}
