package raftbook.book.grade;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import raftbook.book.eval.CellLibrary;

/**
 * What runs answers, in a JVM of its own: reads a request from its input, a line of JSON each, and answers it with a line. It ends
 * itself where an answer takes too much; whoever started it ends it where it does not.
 */
final class Worker {
    /** How it ends itself. */
    static final int TOO_LONG = 81;

    static final int TOO_MANY_THREADS = 82;
    static final int TOO_MUCH_PRINTED = 83;
    static final int OUT_OF_MEMORY = 3; // as the JVM does

    static final int MOST_THREADS = 200;
    static final long MOST_PRINTED = 300_000;

    private static final long LOOK_MILLISECONDS = 20;
    private static final long MOMENT_MILLISECONDS = 500;

    /**
     * A step of one exercise: with a class path it begins one, with a source it runs a cell of it, with neither it ends it.
     *
     * @param id is given back with the answer
     * @param seconds of processor time that there are from here to the end of the exercise
     */
    record Request(String id, List<String> classPath, String source, long seconds) {}

    /** @param left whether the exercise has left threads behind that go on */
    record Reply(String id, String failure, String words, boolean left) {}

    private final Gson gson = new Gson();
    private final CellLibrary library;
    private volatile long limit = Long.MAX_VALUE;
    private Trial trial;

    private Worker(CellLibrary library) {
        this.library = library;
    }

    /** Takes the class path entries of all exercises together. */
    public static void main(String[] classPath) throws IOException {
        PrintStream out = System.out;
        InputStream in = System.in;
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(PrintStream.nullOutputStream()));
        System.setErr(new PrintStream(PrintStream.nullOutputStream()));
        Worker worker =
                new Worker(new CellLibrary(Stream.of(classPath).map(Path::of).toList()));
        Thread watch = new Thread(worker::watch, "watch");
        watch.setDaemon(true);
        watch.setPriority(Thread.MAX_PRIORITY);
        watch.start();
        worker.serve(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)), out);
        Runtime.getRuntime().halt(0);
    }

    private void serve(BufferedReader in, PrintStream out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Reply reply;
            try {
                reply = reply(gson.fromJson(line, Request.class));
            } catch (OutOfMemoryError full) {
                Runtime.getRuntime().halt(OUT_OF_MEMORY);
                return;
            }
            out.write((gson.toJson(reply) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private Reply reply(Request request) {
        limit = processor() + request.seconds() * 1_000_000_000L;
        if (request.classPath() != null) {
            trial = new Trial(request.classPath().stream().map(Path::of).toList(), library);
        } else if (request.source() != null) {
            Trial.Said said = trial.run(
                    request.source(), MOST_PRINTED, () -> Runtime.getRuntime().halt(TOO_MUCH_PRINTED));
            return new Reply(request.id(), said.failure(), said.words(), false);
        } else {
            trial.close();
            limit = Long.MAX_VALUE;
            return new Reply(request.id(), "", "", isAnybodyLeft());
        }
        return new Reply(request.id(), "", "", false);
    }

    /** Whether threads of the exercise go on after its end. Those of the session have been told to end, and need a moment. */
    private static boolean isAnybodyLeft() {
        long deadline = System.nanoTime() + MOMENT_MILLISECONDS * 1_000_000;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            ClassLoader loader = thread.getContextClassLoader();
            if (loader == null || loader == ClassLoader.getSystemClassLoader()) continue;
            try {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException interrupted) {
                return true;
            }
            if (thread.isAlive()) return true;
        }
        return false;
    }

    private void watch() {
        while (true) {
            if (processor() > limit) Runtime.getRuntime().halt(TOO_LONG);
            if (ManagementFactory.getThreadMXBean().getThreadCount() > MOST_THREADS) {
                Runtime.getRuntime().halt(TOO_MANY_THREADS);
            }
            try {
                Thread.sleep(LOOK_MILLISECONDS);
            } catch (InterruptedException interrupted) {
                Runtime.getRuntime().halt(TOO_LONG); // by an answer: nobody else would
            }
        }
    }

    private static long processor() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : System.nanoTime();
    }
}
