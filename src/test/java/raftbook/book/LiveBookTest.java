package raftbook.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Wish;

/** The book served while it is written. */
class LiveBookTest {
    private static final String LIGHT = "docs/chapters/02-light.adoc";

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private FixtureBook fixture;
    private LiveBook live;
    private String ready = "";

    @BeforeEach
    void open() throws IOException {
        fixture = FixtureBook.in(folder);
        live = LiveBook.open(folder, 0, said::add);
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void firstSaysWhatIsToCome() throws Exception {
        assertThat(page("/")).contains("A light", "02-light.html");
        assertThat(page("/02-light.html")).contains("A light", "is being built");
    }

    @Test
    void aPageThatIsToComeIsToldWhenItIsThere() throws Exception {
        String coming = page("/02-light.html");
        try (BufferedReader events = events("?chapter=02-light&cells=0")) {
            assertThat(coming).contains("data-made=\"" + made() + "\"");
            live.build();
            assertThat(next(events)).contains("\"stopped\"");
            assertThat(next(events)).contains("\"reload\"");
        }
        events("?chapter=02-light&cells=0").close();
        assertThat(coming)
                .as("who comes too late for the news sees it by the page")
                .doesNotContain(made());
        assertThat(page("/02-light.html")).contains("data-made=\"" + made() + "\"");
    }

    /** To compile them takes the processors with which Asciidoctor starts. */
    @Test
    void inABookNeverBuiltTheFirstPageDoesNotWaitForStages() throws Exception {
        Path work = new Layout(folder).work();
        Files.move(work, folder.resolve("built-before"));
        List<String> seen = new CopyOnWriteArrayList<>();
        Book.run(folder, Wish.Results.REMEMBERED, line -> {}, new Book.Reader() {
            @Override
            public boolean cannotWaitFor(Chapter chapter) {
                return chapter.name().equals("01-tour");
            }

            @Override
            public void begins(Chapter chapter, Book.Page page) {
                seen.add(chapter.name() + (Files.exists(work.resolve("stages")) ? " with" : " without") + " stages");
            }

            @Override
            public void done(Chapter chapter, Book.Page page) {
                seen.add(chapter.name() + " on " + page.classPath().size());
            }
        });
        assertThat(seen).hasSize(4).startsWith("01-tour without stages").contains("01-tour on 2", "02-light on 1");
    }

    @Test
    void aNewChapterCanBeReadWhileItsCellsRun() throws Exception {
        String page = folder.resolve("target/site/02-light.html").toString().replace("\\", "/");
        fixture.replace(
                LIGHT,
                "Light light = Light.START.next();",
                "System.setProperty(\"raftbook.test.begun\", java.nio.file.Files.readString(java.nio.file.Path.of(\""
                        + page + "\")));\nLight light = Light.START.next();");
        live.build();
        assertThat(System.clearProperty("raftbook.test.begun"))
                .contains("a color and a count", "Its cells run now")
                .doesNotContain("a light: Light[");
        assertThat(page("/02-light.html"))
                .contains("a color and a count", "a light: Light[")
                .doesNotContain("Its cells run now");
    }

    private String made() {
        return ready.replaceAll(".*\"made\":\"(\\w+)\".*", "$1");
    }

    @Test
    void whatIsWrongIsShownOnThePages() throws Exception {
        fixture.replace(LIGHT, "§5.1", "§5.11");
        live.build();
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request("/api/events?chapter=02-light").build(), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
        assertThat(lines.readLine()).contains("\"book\"", "02-light.adoc", "§5.11", "\"building\":false");
        lines.close();
    }

    @Test
    void aChangedChapterReloadsItsOwnPageAlone() throws Exception {
        live.build();
        assertThat(page("/02-light.html")).contains("A green light").doesNotContain("is being built");

        try (BufferedReader changed = events("?chapter=02-light");
                BufferedReader other = events("?chapter=03-crossing")) {
            fixture.replace(LIGHT, "A light says where it stands", "A light tells where it stands");
            live.build();
            assertThat(page("/02-light.html")).contains("A light tells where it stands");
            assertThat(next(changed)).contains("\"stopped\"");
            assertThat(next(changed)).contains("\"reload\"");

            post("stop", "{\"chapter\":\"03-crossing\"}");
            post("stop", "{\"chapter\":\"03-crossing\"}");
            assertThat(next(other)).contains("\"stopped\"");
            assertThat(next(other)).contains("\"stopped\"");
        }
    }

    @Test
    void theIndexReloadsWhenAChapterGetsAnotherTitle() throws Exception {
        live.build();
        try (BufferedReader index = events("")) {
            fixture.replace(LIGHT, "= A light\n", "= One light\n");
            live.build();
            assertThat(next(index)).contains("\"stopped\"");
            assertThat(next(index)).contains("\"reload\"");
            assertThat(page("/")).contains("One light");
        }
    }

    @Test
    void cellsRunOnTheirChaptersStage() throws Exception {
        live.build();
        try (BufferedReader events = events("?chapter=02-light")) {
            post("run", """
                    {"chapter": "02-light", "cells": [
                      {"cell": "c1", "code": "raftbook.light.Light.START.changes()"}]}""");
            assertThat(next(events)).contains("\"waiting\"");
            assertThat(next(events)).contains("\"started\"");
            assertThat(next(events)).contains("\"value\"", "\"0\"");
        }
    }

    @Test
    void whatIsWrongIsSaidAndTheBookGoesOn() throws Exception {
        fixture.replace(LIGHT, "§5.1", "§5.11");
        live.build();
        assertThat(said).anyMatch(line -> line.contains(LIGHT) && line.contains("§5.11"));
        fixture.write("docs/chapters/04-empty.adoc", "no title");
        live.build();
        fixture.delete("docs/chapters/04-empty.adoc").replace(LIGHT, "§5.11", "§5.1");
        said.clear();
        live.build();
        assertThat(said).last().asString().matches("  built in \\d+ ms");
    }

    @Test
    void aPortThatIsNoNumberIsRefused() {
        assertThat(LiveBook.port("9000")).isEqualTo(9000);
        assertThatThrownBy(() -> LiveBook.port("abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("port 'abc': must be a number from 0 to 65535; mvn -Dport=9000 takes 9000");
    }

    private HttpRequest.Builder request(String path) {
        URI address = live.address();
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Raftbook-Token", address.getFragment().substring("token=".length()));
    }

    private String page(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString()).body();
    }

    private void post(String action, String body) throws IOException, InterruptedException {
        HttpRequest post = request("/api/" + action)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(http.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }

    /** The events from now on. */
    private BufferedReader events(String query) throws IOException, InterruptedException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(
                http.send(request("/api/events" + query).build(), BodyHandlers.ofInputStream())
                        .body(),
                StandardCharsets.UTF_8));
        String line = next(lines);
        while (!line.contains("\"ready\"")) line = next(lines);
        ready = line;
        return lines;
    }

    /** Empty lines say no more than that the server is there, and how far the book is comes in between. */
    private static String next(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line.isEmpty() || line.contains("\"type\":\"book\"")) {
            line = events.readLine();
        }
        return line;
    }
}
