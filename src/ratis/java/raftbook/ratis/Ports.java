package raftbook.ratis;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Whether a port is free: Ratis would say so only in the middle of its start, and with a trace. */
final class Ports {

    private Ports() {}

    /** @throws IOException if the address cannot be listened on, and why */
    static void requireFree(String address) throws IOException {
        int port = Group.portOf(address);
        InetAddress host = InetAddress.getByName(address.substring(0, address.lastIndexOf(':')));
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new java.net.InetSocketAddress(host, port));
        } catch (BindException taken) {
            throw new IOException(
                    "address " + address + " cannot be listened on: " + taken.getMessage()
                            + ". Does a server run there already? Stop it, or name another port in the list of servers",
                    taken);
        }
    }
}
