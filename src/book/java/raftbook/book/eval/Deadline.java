package raftbook.book.eval;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A bound on what the calling thread does from now on: when it has passed, the thread fails in its next loop. */
final class Deadline {

    private static final Set<Thread> PASSED = ConcurrentHashMap.newKeySet();

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private final Thread thread = Thread.currentThread();
    private boolean over;

    /** @param stopping called when the deadline has passed, so that threads ask {@link #isPassed} */
    Deadline(Duration after, Runnable stopping) {
        Later.run(after, () -> pass(stopping));
    }

    /** Whether the calling thread is to end what it does. */
    static boolean isPassed() {
        return PASSED.contains(Thread.currentThread());
    }

    private synchronized void pass(Runnable stopping) {
        if (!over) {
            PASSED.add(thread);
            stopping.run();
            Later.run(AGAIN, () -> pass(stopping)); // a cell that begins meanwhile lets its threads ask no more
        }
    }

    synchronized void met() {
        over = true;
        PASSED.remove(thread);
    }
}
