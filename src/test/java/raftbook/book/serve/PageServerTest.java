package raftbook.book.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.eval.Evaluator;

class PageServerTest {

    @TempDir
    private Path folder;

    private final AtomicInteger evaluators = new AtomicInteger();
    private final List<String> said = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private Path site;
    private PageServer server;
    private String base;
    private String token;

    @BeforeEach
    void start() throws IOException {
        site = Files.createDirectory(folder.resolve("site"));
        Files.writeString(site.resolve("index.html"), "<p>the index");
        Files.createDirectory(site.resolve("sub"));
        Files.writeString(site.resolve("sub/page.html"), "<p>a page");
        server = open(0);
        base = "http://127.0.0.1:" + server.address().getPort();
        token = server.address().getFragment().substring("token=".length());
    }

    private PageServer open(int port) throws IOException {
        return PageServer.start(
                site,
                folder.resolve("slides"),
                chapter -> {
                    evaluators.incrementAndGet();
                    return new Evaluator(List.of());
                },
                port,
                said::add);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int status(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private int post(String action, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api/" + action))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofString()).statusCode();
    }

    private int call(String action, String body) throws Exception {
        return post(action, body, Guard.TOKEN_HEADER, token);
    }

    private static String cell(String id, String code) {
        return new com.google.gson.Gson()
                .toJson(new LiveApi.Call("02-roles", "tab", List.of(new LiveChapter.Asked(id, code, false))));
    }

    /** The status line that a request gets whose Host header is this. */
    private String statusForHost(String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
            String body = cell("c1", "1");
            String request = "POST /api/run HTTP/1.1\r\nHost: " + host + "\r\n" + Guard.TOKEN_HEADER + ": " + token
                    + "\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
        }
    }

    private Events events() throws Exception {
        Events events = eventsFromTheBeginning();
        events.until(line -> line.contains("\"ready\""));
        return events;
    }

    private Events eventsFromTheBeginning() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/events?chapter=02-roles"))
                .header(Guard.TOKEN_HEADER, token)
                .build();
        return new Events(new BufferedReader(new InputStreamReader(
                client.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8)));
    }

    /** The chapter's events, read as they come. */
    private record Events(BufferedReader lines) {
        List<String> until(Predicate<String> last) throws IOException {
            List<String> seen = new ArrayList<>();
            do {
                seen.add(lines.readLine());
            } while (!last.test(seen.get(seen.size() - 1)));
            return seen;
        }

        List<String> untilEnd() throws IOException {
            return until(line -> line.contains("\"ended\""));
        }
    }

    @Test
    void pagesAreServed() throws Exception {
        assertThat(client.send(HttpRequest.newBuilder(URI.create(base)).build(), BodyHandlers.ofString())
                        .body())
                .isEqualTo("<p>the index");
        assertThat(status("/sub/page.html")).isEqualTo(200);
        assertThat(status("/live.js")).isEqualTo(200);
        assertThat(status("/live.css")).isEqualTo(200);
        assertThat(status(server.address().getPath())).isEqualTo(200);
        assertThat(status("/nowhere.html")).isEqualTo(404);
    }

    @Test
    void nothingOutsideTheSiteIsServed() throws Exception {
        Path secret = Files.writeString(site.resolveSibling("secret.txt"), "secret");
        Files.createSymbolicLink(site.resolve("link.txt"), secret);
        assertThat(status("/link.txt")).isEqualTo(404);
        assertThat(status("/..%2fsecret.txt")).isEqualTo(404);
        assertThat(status("/%2fetc/passwd")).isEqualTo(404);
    }

    @Test
    void noAnswerLetsAnotherOriginIn() throws Exception {
        assertThat(client.send(HttpRequest.newBuilder(URI.create(base)).build(), BodyHandlers.ofString())
                        .headers()
                        .map()
                        .keySet())
                .noneMatch(name -> name.startsWith("access-control"))
                .contains("content-security-policy");
    }

