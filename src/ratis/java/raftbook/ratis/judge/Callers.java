package raftbook.ratis.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which process holds the other end of a connection on this machine, as Linux lists it below {@code /proc}. */
final class Callers {

    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int INODE = 9;

    private Callers() {}

    /**
     * Whether a process holds the connection.
     *
     * @param fromPort the port that it calls from
     * @param toPort the port that it calls
     */
    static boolean holds(long process, int fromPort, int toPort) {
        return inode(fromPort, toPort)
                .map(inode -> hasOpen(process, "socket:[" + inode + "]"))
                .orElse(false);
    }

    private static Optional<String> inode(int fromPort, int toPort) {
        for (String table : List.of("/proc/net/tcp6", "/proc/net/tcp")) {
            Path file = Path.of(table);
            if (!Files.exists(file)) continue;
            try (Stream<String> lines = Files.lines(file)) {
                Optional<String> found = lines.skip(1)
                        .map(line -> line.trim().split("\\s+"))
                        .filter(line -> port(line[LOCAL]) == fromPort && port(line[REMOTE]) == toPort)
                        .map(line -> line[INODE])
                        .findFirst();
                if (found.isPresent()) return found;
            } catch (IOException failed) {
                throw new java.io.UncheckedIOException(table + " cannot be read", failed);
            }
        }
        return Optional.empty();
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }

    private static boolean hasOpen(long process, String what) {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + process + "/fd"))) {
            return open.anyMatch(each -> {
                try {
                    return Files.readSymbolicLink(each).toString().equals(what);
                } catch (IOException closed) {
                    return false;
                }
            });
        } catch (IOException ended) {
            return false;
        }
    }
}
