package raftbook.book.grade;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import raftbook.book.chapter.Digest;

/** A {@link Worker}, seen from outside: nothing that it says is believed to be more than a text of bounded length. */
final class WorkerProcess implements AutoCloseable {
    private static final int LONGEST_LINE = 100_000;
    private static final int MOST_CHILDREN = 10;
    private static final int HEAP_MEGABYTES = 320;

    /** A check that waits gets no further by processor time. On a machine that is busy with other things, nor does any other. */
    private static final long WALL_FOR_PROCESSOR = 4;

    private static final long WALL_SECONDS = 30;

    private static final long LOOK_MILLISECONDS = 200;
    private static final long START_SECONDS = 60;
    private static final String END = "\0";

    private final Gson gson = new Gson();
    private final Process process;
    private final OutputStream requests;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);

    /** The worker was ended, by itself or from here. */
    static final class Ended extends Exception {
        private static final long serialVersionUID = 1;

        Ended(String why) {
            super(why);
        }
    }

    private WorkerProcess(Process process) {
        this.process = process;
        this.requests = process.getOutputStream();
        Thread reader = new Thread(this::read, "reads from a worker");
        reader.setDaemon(true);
        reader.start();
    }

    /** @param classPath the library's, of all exercises together */
    static WorkerProcess start(Sandbox sandbox, List<Path> classPath) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-Xss1m",
                "-XX:MaxMetaspaceSize=192m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+DisplayVMOutputToStderr", // its last words are no reply
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=/dev/null",
                "-XX:-CreateCoredumpOnCrash",
                "-Xshare:auto",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.timezone=UTC",
                "-Djava.io.tmpdir=" + sandbox.box(),
                "-Duser.home=" + sandbox.box(),
                "-classpath",
                classPath(),
                Worker.class.getName()));
        classPath.forEach(each -> command.add(each.toAbsolutePath().toString()));
        ProcessBuilder builder = new ProcessBuilder(sandbox.around(command))
                .directory(sandbox.box().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> environment = builder.environment();
        String path = environment.get("PATH");
        environment.clear();
        if (path != null) environment.put("PATH", path);
        environment.put("LC_ALL", "C.UTF-8");
        return new WorkerProcess(builder.start());
    }

    /** What the worker itself is made of, and no more. */
    private static String classPath() {
        return Stream.of(Worker.class, Gson.class, ClassWriter.class)
                .map(type -> Digest.folderOf(type).toString())
                .reduce((a, b) -> a + File.pathSeparator + b)
                .orElseThrow();
    }

    /** Carries out a step. */
    Trial.Said ask(List<Path> classPath, String source, long seconds) throws Ended {
        Worker.Reply reply = reply(classPath, source, seconds);
        return new Trial.Said(text(reply.failure()), text(reply.words()));
    }

    /** Ends an exercise, and tells whether nothing of it goes on. */
    boolean leave(long seconds) throws Ended {
        return !reply(null, null, seconds).left();
    }

    private static String text(String received) {
        return received == null ? "" : received;
    }

    private Worker.Reply reply(List<Path> classPath, String source, long seconds) throws Ended {
        lines.clear(); // what was not asked for
        String id = UUID.randomUUID().toString();
        List<String> entries = classPath == null
                ? null
                : classPath.stream()
                        .map(each -> each.toAbsolutePath().toString())
                        .toList();
        try {
            String request = gson.toJson(new Worker.Request(id, entries, source, seconds)) + "\n";
            requests.write(request.getBytes(StandardCharsets.UTF_8));
            requests.flush();
        } catch (IOException gone) {
            throw new Ended(why());
        }
        String line =
                line(WALL_SECONDS + seconds * WALL_FOR_PROCESSOR + (classPath == null ? 0 : START_SECONDS), seconds);
        try {
            Worker.Reply reply = gson.fromJson(line, Worker.Reply.class);
            if (reply != null && id.equals(reply.id())) return reply;
        } catch (JsonParseException forged) {
            // told below
        }
        close();
        throw new Ended("it wrote to the grader's own channel");
    }

    private String line(long wallSeconds, long seconds) throws Ended {
        long deadline = System.nanoTime() + wallSeconds * 1_000_000_000L;
        try {
            while (System.nanoTime() < deadline) {
                String line = lines.poll(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS);
                if (END.equals(line)) throw new Ended(why());
                if (line != null) return line;
                if (process.descendants().count() > MOST_CHILDREN) {
                    close();
                    throw new Ended("it started more than " + MOST_CHILDREN + " processes");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
        throw new Ended("it was not done after " + wallSeconds + " seconds, of which it may compute " + seconds);
    }

    private String why() {
        int status = -1;
        try {
            if (process.waitFor(5, TimeUnit.SECONDS)) status = process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        close();
        return switch (status) {
            case Worker.TOO_LONG -> "it computed for longer than it may";
            case Worker.TOO_MANY_THREADS -> "it started more than " + Worker.MOST_THREADS + " threads";
            case Worker.TOO_MUCH_PRINTED -> "it printed more than " + Worker.MOST_PRINTED + " characters";
            case Worker.OUT_OF_MEMORY -> "it took more than " + HEAP_MEGABYTES + " MB of memory";
            case -1 -> "it closed the grader's own channel";
            default -> "it ended its JVM, with status " + status;
        };
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] != '\n' && bytes.size() < LONGEST_LINE) bytes.write(buffer[i]);
                    else if (buffer[i] == '\n') {
                        if (!lines.offer(bytes.toString(StandardCharsets.UTF_8))) return;
                        bytes.reset();
                    }
                }
            }
        } catch (IOException gone) {
            // told as its end
        } finally {
            if (!lines.offer(END)) {
                lines.clear(); // nobody has asked for so much
                lines.add(END);
            }
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
