package raftbook.book.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The output of one run of a cell. Whatever a thread prints goes to the cell that started the thread, also after that
 * cell has ended: System.out and System.err are replaced once per JVM, and ask an inheritable thread local.
 */
final class CellOutput {

    private static final InheritableThreadLocal<CellOutput> CURRENT = new InheritableThreadLocal<>();

    /** Threads of the common pool belong to nobody, so they print to the cell that was started last. */
    private static volatile CellOutput latest;

    private static PrintStream installedOut;
    private static PrintStream installedErr;
    private static InputStream installedIn;

    private final Sink sink;
    private final MovingPictures pictures;
    private final BooleanSupplier over;
    private final Set<String> displayed = ConcurrentHashMap.newKeySet();
    private final Printed printed;
    private volatile Thread stopped;
    private volatile boolean abandoned;

    /** @param over whether what is left of the session is to end */
    CellOutput(Sink sink, MovingPictures pictures, BooleanSupplier over) {
        this.sink = sink;
        this.pictures = pictures;
        this.over = over;
        printed = new Printed(sink);
    }

    /** Thrown where a stopped cell prints, which ends a loop that prints but heeds no interrupt. */
    @SuppressWarnings("serial")
    static final class Stopped extends Error {
        Stopped() {
            super("the cell was stopped");
        }
    }

    /** Replaces System.out, System.err and System.in, unless that has been done and still holds. */
    static synchronized void install() {
        if (System.out != installedOut) {
            installedOut = routed(Sink.Stream.OUT, System.out);
            System.setOut(installedOut);
        }
        if (System.err != installedErr) {
            installedErr = routed(Sink.Stream.ERR, System.err);
            System.setErr(installedErr);
        }
        if (System.in != installedIn) {
            installedIn = new Keyboard(System.in);
            System.setIn(installedIn);
        }
        Later.start();
    }

    private static PrintStream routed(Sink.Stream stream, PrintStream otherwise) {
        return new PrintStream(new Router(stream, otherwise), true, StandardCharsets.UTF_8);
    }

    /** The output of the cell that started this thread; null for a thread that no cell started. */
    static CellOutput current() {
        CellOutput own = CURRENT.get();
        boolean common = Thread.currentThread() instanceof ForkJoinWorkerThread worker
                && worker.getPool() == ForkJoinPool.commonPool();
        return common && latest != null ? latest : own;
    }

    /** From now on this thread, and those that it starts, print here. */
    void adoptCurrentThread() {
        CURRENT.set(this);
        latest = this;
    }

    /** From now on this thread fails where it prints or displays, as long as it has not taken note of its interrupt. */
    void stop(Thread thread) {
        stopped = thread;
    }

    /** From now on the stopped thread fails wherever it prints or displays. */
    void abandon() {
        abandoned = true;
    }

    void display(String id, Map<String, String> bundle, boolean update) {
        failIfStopped();
        displayed.add(id);
        printed.flush();
        sink.display(id, bundle, update);
    }

    /** What moves the pictures that the cells of this session show. */
    MovingPictures pictures() {
        return pictures;
    }

    /** Whether somebody sees what becomes of what the cell has shown. */
    boolean isWatched() {
        return sink.isWatched();
    }

    /** Whether pictures are to come with the runs that they show. */
    boolean keepsRuns() {
        return sink.keepsRuns();
    }

    void error(String text) {
        printed.remark(text);
        printed.flush();
    }

    /** A remark of ours among what the cell prints. */
    void remark(String text) {
        printed.remark(text);
    }

    /** Hands over what has been printed so far. */
    void flush() {
        printed.flush();
    }

    /** The run is over; threads that it has started may go on. */
    void end() {
        printed.end();
    }

    /** What this calls prints here, as if the cell called it. */
    <T> T inside(Supplier<T> call) {
        CURRENT.set(this);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
            printed.flush();
        }
    }

    /** Whether this is the id of something that the cell has shown. */
    boolean hasDisplayed(Object id) {
        return id instanceof String && displayed.contains(id); // of any other class, hashCode may be a reader's
    }

    /** Fails in a thread of a session that is over, and where {@link #failIfAbandoned} does. */
    static void failIfOver() {
        CellOutput current = current();
        if (current != null && current.over.getAsBoolean()) throw new Stopped();
        failIfAbandoned();
    }

    /** Fails in a thread that was to end and has not; asked wherever the cells' code might not come back. */
    static void failIfAbandoned() {
        CellOutput own = CURRENT.get();
        boolean abandoned = own != null && own.abandoned && own.stopped == Thread.currentThread();
        if (abandoned || Deadline.isPassed()) throw new Stopped();
    }

    private void failIfStopped() {
        if (stopped == Thread.currentThread() && (abandoned || stopped.isInterrupted())) throw new Stopped();
    }

    private void write(Sink.Stream stream, byte[] bytes, int offset, int length) {
        failIfStopped();
        printed.write(stream, bytes, offset, length);
    }

    /** Nobody can type into a cell. */
    private static final class Keyboard extends InputStream {
        private final InputStream otherwise;

        Keyboard(InputStream otherwise) {
            this.otherwise = otherwise;
        }

        @Override
        public int read() throws IOException {
            failInCell();
            return otherwise.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            failInCell();
            return otherwise.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return current() == null ? otherwise.available() : 0;
        }

        /** Unchecked, because a Scanner keeps an IOException to itself and speaks of a line that was not found. */
        private static void failInCell() {
            if (current() != null) {
                throw new UnsupportedOperationException("System.in: nobody can type into a cell;"
                        + " give the program its input as a text, as in new Scanner(\"42\")");
            }
        }
    }

    private static final class Router extends OutputStream {
        private final Sink.Stream stream;
        private final PrintStream otherwise;

        Router(Sink.Stream stream, PrintStream otherwise) {
            this.stream = stream;
            this.otherwise = otherwise;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            CellOutput output = current();
            if (output == null) {
                otherwise.write(bytes, offset, length);
            } else {
                output.write(stream, bytes, offset, length);
            }
        }

        @Override
        public void flush() {
            if (current() == null) {
                otherwise.flush();
            }
        }
    }
}
