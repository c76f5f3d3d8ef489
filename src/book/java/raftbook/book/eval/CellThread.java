package raftbook.book.eval;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which an evaluator's cells run, so that a lock taken in one snippet can be released in the next.
 * Java has no way to end a thread that does not want to: one that ignores its interrupt is abandoned, and a new one
 * takes its place.
 */
final class CellThread implements AutoCloseable {

    /** How a call ended; abandoned if it had not ended in time after an interrupt. */
    record Ended(Object value, Throwable thrown, boolean abandoned) {}

    private record Call(CellOutput output, Callable<Object> body, CompletableFuture<Ended> ended) {}

    private final ThreadGroup group = new ThreadGroup("cells");
    private final ClassLoader loader;
    private final Duration grace;
    private Worker worker;
    private Call running;

    /**
     * @param loader the context class loader of the cells
     * @param grace how long an interrupted call may take to end before its thread is abandoned
     */
    CellThread(ClassLoader loader, Duration grace) {
        this.loader = loader;
        this.grace = grace;
    }

    /** Runs this on the cells' thread, and waits until it has ended or was abandoned. One call at a time. */
    Ended call(CellOutput output, Callable<Object> body) {
        Call call = new Call(output, body, new CompletableFuture<>());
        synchronized (this) {
            if (worker == null) {
                worker = new Worker();
                worker.start();
            }
            running = call;
            worker.calls.add(call);
        }
        Ended ended = call.ended.join();
        synchronized (this) {
            running = null;
            if (ended.abandoned) {
                output.abandon();
                worker.retired = true;
                worker = null;
            }
        }
        return ended;
    }

    /** Interrupts the running call, if there is one. */
    synchronized void interrupt() {
        if (running != null) {
            running.output.stop(worker);
            worker.interrupt();
            running.ended.completeOnTimeout(new Ended(null, null, true), grace.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Interrupts every thread that the cells have started and not handed to a group of their own. */
    @Override
    public synchronized void close() {
        if (worker != null) {
            worker.retired = true;
        }
        group.interrupt();
    }

    private final class Worker extends Thread {
        final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
        volatile boolean retired;

        Worker() {
            super(group, "cell");
            setDaemon(true);
            setContextClassLoader(loader);
        }

        @Override
        public void run() {
            while (!retired) {
                try {
                    serve(calls.take());
                } catch (InterruptedException e) {
                    // Meant for a call that had just ended, or for a worker that has been retired meanwhile.
                }
            }
        }

        private void serve(Call call) {
            call.output.adoptCurrentThread();
            try {
                call.ended.complete(new Ended(call.body.call(), null, false));
            } catch (Throwable e) {
                call.ended.complete(new Ended(null, e, false));
            } finally {
                interrupted();
            }
        }
    }
}