    @Test
    void wrongTokenHostOrOriginExecuteNothing() throws Exception {
        String body = cell("c1", "1 + 1");
        assertThat(post("run", body)).isEqualTo(403);
        assertThat(post("run", body, Guard.TOKEN_HEADER, "wrong")).isEqualTo(403);
        assertThat(post("run", body, Guard.TOKEN_HEADER, token, "Origin", "http://evil.example"))
                .isEqualTo(403);
        assertThat(post("run", body, Guard.TOKEN_HEADER, token, "Origin", "null"))
                .isEqualTo(403);
        assertThat(statusForHost("evil.example:" + server.address().getPort())).contains(" 403 ");
        assertThat(status("/api/events?chapter=02-roles")).isEqualTo(403);
        assertThat(evaluators).hasValue(0);
    }

    @Test
    void theOwnOriginRuns() throws Exception {
        Events events = events();
        assertThat(post("run", cell("c1", "1 + 1"), Guard.TOKEN_HEADER, token, "Origin", base))
                .isEqualTo(202);
        assertThat(events.untilEnd()).anyMatch(line -> line.contains("\"value\"") && line.contains("\"text\":\"2\""));
        assertThat(evaluators).hasValue(1);
        assertThat(statusForHost("localhost:" + server.address().getPort())).contains(" 202 ");
    }

    @Test
    void outputComesWhileTheCellRuns() throws Exception {
        Events events = events();
        call("run", cell("c1", "System.out.println(\"early\"); new CountDownLatch(1).await();"));
        events.until(line -> line.contains("early"));
        call("stop", "{\"chapter\":\"02-roles\"}");
        assertThat(events.untilEnd()).anyMatch(line -> line.contains("\"failed\"") && line.contains("stopped"));
    }

    @Test
    void aThreadThatOutlivesItsCellStillReachesIt() throws Exception {
        Events events = events();
        call("run", cell("c1", """
                var go = new CountDownLatch(1);
                new Thread(() -> {
                    try { go.await(); } catch (InterruptedException e) { return; }
                    System.out.println("late");
                }).start();
                """));
        events.untilEnd();
        call("run", cell("c2", "go.countDown();"));
        assertThat(events.until(line -> line.contains("late"))).last().satisfies(line -> assertThat(line)
                .contains("\"cell\":\"c1\""));
    }

    @Test
    void stoppingForgetsTheCellsThatWait() throws Exception {
        Events events = events();
        call("run", cell("c1", "System.out.println(\"early\"); new CountDownLatch(1).await();"));
        call("run", cell("c2", "System.out.println(\"never\");"));
        events.until(line -> line.contains("early"));
        call("stop", "{\"chapter\":\"02-roles\"}");
        events.untilEnd();
        call("run", cell("c3", "System.out.println(\"last\");"));
        assertThat(events.until(line -> line.contains("last"))).noneMatch(line -> line.contains("never"));
    }

    @Test
    void resetForgetsWhatCellsHaveDeclared() throws Exception {
        Events events = events();
        call("run", cell("c1", "int x = 1;"));
        events.untilEnd();
        call("reset", "{\"chapter\":\"02-roles\"}");
        call("run", cell("c2", "x"));
        assertThat(events.untilEnd()).anyMatch(line -> line.contains("cannot find symbol"));
        assertThat(evaluators).hasValue(2);
    }

    @Test
    void aRebuiltBookIsLoadedAgain() throws Exception {
        Events events = events();
        server.rebuilt();
        events.until(line -> line.contains("\"reload\""));
    }

    @Test
    void anEndlessPrinterIsCutShort() throws Exception {
        Events events = events();
        call("run", cell("c1", "while (true) { System.out.println(\"x\".repeat(1000)); }"));
        events.until(line -> line.contains("is left out"));
        call("stop", "{\"chapter\":\"02-roles\"}");
        events.untilEnd();
    }

    @Test
    void aPageThatIsLoadedAgainGetsWhatItsCellsShow() throws Exception {
        Events first = events();
        call("run", cell("c1", "System.out.println(\"early\"); 40 + 2"));
        first.untilEnd();
        Events again = eventsFromTheBeginning();
        List<String> seen = again.until(line -> line.contains("\"ready\""));
        assertThat(seen.get(1)).contains("\"anew\"");
        assertThat(String.join("\n", seen)).contains("\"started\"", "early", "\"42\"", "\"ended\"");
    }

