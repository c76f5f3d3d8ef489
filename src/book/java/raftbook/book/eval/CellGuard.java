package raftbook.book.eval;

import java.util.function.IntConsumer;

/**
 * What the code of cells calls where it might not come back: see {@link CellCode}. Each loader of cells has this class
 * anew, beside the cells, because they see nothing of what is around them; so it knows the JDK alone.
 */
public final class CellGuard {

    private static volatile boolean stopping;
    private static volatile Runnable stop;
    private static volatile IntConsumer exit;

    private CellGuard() {}

    /**
     * To be called once, by whoever has loaded this class.
     *
     * @param ends throws if the thread that calls it is to end
     * @param exits told what was given to {@code System.exit}, instead of the JVM
     */
    public static void install(Runnable ends, IntConsumer exits) {
        stop = ends;
        exit = exits;
    }

    /** Whether threads ask on their way whether they are to end. */
    public static void stopping(boolean now) {
        stopping = now;
    }

    /** Called in every round of a loop, and by the cells' methods first of all. */
    public static void check() {
        if (stopping) {
            stop.run();
        }
    }

    /** Called in place of {@link System#exit}. */
    public static void exit(int status) {
        exit.accept(status);
    }

    /** Called in place of {@link Runtime#exit} and {@link Runtime#halt}. */
    public static void exit(Runtime runtime, int status) {
        exit.accept(status);
    }
}
