package raftbook.book.serve;

import java.io.IOException;
import java.net.BindException;
import java.util.Locale;
import java.util.function.Consumer;

/** Finds a port to listen on. */
final class Ports {
    private static final int TRIED = 100;
    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** Takes a port, or throws BindException. */
    interface Binder<T> {
        T bind(int port) throws IOException;
    }

    /**
     * The wanted port, or the next one that is not in use.
     *
     * @param port 0 for any
     * @param says told in one line if the port is in use
     * @throws IllegalArgumentException if there is no such port
     * @throws IOException if this user may not take it, or it and the next ninety-nine are in use
     */
    static <T> T first(int port, Consumer<String> says, Binder<T> binder) throws IOException {
        if (port < 0 || port > HIGHEST) {
            throw new IllegalArgumentException("port " + port + ": must be from 1 to " + HIGHEST
                    + ", or 0 for any that is free; mvn -Dport=9000 takes 9000");
        }
        int last = Math.min(port + TRIED - 1, HIGHEST);
        for (int candidate = port; candidate <= last; candidate++) {
            try {
                T bound = binder.bind(candidate);
                if (candidate != port) {
                    says.accept("port " + port + " is in use: the book is on port " + candidate);
                }
                return bound;
            } catch (BindException failed) {
                if (String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("permi")) {
                    throw new IOException(
                            "port " + candidate + " is not in use, but this user may not take it, as is usual"
                                    + " below 1024; mvn -Dport=9000 takes 9000",
                            failed);
                }
            }
        }
        throw new IOException("the ports " + port + " to " + last + " are all in use; mvn -Dport=9000 takes 9000");
    }
}