    @Test
    void whatABrokenOffRunStillSaysIsNotShownToNewPages() {
        Transcript transcript = new Transcript();
        transcript.add(Map.of("type", "started", "cell", "c1"));
        transcript.add(Map.of("type", "reload", "cell", ""));
        transcript.add(Map.of("type", "failed", "cell", "c1", "text", "stopped"));
        assertThat(transcript.events()).isEmpty();
    }

    @Test
    void theFirstCellThatFailsEndsTheRunUnlessItIsThereToFail() throws Exception {
        Events events = events();
        call(
                "run",
                new com.google.gson.Gson()
                        .toJson(new LiveApi.Call(
                                "02-roles",
                                "tab",
                                List.of(
                                        new LiveChapter.Asked("c1", "1 / 0", true),
                                        new LiveChapter.Asked("c2", "2 / 0", false),
                                        new LiveChapter.Asked("c3", "3 + 0", false)))));
        String seen = String.join("\n", events.until(line -> line.contains("\"forgotten\"")));
        assertThat(seen).containsSubsequence("\"started\",\"cell\":\"c1\"", "\"started\",\"cell\":\"c2\"", "\"c3\"");
        assertThat(seen).doesNotContain("\"started\",\"cell\":\"c3\"");
    }

    @Test
    void aBadCallIsToldWhatIsWanted() throws Exception {
        assertThat(call("run", "{\"chapter\":\"02-roles\"}")).isEqualTo(400);
        assertThat(call("run", "nonsense")).isEqualTo(400);
        assertThat(call("complete", "{\"chapter\":\"02-roles\",\"code\":\"St\",\"cursor\":3}"))
                .isEqualTo(400);
        assertThat(call("complete", "{\"chapter\":\"02-roles\",\"code\":\"St\",\"cursor\":2}"))
                .isEqualTo(200);
        assertThat(call("fly", "{}")).isEqualTo(404);
    }

    @Test
    void aPortInUseMovesToTheNextAndSaysSo() throws IOException {
        int taken = server.address().getPort();
        try (PageServer next = open(taken)) {
            assertThat(next.address().getPort()).isGreaterThan(taken);
            assertThat(said)
                    .containsExactly("port " + taken + " is in use: the book is on port "
                            + next.address().getPort());
            assertThat(next.address().getFragment()).isNotEqualTo("token=" + token);
        }
    }

    /** A picture that moves for ever, and counts its frames. */
    private static final String MOVING = """
            var drawn = new java.util.concurrent.atomic.AtomicInteger();
            class Moving {
                public String toSvg() { return "<svg/>"; }
                public Iterator<String> frames() {
                    return Stream.generate(() -> "frame " + drawn.incrementAndGet()).iterator();
                }
            }
            """;

    @Test
    void aPictureMovesUntilItsCellIsRunAgain() throws Exception {
        Events events = events();
        call("run", cell("c1", MOVING + "new Moving()"));
        events.until(line -> line.contains("\"update\":true"));
        call("run", cell("c2", "40 + 2"));
        events.until(line -> line.contains("42"));
        events.until(line -> line.contains("\"update\":true"));
        call("run", cell("c1", "2 + 40"));
        call("run", cell("c2", """
                int before;
                do {
                    before = drawn.get();
                    Thread.sleep(250);
                } while (before < drawn.get());
                """));
        events.untilEnd();
        assertThat(events.untilEnd()).noneMatch(line -> line.contains("\"failed\""));
    }

    @Test
    void slidesAreServedAndMayBeFramedByTheirOwnSpeakersWindowAlone() throws Exception {
        assertThat(status("/slides/")).isEqualTo(404);
        Path slides = Files.createDirectory(folder.resolve("slides"));
        Files.writeString(slides.resolve("index.html"), "<p>the slides");
        Files.writeString(folder.resolve("secret.html"), "<p>not to be served");
        assertThat(policy("/slides/")).endsWith("frame-ancestors 'self'");
        assertThat(policy("/")).endsWith("frame-ancestors 'none'");
        assertThat(status("/slides/../secret.html")).isEqualTo(404);
        assertThat(status("/slides/%2e%2e/secret.html")).isEqualTo(404);
    }

    private String policy(String path) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }
}
