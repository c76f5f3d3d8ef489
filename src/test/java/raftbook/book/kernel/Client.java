package raftbook.book.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** As much of a Jupyter front end as the kernel's tests need: unsigned messages over TCP. */
final class Client implements AutoCloseable {

    private static final String DELIMITER = "<IDS|MSG>";

    private final ZContext context = new ZContext();
    private final JsonObject properties = new JsonObject();
    private final ZMQ.Socket shell = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket control = context.createSocket(SocketType.DEALER);
    private final ZMQ.Socket iopub = context.createSocket(SocketType.SUB);

    /** A message that has come in: its type, the id of the request that it belongs to, and its content. */
    record Received(String type, String parent, JsonObject content) {
        String text(String name) {
            return content.get(name).getAsString();
        }
    }

    Client() throws IOException {
        properties.addProperty("transport", "tcp");
        properties.addProperty("ip", "127.0.0.1");
        properties.addProperty("key", "");
        properties.addProperty("signature_scheme", "hmac-sha256");
        List<ServerSocket> held = new ArrayList<>();
        for (String port : List.of("shell_port", "control_port", "stdin_port", "hb_port", "iopub_port")) {
            ServerSocket socket = new ServerSocket(0);
            held.add(socket);
            properties.addProperty(port, socket.getLocalPort());
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
    }

    /** What Jupyter would write to the connection file. */
    String properties() {
        return properties.toString();
    }

    /** To be called when the kernel listens. A subscription takes a while: the first message that comes ends the wait. */
    void connect() {
        shell.connect(address("shell_port"));
        control.connect(address("control_port"));
        iopub.connect(address("iopub_port"));
        iopub.subscribe(new byte[0]);
        iopub.setReceiveTimeOut(100);
        do {
            send(shell, "kernel_info_request", Map.of());
            receive(shell);
        } while (iopub.recv() == null);
        while (iopub.hasReceiveMore()) {
            iopub.recv();
        }
        iopub.setReceiveTimeOut(-1);
    }

    private String address(String port) {
        return "tcp://127.0.0.1:" + properties.get(port).getAsInt();
    }

    String execute(String code) {
        return execute(code, Map.of());
    }

    /** @param options what is not as in a cell of a notebook */
    String execute(String code, Map<String, Boolean> options) {
        Map<String, Object> content = new HashMap<>(Map.of(
                "code", code, "silent", false, "store_history", true, "allow_stdin", false, "stop_on_error", true));
        content.putAll(options);
        return send(shell, "execute_request", content);
    }

    String ask(String type, Map<String, ?> content) {
        return send(shell, type, content);
    }

    String command(String type, Map<String, ?> content) {
        return send(control, type, content);
    }

    Received reply() {
        return receive(shell);
    }

    Received controlReply() {
        return receive(control);
    }

    /** The next published message like this one; those before it are dropped. */
    Received published(Predicate<Received> wanted) {
        Received received;
        do {
            received = receive(iopub);
        } while (!wanted.test(received));
        return received;
    }

    private static String send(ZMQ.Socket socket, String type, Map<String, ?> content) {
        String id = UUID.randomUUID().toString();
        Map<String, String> header = Map.of(
                "msg_id", id,
                "session", "test",
                "username", "test",
                "date", "2020-01-01T00:00:00.000000Z",
                "msg_type", type,
                "version", "5.3");
        Gson gson = new Gson();
        for (String frame : List.of(DELIMITER, "", gson.toJson(header), "{}", "{}")) {
            socket.sendMore(frame);
        }
        socket.send(gson.toJson(content));
        return id;
    }

    private static Received receive(ZMQ.Socket socket) {
        String frame;
        do {
            frame = socket.recvStr();
        } while (!frame.equals(DELIMITER));
        socket.recvStr();
        JsonObject header = JsonParser.parseString(socket.recvStr()).getAsJsonObject();
        JsonObject parent = JsonParser.parseString(socket.recvStr()).getAsJsonObject();
        socket.recvStr();
        JsonObject content = JsonParser.parseString(socket.recvStr()).getAsJsonObject();
        String parentId = parent.has("msg_id") ? parent.get("msg_id").getAsString() : "";
        return new Received(header.get("msg_type").getAsString(), parentId, content);
    }

    @Override
    public void close() {
        context.close();
    }
}
