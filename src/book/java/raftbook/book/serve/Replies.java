package raftbook.book.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What all answers have in common. */
final class Replies {

    private Replies() {}

    /** Nothing is cached, nothing is taken from or framed by another origin, whatever a page or a cell says. */
    static void head(HttpExchange exchange, String type) {
        head(exchange, type, "'none'");
    }

    /** @param ancestors the origins whose pages may show this one within them */
    private static void head(HttpExchange exchange, String type, String ancestors) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set(
                "Content-Security-Policy",
                "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline';"
                        + " img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors " + ancestors);
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        bytes(exchange, status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    static void bytes(HttpExchange exchange, int status, String type, byte[] content) throws IOException {
        head(exchange, type);
        send(exchange, status, content);
    }

    /** A page that the speaker's window of this server's own slides shows as well. */
    static void framedByOwn(HttpExchange exchange, String type, byte[] content) throws IOException {
        head(exchange, type, "'self'");
        send(exchange, 200, content);
    }

    private static void send(HttpExchange exchange, int status, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(content);
        }
    }
}
