package raftbook.book;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process in this one's terminal, which does not outlive it. */
final class Child {
    private static final long PATIENCE_SECONDS = 10;

    private Child() {}

    /** Starts it, waits for its end, and returns its status. */
    static int run(ProcessBuilder command) throws IOException, InterruptedException {
        Process child = command.inheritIO().start();
        Thread ending = new Thread(() -> end(child), "ends the child");
        Runtime.getRuntime().addShutdownHook(ending);
        int status = child.waitFor();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException ctrlC) {
            new CountDownLatch(1).await(); // this JVM ends already, and nothing else may be said meanwhile
        }
        return status;
    }

    private static void end(Process child) {
        child.destroy();
        try {
            if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) child.destroyForcibly();
        } catch (InterruptedException interrupted) {
            child.destroyForcibly();
        }
    }
}
