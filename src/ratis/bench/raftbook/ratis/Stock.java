package raftbook.ratis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import raftbook.metadata.Change;
import raftbook.metadata.StoreImage;

/** A server's folder filled with a snapshot of many keys, as the server would have written it. */
public final class Stock {

    private Stock() {}

    /**
     * Writes a snapshot into the folder of a server that has been started once, and does not run now.
     *
     * @return the snapshot
     */
    public static Path fill(Path folder, Group group, int keys, String value) throws IOException {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < keys; i++) changes.add(new Change(i + 1, key(i), copy(value)));
        Path home = folder.resolve(group.id().getUuid().toString());
        // What the snapshot stands for has been purged.
        try (Stream<Path> files = Files.list(home.resolve("current"))) {
            for (Path log : (Iterable<Path>)
                    files.filter(file -> file.getFileName().toString().startsWith("log_"))::iterator) Files.delete(log);
        }
        Path file = Files.createDirectories(home.resolve("sm"))
                .resolve(SimpleStateMachineStorage.getSnapshotFileName(1, keys));
        Snapshots.write(file, new StoreImage(keys, changes, List.of(), new TreeMap<>()));
        return file;
    }

    /** A key of as many characters as each other. */
    public static String key(int number) {
        return "/bench/" + (10_000_000 + number);
    }

    /** After so many seconds a watcher is told that nothing has happened, and asks again. */
    public static double longestWatch() {
        return Waiting.LONGEST / 1e9;
    }

    /** As from a disk or a network: no two keys share a value's characters. */
    private static String copy(String value) {
        return new String(value.toCharArray());
    }
}
