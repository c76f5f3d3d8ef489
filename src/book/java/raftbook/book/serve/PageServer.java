package raftbook.book.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.awt.AWTError;
import java.awt.Desktop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import raftbook.book.eval.Evaluator;

/**
 * Serves the book's pages to this machine alone, and runs their cells. Pages can be read by whoever reaches the port;
 * cells run only for whoever knows the token in {@link #address}.
 */
public final class PageServer implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads;
    private final Guard guard;
    private final LiveApi api;

    private PageServer(HttpServer http, Path site, Path slides, Function<String, Evaluator> evaluators) {
        this.http = http;
        guard = Guard.of(http.getAddress().getPort());
        SiteFiles files = new SiteFiles(site, slides);
        api = new LiveApi(evaluators, files::made);
        threads = Executors.newCachedThreadPool(body -> {
            Thread thread = new Thread(body, "page server");
            thread.setDaemon(true);
            return thread;
        });
        http.setExecutor(threads);
        http.createContext("/", exchange -> answer(exchange, guard::refusesPage, files::handle));
        http.createContext("/api/", exchange -> answer(exchange, guard::refusesCall, api::handle));
    }

    /**
     * Starts a server on the loopback address.
     *
     * @param site the directory with the pages
     * @param slides the directory with the slides, which are served below {@code /slides/}; it may be missing
     * @param evaluators makes the evaluator of a chapter, given the {@code data-chapter} of its page, when its first
     *     cell is run, and again after a reset
     * @param port the port to listen on; the next free one if it is in use; 0 for any
     * @param says told in one line if the port is in use
     * @throws IllegalArgumentException if there is no such port
     * @throws IOException if none of the next hundred ports is free, or this user may not take it
     */
    public static PageServer start(
            Path site, Path slides, Function<String, Evaluator> evaluators, int port, Consumer<String> says)
            throws IOException {
        // Else each small piece of output waits 40 ms for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        PageServer server = new PageServer(bind(port, says), site, slides, evaluators);
        server.http.start();
        return server;
    }

    private static HttpServer bind(int port, Consumer<String> says) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        return Ports.first(port, says, candidate -> HttpServer.create(new InetSocketAddress(loopback, candidate), 0));
    }

    /**
     * Where the live book is: a page that keeps the token for this browser's other pages, and goes on to the first. The
     * token is the fragment, because browsers keep fragments to themselves.
     */
    public URI address() {
        return URI.create("http://127.0.0.1:" + guard.port() + "/live.html#token=" + guard.token());
    }

    /** Opens the address in the reader's browser, where there is one. Never fails. */
    public void browse() {
        try {
            if (Desktop.isDesktopSupported() && Desktop.getDesktop().isSupported(Desktop.Action.BROWSE)) {
                Desktop.getDesktop().browse(address());
            }
        } catch (IOException | RuntimeException | LinkageError | AWTError failed) {
            // The address has been printed: opening it by hand is no loss worth a message.
        }
    }

    /** Shows on all pages how far the book is, and what is wrong with it. */
    public void tell(BookState state) {
        api.tell(state);
    }

    /** Makes the open pages load themselves again. Their chapters start afresh, with new evaluators. */
    public void rebuilt() {
        api.rebuilt();
    }

    /** The same for the pages of one chapter; for those that belong to none, such as the index, its name is empty. */
    public void rebuilt(String chapter) {
        api.rebuilt(chapter);
    }

    private static void answer(HttpExchange exchange, Function<Headers, Optional<String>> refusal, HttpHandler handler)
            throws IOException {
        try (exchange) {
            Optional<String> refused = refusal.apply(exchange.getRequestHeaders());
            if (refused.isPresent()) {
                Replies.text(exchange, 403, refused.get());
            } else {
                handler.handle(exchange);
            }
        }
    }

    @Override
    public void close() {
        api.close();
        http.stop(0);
        threads.shutdownNow();
    }
}
