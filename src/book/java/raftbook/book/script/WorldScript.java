package raftbook.book.script;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import raftbook.book.chapter.Digest;
import raftbook.book.chapter.Layout;
import raftbook.book.world.Page;
import raftbook.raft.RaftNode;

/**
 * The library as a script for pages, twice: as JavaScript, which runs everywhere and is there as {@code raftbook} when it is
 * loaded; and as WebAssembly, twice as fast, which {@code TeaVM.wasmGC.load("worlds.wasm")} of its loader brings, with the functions
 * of {@link raftbook.book.world.Worker} alone, where a page was not opened as a file and may evaluate scripts. It is compiled beside the chapters, in
 * some seconds, and remembered by the digest of all that it is made from: the classes of the library and of the room {@link
 * raftbook.book.world}, those of this room, and the compiler's version.
 */
public final class WorldScript {
    /** The name of the JavaScript among the pages. */
    public static final String NAME = "world.js";

    /** What of it a worker needs, as JavaScript. */
    static final String WORKER = "worlds.js";

    static final String WASM = "worlds.wasm";
    static final String WASM_LOADER = "worlds-wasm.js";

    private static final List<String> FILES = List.of(NAME, WORKER, WASM, WASM_LOADER);
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final List<String> ROOMS = List.of("raftbook/book/world", "raftbook/book/script");

    private WorldScript() {}

    /**
     * Begins to compile, unless that has been done already.
     *
     * @return the folder that it is in, once it is there; an IllegalStateException if it cannot be made
     */
    public static CompletableFuture<Path> start(Layout layout, Consumer<String> progress) {
        Path folder = layout.work().resolve("world-" + digest());
        if (Files.exists(folder)) return CompletableFuture.completedFuture(folder);
        long begin = System.nanoTime();
        Compilation compilation = Compilation.start(layout.work());
        return compilation.end().thenApply(fresh -> {
            move(fresh, folder);
            progress.accept("the library for pages: compiled in " + (System.nanoTime() - begin) / 1_000_000 + " ms");
            return folder;
        });
    }

    /** Two builds at once may both have compiled it; then one is as good as the other. */
    private static void move(Path fresh, Path folder) {
        try {
            if (!Files.exists(folder)) Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("The library for pages cannot be kept in " + folder, failed);
        }
    }

    /** The JavaScript among the files of a folder. */
    public static Path script(Path folder) {
        return folder.resolve(NAME);
    }

    /**
     * Puts it among the pages, unless it is there. A page that is being read gets the old one or the new one, and never a half.
     *
     * @return whether it was not there
     */
    public static boolean install(Path folder, Path site) {
        boolean changed = false;
        try {
            Files.createDirectories(site);
            for (String name : FILES) {
                Path target = site.resolve(name);
                if (Files.exists(target) && Files.mismatch(folder.resolve(name), target) < 0) continue;
                Path whole = site.resolve(name + ".new");
                Files.copy(folder.resolve(name), whole, StandardCopyOption.REPLACE_EXISTING);
                Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
                changed = true;
            }
            return changed;
        } catch (IOException failed) {
            throw new UncheckedIOException(folder + " cannot be copied to " + site, failed);
        }
    }

    /**
     * The compiler at work.
     *
     * @param fresh where it writes to, and where its words go
     */
    private record Compilation(Process compiler, Path fresh) {
        private static final String WORDS = "compiler.log";

        static Compilation start(Path work) {
            try {
                Files.createDirectories(work);
                Path fresh = Files.createTempDirectory(work, "world");
                Path java = Path.of(System.getProperty("java.home"), "bin", "java");
                List<String> command = new ArrayList<>(List.of(java.toString()));
                command.addAll(List.of("-Xmx600m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
                command.addAll(List.of("-classpath", CLASS_PATH, Compiler.class.getName(), fresh.toString()));
                Process compiler = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(fresh.resolve(WORDS).toFile())
                        .start();
                // It does not outlive the build.
                Runtime.getRuntime().addShutdownHook(new Thread(compiler::destroy, "ends the compiler"));
                return new Compilation(compiler, fresh);
            } catch (IOException failed) {
                throw new UncheckedIOException("The library cannot be compiled for pages in " + work, failed);
            }
        }

        CompletableFuture<Path> end() {
            return compiler.onExit().thenApply(ended -> {
                if (ended.exitValue() == 0) return fresh;
                throw new IllegalStateException("The library cannot be compiled for pages:\n" + words());
            });
        }

        private String words() {
            try {
                return Files.readString(fresh.resolve(WORDS));
            } catch (IOException failed) {
                return failed.toString();
            }
        }
    }

    private static String digest() {
        StringBuilder all = new StringBuilder();
        for (String entry : CLASS_PATH.split(File.pathSeparator)) {
            String name = Path.of(entry).getFileName().toString();
            if (name.startsWith("teavm-")) all.append(name).append('\n');
        }
        all.append(Digest.content(Digest.folderOf(RaftNode.class).resolve("raftbook")));
        ROOMS.forEach(
                room -> all.append(Digest.content(Digest.folderOf(Page.class).resolve(room))));
        return Digest.of(all.toString());
    }
}
