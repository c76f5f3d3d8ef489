package raftbook.book.eval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The one thread on which an evaluator's cells run, so that a lock taken in one snippet can be released in the next.
 * One that ignores its interrupt is made to end where its code asks {@link CellGuard}; one that is then still busy, in
 * the JDK, is abandoned, and a new one takes its place.
 */
final class CellThread implements AutoCloseable {

    /** How a call ended; abandoned if it had not ended in time after an interrupt. */
    record Ended(Object value, Thrown thrown, boolean abandoned) {}

    private static final Ended LOST = new Ended(null, Thrown.bare(new OutOfMemoryError()), false);

    private record Call(CellOutput output, Callable<Object> body, CompletableFuture<Ended> ended) {}

    private final ThreadGroup group = new ThreadGroup(jvm(), "cells");
    private final ClassLoader loader;
    private final Duration grace;
    private final Runnable stopping;
    private final List<Thread> abandoned = new ArrayList<>();
    private Worker worker;
    private Call running;

    /**
     * @param loader the context class loader of the cells
     * @param grace how long an interrupted call may take to end before it is made to, and then before its thread is
     *     abandoned
     * @param stopping called when there is a call that has to be made to end
     */
    CellThread(ClassLoader loader, Duration grace, Runnable stopping) {
        this.stopping = stopping;
        this.loader = loader;
        this.grace = grace;
    }

    /**
     * The group of all groups. In another, what no thread of a cell has caught would go to whoever made that group, as to
     * Maven, which logs it where no cell shows it.
     */
    private static ThreadGroup jvm() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) group = group.getParent();
        return group;
    }

    /**
     * Runs this on the cells' thread, and waits until it has ended or was abandoned. One call at a time.
     *
     * @param stopped whether it is not to begin: asked when no {@link #interrupt} can come between this and the call
     */
    Ended call(CellOutput output, Callable<Object> body, BooleanSupplier stopped) {
        Call call = new Call(output, body, new CompletableFuture<>());
        synchronized (this) {
            if (stopped.getAsBoolean()) return new Ended(null, Thrown.bare(new CellOutput.Stopped()), false);
            if (worker == null || !worker.isAlive()) {
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
                worker.retired = true;
                abandoned.add(worker);
                worker = null;
            }
        }
        return ended;
    }

    /** Interrupts the running call, if there is one; in a while it fails wherever it is asked, and then it is abandoned. */
    synchronized void interrupt() {
        if (running != null) {
            Call call = running;
            call.output.stop(worker);
            worker.interrupt();
            Later.run(grace, () -> insist(call));
            call.ended.completeOnTimeout(new Ended(null, null, true), 2 * grace.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void insist(Call call) {
        if (!call.ended.isDone()) {
            call.output.abandon();
            stopping.run();
        }
    }

    /** Whether a thread that was to end has not. */
    synchronized boolean hasAbandoned() {
        abandoned.removeIf(each -> !each.isAlive());
        return !abandoned.isEmpty();
    }

    /** Whether threads are at work that the cells may have started. */
    boolean isAnybodyLeft() {
        return group.activeCount() > 0 || !ForkJoinPool.commonPool().isQuiescent();
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
                } catch (InterruptedException interrupted) {
                    // Meant for a call that had just ended, or for a worker that has been retired meanwhile.
                }
            }
        }

        private void serve(Call call) {
            call.output.adoptCurrentThread();
            try {
                call.ended.complete(new Ended(call.body.call(), null, false));
            } catch (Throwable failed) {
                call.ended.complete(new Ended(null, Thrown.of(failed), false));
            } finally {
                call.ended.complete(LOST);
                interrupted();
            }
        }
    }
}
