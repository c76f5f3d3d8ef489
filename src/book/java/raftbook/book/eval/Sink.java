package raftbook.book.eval;

import java.util.Map;

/**
 * Where a cell's output goes while it runs. Any thread that a cell has started may call it, at any time, also after
 * {@link Evaluator#run} has returned; implementations are thread-safe and do not block for long.
 */
public interface Sink {

    /** The two streams of a program. */
    enum Stream {
        OUT,
        ERR
    }

    /** A piece of text, not necessarily a line. */
    void text(Stream stream, String text);

    /**
     * Something to look at.
     *
     * @param id never null; unique within the JVM
     * @param mimeBundle the same thing by MIME type; {@code text/plain} is always there
     * @param update whether it takes the place of what was shown under this id before, in whichever cell that was
     */
    void display(String id, Map<String, String> mimeBundle, boolean update);

    /**
     * Whether somebody watches what the cell has shown, so that it is worth while to keep its pictures moving; each frame
     * is then an update. Asked before each.
     */
    default boolean isWatched() {
        return false;
    }

    /** Whether a picture of a run is to come with the run itself, as {@link RunText} writes it. */
    default boolean keepsRuns() {
        return false;
    }

    /** Forgets everything. */
    static Sink none() {
        return new Sink() {
            @Override
            public void text(Stream stream, String text) {}

            @Override
            public void display(String id, Map<String, String> mimeBundle, boolean update) {}
        };
    }
}
