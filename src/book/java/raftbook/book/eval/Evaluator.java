package raftbook.book.eval;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Runs cells of Java, one after the other, in this JVM.
 *
 * <p>Cells see the JDK, the given class path, and nothing else of what this JVM has loaded: the classes around the
 * evaluator do not shadow an earlier stage of the same library. A cell is any number of statements, expressions,
 * imports and declarations, and sees what the cells before it have declared. It can show objects:
 *
 * <ul>
 *   <li>{@code String display(Object value, String... mimeTypes)} shows it and returns an id,
 *   <li>{@code void updateDisplay(String id, Object value, String... mimeTypes)} replaces what is shown under the id.
 * </ul>
 *
 * An object with a public method {@code String toSvg()} is shown as that picture. If it has {@code Iterator<String>
 * frames()} besides, and the cell's sink is watched, the picture moves, also when the cell has ended: about ten times a
 * second the next frame takes the place of the one before, until there is none. What a cell prints goes to its sink,
 * from whichever of its threads and however late.
 */
public final class Evaluator implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final List<String> IMPORTS =
            List.of("java.util.*", "java.util.stream.*", "java.util.concurrent.*", "java.time.*");

    private final Supplier<Session> opener;
    private final AtomicLong interrupts = new AtomicLong();
    private final Javadoc docs;

    /** Held while a cell runs, or while the session is replaced. */
    private final Object busy = new Object();

    private volatile Session session;

    /** @param classPath the only classes besides the JDK's that the cells can see */
    public Evaluator(List<Path> classPath) {
        this(classPath, List.of());
    }

    /**
     * @param classPath what the cells can name
     * @param library what holds all of it, for several evaluators together; whoever made it closes it, after them
     */
    public Evaluator(List<Path> classPath, CellLibrary library) {
        this(classPath, Objects.requireNonNull(library), List.of(), GRACE);
    }

    /**
     * @param imports what every cell has imported besides, as after the word import: {@code "static java.lang.Math.*"}
     * @throws IllegalArgumentException if an import finds nothing on the class path
     */
    public Evaluator(List<Path> classPath, List<String> imports) {
        this(classPath, imports, GRACE);
    }

    Evaluator(List<Path> classPath, List<String> imports, Duration grace) {
        this(classPath, null, imports, grace);
    }

    private Evaluator(List<Path> classPath, CellLibrary shared, List<String> imports, Duration grace) {
        List<Path> entries = List.copyOf(classPath);
        List<String> all = Stream.concat(IMPORTS.stream(), imports.stream()).toList();
        docs = Javadoc.of(entries);
        opener = () -> new Session(entries, shared, all, grace);
        CellOutput.install();
        session = opener.get();
    }

    /** Runs a cell and waits for its end. Cells of one evaluator run one at a time. */
    public Outcome run(String source, Sink sink) {
        long before = interrupts.get();
        return run(source, sink, () -> interrupts.get() != before);
    }

    /**
     * The same for a cell that may have been stopped before it could begin.
     *
     * @param stopped asked once, when {@link #interrupt} can stop the cell
     */
    public Outcome run(String source, Sink sink, BooleanSupplier stopped) {
        synchronized (busy) {
            session.begin(sink);
            if (stopped.getAsBoolean()) {
                session.stop();
            }
            try {
                return new CellRun(session).run(source);
            } catch (Throwable problem) {
                // Of JShell or of the compiler: a cell may nest too deep for them, or take all memory.
                Thrown thrown = Thrown.of(problem);
                String message = "the cell could not be compiled and run: " + thrown.message();
                return Outcome.failed(new Outcome.Failure(thrown.kind(), message, 1, 0, problem, thrown.trace()));
            } finally {
                session.end();
            }
        }
    }

    /**
     * Stops the running cell, if there is one; {@link #run} then returns a failure of kind
     * {@link Outcome.Failure#STOPPED}. A cell that does not heed its interrupt fails after a second, in its next round
     * of a loop. One that is then busy in the JDK cannot be stopped: its thread is abandoned after another second, and
     * the failure says so. Threads that cells have started go on.
     */
    public void interrupt() {
        interrupts.incrementAndGet();
        session.stop();
    }

    /** What may stand at the cursor, an offset in the source. */
    public Completion complete(String source, int cursor) {
        synchronized (busy) {
            return Completion.at(source, cursor, session.shell().sourceCodeAnalysis());
        }
    }

    /** Signature and, where its source is known, documentation of what the cursor is at, an offset in the source. */
    public Optional<String> inspect(String source, int cursor) {
        synchronized (busy) {
            return Completion.documentation(source, cursor, session.shell().sourceCodeAnalysis(), docs);
        }
    }

    /** Whether the source is a whole cell; false while a bracket or a quote is still open. */
    public boolean isComplete(String source) {
        synchronized (busy) {
            return Piece.split(source, session.shell().sourceCodeAnalysis()).stream()
                    .allMatch(Piece::complete);
        }
    }

    /**
     * Stops the running cell, interrupts the threads that cells have started, and forgets what they have declared. A thread
     * that goes on all the same fails two seconds later, in its next round of a loop.
     */
    public void reset() {
        session.stop();
        synchronized (busy) {
            session.close();
            session = opener.get();
        }
    }

    /** Stops the running cell, and the threads that cells have started, as {@link #reset} does. */
    @Override
    public void close() {
        session.stop();
        synchronized (busy) {
            session.close();
        }
    }
}
