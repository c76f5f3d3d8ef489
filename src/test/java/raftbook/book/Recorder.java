package raftbook.book;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;

/** A sink that remembers, and that lets a test wait for a text. */
public class Recorder implements Sink {

    public record Shown(String id, Map<String, String> bundle, boolean update) {}

    public final List<Shown> shown = new CopyOnWriteArrayList<>();
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder err = new StringBuilder();
    public volatile boolean watched;

    public Recorder() {
        this(false);
    }

    public Recorder(boolean watched) {
        this.watched = watched;
    }

    @Override
    public boolean isWatched() {
        return watched;
    }

    @Override
    public synchronized void text(Stream stream, String text) {
        (stream == Stream.OUT ? out : err).append(text);
        notifyAll();
    }

    @Override
    public void display(String id, Map<String, String> mimeBundle, boolean update) {
        shown.add(new Shown(id, mimeBundle, update));
    }

    public synchronized String out() {
        return out.toString();
    }

    public synchronized String err() {
        return err.toString();
    }

    public synchronized void awaitOut(String text) throws InterruptedException {
        while (!out.toString().contains(text)) {
            wait();
        }
    }

    /** Runs a cell on a thread of its own, so that the test can stop it. */
    public Running start(Evaluator evaluator, String source) {
        Running running = new Running();
        Thread thread = new Thread(() -> {
            running.outcome = evaluator.run(source, this);
            running.done.countDown();
        });
        thread.start();
        return running;
    }

    public static final class Running {
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile Outcome outcome;

        public Outcome await() throws InterruptedException {
            done.await();
            return outcome;
        }
    }
}
