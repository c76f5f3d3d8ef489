package raftbook.book;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Watches folders, and all below them, for files that people change. */
final class Changes implements AutoCloseable {
    /** An editor writes a file in several steps: only then is it whole. */
    private static final long QUIET_MILLISECONDS = 80;

    private final List<Path> folders;
    private final WatchService watcher;

    /** @throws IOException if the system does not let its folders be watched */
    Changes(List<Path> folders) throws IOException {
        this.folders = folders.stream().filter(Files::isDirectory).toList();
        this.watcher = this.folders.get(0).getFileSystem().newWatchService();
        watchAll();
    }

    /** Waits for a change, and for the quiet after it; returns what has changed. */
    Set<Path> await() throws IOException, InterruptedException {
        Set<Path> changed = new TreeSet<>();
        while (changed.isEmpty()) {
            for (WatchKey key = watcher.take(); key != null; ) {
                collect(key, changed);
                key.reset();
                key = watcher.poll(QUIET_MILLISECONDS, TimeUnit.MILLISECONDS);
            }
            watchAll(); // folders may be among what is new
        }
        return changed;
    }

    private static void collect(WatchKey key, Set<Path> changed) {
        Path folder = (Path) key.watchable();
        for (WatchEvent<?> event : key.pollEvents()) {
            Path path = event.context() == null
                    ? folder
                    : folder.resolve(event.context().toString());
            String name = path.getFileName().toString();
            // Editors keep files of their own beside those they edit.
            boolean own = name.startsWith(".") || name.startsWith("#") || name.endsWith("~") || !name.contains(".");
            if (!own || Files.isDirectory(path)) {
                changed.add(path);
            }
        }
    }

    private void watchAll() throws IOException {
        for (Path folder : folders) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path each : all.filter(Files::isDirectory).toList()) {
                    each.register(
                            watcher,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }
}
