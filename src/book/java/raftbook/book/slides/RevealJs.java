package raftbook.book.slides;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files of reveal.js that a deck needs. No library that Maven fetches holds them, so npm does, in the version and with the
 * checksum that {@code src/book/reveal/package-lock.json} names.
 */
public final class RevealJs {
    /** Where they lie, beside the decks. */
    static final String FOLDER = "reveal";

    private static final List<String> FILES =
            List.of("dist/reset.css", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "LICENSE");
    private static final List<String> PACKAGE = List.of("package.json", "package-lock.json");

    private final Path release;

    private RevealJs(Path release) {
        this.release = release;
    }

    /**
     * A release that is there already, unpacked.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static RevealJs at(Path release) {
        for (String file : FILES) {
            if (!Files.isRegularFile(release.resolve(file))) {
                throw new IllegalArgumentException("-Dreveal=" + release + ": there is no " + file
                        + " in it; it must be a release of reveal.js 5, unpacked");
            }
        }
        return new RevealJs(release);
    }

    /**
     * The release of the lock file, fetched once.
     *
     * @throws IllegalStateException if npm cannot be run, or cannot fetch it
     */
    public static RevealJs fetch(Path root) {
        Path folder = root.resolve("target/reveal");
        try {
            Files.createDirectories(folder);
            boolean same = true;
            for (String name : PACKAGE) {
                Path wanted = root.resolve("src/book/reveal").resolve(name);
                Path there = folder.resolve(name);
                same &= Files.exists(there) && Files.mismatch(wanted, there) == -1;
                Files.copy(wanted, there, StandardCopyOption.REPLACE_EXISTING);
            }
            Path release = folder.resolve("node_modules/reveal.js");
            if (!same || !Files.exists(release.resolve("LICENSE"))) install(folder);
            return at(release);
        } catch (IOException failed) {
            throw new UncheckedIOException("reveal.js cannot be kept at " + folder, failed);
        }
    }

    private static void install(Path folder) throws IOException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder npm = new ProcessBuilder(
                        windows ? "npm.cmd" : "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        String remedy = ": install npm, or name an unpacked release of reveal.js 5, -Dreveal=FOLDER";
        Process process;
        try {
            process = npm.start();
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "Slides need reveal.js, and npm, which fetches it, is not there" + remedy, failed);
        }
        String said = new String(process.getInputStream().readAllBytes());
        try {
            int status = process.waitFor();
            if (status != 0) {
                throw new IllegalStateException(
                        "npm cannot fetch reveal.js, and ended with status " + status + remedy + "\n" + said);
            }
        } catch (InterruptedException interrupted) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while npm fetched reveal.js", interrupted);
        }
    }

    /** Puts the files beside the decks. */
    void copyTo(Path decks) throws IOException {
        for (String file : FILES) {
            Path copy = decks.resolve(FOLDER).resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(release.resolve(file), copy, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
