package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import raftbook.ratis.judge.FreePorts;

/** Three servers, a process each, and a client of theirs. */
abstract class Contestant implements AutoCloseable {

    static final int KEYS = 1000;
    static final String VALUE = "0123456789".repeat(10);

    /** What each server gets, whosever it is. */
    static final String HEAP = "600m";

    private final List<Process> processes = new ArrayList<>();

    /** Changes the state of all three; completes when that is on a majority's disks and applied. */
    abstract CompletableFuture<?> put(int key);

    /** A read that is not stale. */
    abstract CompletableFuture<?> get(int key);

    static int freePort() throws IOException {
        return new FreePorts().next();
    }

    static String key(int number) {
        return "/bench/" + number % KEYS;
    }

    /** The processor time that its servers have taken so far, in nanoseconds. */
    final long processorTime() {
        return processes.stream()
                .mapToLong(each -> each.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos())
                .sum();
    }

    /** Starts a JVM like that of each other server. */
    final Process launch(Path log, Class<?> main, String... arguments) throws IOException {
        Process process = launch(HEAP, log, main, arguments);
        processes.add(process);
        return process;
    }

    /** Starts a JVM, which whoever calls this has to end. */
    static Process launch(String heap, Path log, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+UseSerialGC",
                "-Dzookeeper.admin.enableServer=false",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        // Who breaks the bench off leaves no servers behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    @Override
    public void close() throws IOException {
        processes.forEach(Process::destroyForcibly);
        processes.forEach(each -> each.onExit().join());
    }
}
