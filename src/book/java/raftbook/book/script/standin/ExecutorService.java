package raftbook.book.script.standin;

import java.util.List;
import java.util.concurrent.Executor;

/** A page has no threads, and so nobody makes one of these there; only its name is met, where somebody might hand one over. */
public interface ExecutorService extends Executor {
    List<Runnable> shutdownNow();
}
