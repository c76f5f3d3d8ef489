package raftbook.ratis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A server's folder, and whose it is: a line in it says so. */
record Home(Path folder) {

    private static final String NAME = "raftbook.server";
    private static final String FORMAT = "format 1";

    /**
     * Makes the folder this server's, if it is nobody's.
     *
     * @throws IllegalArgumentException if it is another's, and what to do
     * @throws IOException if it cannot be written
     */
    void claim(Group group, String id) throws IOException {
        Files.createDirectories(folder);
        Path sign = folder.resolve(NAME);
        String wanted = FORMAT + ", cluster " + group.name() + ", server " + id;
        if (!Files.exists(sign)) {
            requireEmpty();
            Path beside = folder.resolve(NAME + ".writing");
            Files.write(beside, (wanted + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(beside, sign, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        String found = Files.readString(sign).trim();
        if (found.equals(wanted)) return;
        throw new IllegalArgumentException("folder " + folder + " is of '" + found + "', and this is '" + wanted
                + "': start with the folder that belongs to it, or with an empty one");
    }

    private void requireEmpty() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            if (files.anyMatch(file -> !file.getFileName().toString().equals(NAME + ".writing"))) {
                throw new IllegalArgumentException("folder " + folder + " holds files, but no " + NAME
                        + ": it is no server's of this service. Start with an empty folder");
            }
        }
    }

    /** Whether this cluster's log lies here already. */
    boolean isUsed(Group group) {
        return Files.exists(folder.resolve(group.id().getUuid().toString()).resolve("current"));
    }
}
