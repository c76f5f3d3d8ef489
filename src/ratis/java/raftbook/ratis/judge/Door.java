package raftbook.ratis.judge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/** The address at which others reach a server: it passes on what comes, unless the caller and the server are cut off from each other. */
final class Door implements AutoCloseable {

    private record Connection(String caller, Socket outside, Socket inside) {
        void close() {
            for (Socket each : List.of(outside, inside)) {
                try {
                    each.close();
                } catch (IOException ignored) {
                    // It is closed.
                }
            }
        }
    }

    private final ServerSocket listening = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final int serverPort;
    private final IntFunction<String> callers;
    private volatile Predicate<String> refused = caller -> false;

    /**
     * Opens at a free port.
     *
     * @param serverPort where the server listens
     * @param callers who calls from a port: a server's name, or anything else for a client
     */
    Door(int serverPort, IntFunction<String> callers) throws IOException {
        this.serverPort = serverPort;
        this.callers = callers;
        daemon("door to " + serverPort, this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** From now on these callers are refused, and the connections that they have are broken. */
    void refuse(Predicate<String> whom) {
        refused = whom;
        for (Connection each : connections) {
            if (!whom.test(each.caller)) continue;
            each.close();
            connections.remove(each);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket outside = listening.accept();
                daemon("caller of " + serverPort, () -> connect(outside));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket outside) {
        String caller = callers.apply(outside.getPort());
        try {
            if (refused.test(caller)) {
                outside.close();
                return;
            }
            Socket inside = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            outside.setTcpNoDelay(true);
            inside.setTcpNoDelay(true);
            Connection connection = new Connection(caller, outside, inside);
            connections.add(connection);
            // Whoever was refused between the question and this line is refused now.
            if (refused.test(caller)) connection.close();
            daemon("answers of " + serverPort, () -> pass(connection, inside, outside));
            pass(connection, outside, inside);
        } catch (IOException nobodyThere) {
            closeQuietly(outside);
        }
    }

    private void pass(Connection connection, Socket from, Socket to) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) out.write(buffer, 0, n);
        } catch (IOException broken) {
            // One end has closed: so does the other.
        }
        connection.close();
        connections.remove(connection);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // It is closed.
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException ignored) {
            // It is closed.
        }
        connections.forEach(Connection::close);
    }
}
