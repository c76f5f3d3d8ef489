package raftbook.ratis.judge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Ports that stay free while the server that listens there is down. A port that the system hands out may be handed out again meanwhile, to
 * whoever calls somebody: to the one who calls this very server even, who is then connected to himself. So these are from below those.
 */
public final class FreePorts {

    private static final int LOWEST = 10_000;
    private static final Path HANDED_OUT = Path.of("/proc/sys/net/ipv4/ip_local_port_range");

    private final Random random = new Random();
    private final int below;

    /** @throws IOException if the system hands out all of them */
    public FreePorts() throws IOException {
        // Such a file is read in one go or not at all, so not by Files.readString.
        below = Files.exists(HANDED_OUT)
                ? Integer.parseInt(Files.readAllLines(HANDED_OUT).get(0).trim().split("\\s+")[0])
                : 32_768;
        if (below <= LOWEST)
            throw new IOException("ports from " + below + " on are handed out by the system: none are left from "
                    + LOWEST + " to there. Raise the lower bound in " + HANDED_OUT);
    }

    /** One at which nobody listens. @throws IOException if none is found */
    public int next() throws IOException {
        for (int tries = 0; tries < 1000; tries++) {
            int port = LOWEST + random.nextInt(below - LOWEST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // The next one, then.
            }
        }
        throw new IOException("no port from " + LOWEST + " to " + below + " is free");
    }
}
