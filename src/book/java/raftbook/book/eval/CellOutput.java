package raftbook.book.eval;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.function.Supplier;

/**
 * The output of one run of a cell. Whatever a thread prints goes to the cell that started the thread, also after that
 * cell has ended: System.out and System.err are replaced once per JVM, and ask an inheritable thread local.
 */
final class CellOutput {

    private static final InheritableThreadLocal<CellOutput> CURRENT = new InheritableThreadLocal<>();

    /** Threads of the common pool belong to nobody, so they print to the cell that was started last. */
    private static volatile CellOutput latest;

    private static PrintStream installed;

    private final Sink sink;
    private final MovingPictures pictures;
    private final Set<Object> displayed = ConcurrentHashMap.newKeySet();
    private final Map<Sink.Stream, CharsetDecoder> decoders = new EnumMap<>(Sink.Stream.class);
    private final Map<Sink.Stream, ByteBuffer> pending = new EnumMap<>(Sink.Stream.class);
    private volatile Thread stopped;
    private volatile boolean abandoned;

    CellOutput(Sink sink, MovingPictures pictures) {
        this.sink = sink;
        this.pictures = pictures;
        for (Sink.Stream stream : Sink.Stream.values()) {
            decoders.put(
                    stream,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPLACE)
                            .onUnmappableCharacter(CodingErrorAction.REPLACE));
            pending.put(stream, ByteBuffer.allocate(0));
        }
    }

    /** Thrown where a stopped cell prints, which ends a loop that prints but heeds no interrupt. */
    @SuppressWarnings("serial")
    static final class Stopped extends Error {
        Stopped() {
            super("the cell was stopped");
        }
    }

    /** Replaces System.out and System.err, unless that has been done and still holds. */
    static synchronized void install() {
        if (installed == null || System.out != installed) {
            PrintStream out = routed(Sink.Stream.OUT, System.out);
            System.setErr(routed(Sink.Stream.ERR, System.err));
            System.setOut(out);
            installed = out;
        }
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

    void error(String text) {
        sink.text(Sink.Stream.ERR, text);
    }

    /** What this calls prints here, as if the cell called it. */
    <T> T inside(Supplier<T> call) {
        CURRENT.set(this);
        try {
            return call.get();
        } finally {
            CURRENT.remove();
        }
    }

    /** Whether this is the id of something that the cell has shown. */
    boolean hasDisplayed(Object id) {
        return displayed.contains(id);
    }

    private void failIfStopped() {
        if (stopped == Thread.currentThread() && (abandoned || stopped.isInterrupted())) {
            throw new Stopped();
        }
    }

    private void write(Sink.Stream stream, byte[] bytes, int offset, int length) {
        failIfStopped();
        String text;
        synchronized (decoders) {
            text = decode(stream, bytes, offset, length);
        }
        if (!text.isEmpty()) {
            sink.text(stream, text);
        }
    }

    /** A character may be cut in two between one write and the next: its first bytes wait here. */
    private String decode(Sink.Stream stream, byte[] bytes, int offset, int length) {
        ByteBuffer before = pending.get(stream);
        ByteBuffer all = ByteBuffer.allocate(before.remaining() + length)
                .put(before)
                .put(bytes, offset, length)
                .flip();
        CharBuffer characters = CharBuffer.allocate(all.remaining() + 1);
        decoders.get(stream).decode(all, characters, false);
        pending.put(stream, all.slice());
        return characters.flip().toString();
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
