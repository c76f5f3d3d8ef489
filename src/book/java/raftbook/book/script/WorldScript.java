package raftbook.book.script;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import raftbook.book.chapter.Digest;
import raftbook.book.chapter.Layout;
import raftbook.book.world.Page;
import raftbook.raft.RaftNode;

/**
 * The library as a script for pages. It is compiled beside the chapters, in some seconds, and remembered by the digest of all
 * that it is made from: the classes of the library and of the room {@link raftbook.book.world}, those of this room, and the
 * compiler's version.
 */
public final class WorldScript {
    /** Its name in the folder of the pages. */
    public static final String NAME = "world.js";

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final List<String> ROOMS = List.of("raftbook/book/world", "raftbook/book/script");

    private WorldScript() {}

    /**
     * Begins to compile, unless that has been done already.
     *
     * @return the script, once it is there; an IllegalStateException if it cannot be made
     */
    public static CompletableFuture<Path> start(Layout layout, Consumer<String> progress) {
        Path script = layout.work().resolve("world-" + digest() + ".js");
        if (Files.exists(script)) return CompletableFuture.completedFuture(script);
        return CompletableFuture.supplyAsync(() -> {
            long begin = System.nanoTime();
            compile(script);
            progress.accept("the library for pages: compiled in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            return script;
        });
    }

    /** Puts it among the pages, unless it is there. A page that is being read gets the old one or the new one, and never a half. */
    public static void install(Path script, Path site) {
        Path target = site.resolve(NAME);
        try {
            if (Files.exists(target) && Files.mismatch(script, target) < 0) return;
            Files.createDirectories(site);
            Path whole = Files.copy(script, site.resolve(NAME + ".new"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(script + " cannot be copied to " + target, failed);
        }
    }

    private static void compile(Path script) {
        try {
            Files.createDirectories(script.getParent());
            Path log = Files.createTempFile("raftbook-script", ".log");
            Path fresh = script.resolveSibling(script.getFileName() + ".new");
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process compiler = new ProcessBuilder(
                            java,
                            "-Xmx600m",
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-classpath",
                            CLASS_PATH,
                            Compiler.class.getName(),
                            fresh.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            // It does not outlive the build.
            Thread ending = new Thread(compiler::destroy, "ends the compiler");
            Runtime.getRuntime().addShutdownHook(ending);
            try {
                if (compiler.waitFor() != 0) {
                    throw new IllegalStateException(
                            "The library cannot be compiled for pages:\n" + Files.readString(log));
                }
            } finally {
                compiler.destroy();
                Files.deleteIfExists(log);
            }
            Files.move(fresh, script, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("The library cannot be compiled to " + script, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the library was compiled for pages", interrupted);
        }
    }

    private static String digest() {
        StringBuilder all = new StringBuilder();
        for (String entry : CLASS_PATH.split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.startsWith("teavm-")) all.append(name).append('\n');
        }
        add(classes(RaftNode.class).resolve("raftbook"), all);
        ROOMS.forEach(room -> add(classes(Page.class).resolve(room), all));
        return Digest.of(all.toString());
    }

    private static void add(Path folder, StringBuilder all) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(folder + " cannot be read", failed);
        }
    }

    private static Path classes(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException failed) {
            throw new IllegalStateException(type + " does not come from a folder of classes", failed);
        }
    }
}
