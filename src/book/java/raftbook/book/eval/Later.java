package raftbook.book.eval;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** What is to be done in a while, whichever cell, session or evaluator it concerns. No cell's code runs here. */
final class Later {

    private static final ScheduledThreadPoolExecutor TIMER = new ScheduledThreadPoolExecutor(1, body -> {
        Thread thread = new Thread(null, body, "cells' timer", 0, false);
        thread.setDaemon(true);
        return thread;
    });

    private Later() {}

    /** Starts the timer's thread, so that it is no cell's. */
    static void start() {
        TIMER.prestartCoreThread();
    }

    static void run(Duration delay, Runnable task) {
        TIMER.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
