package raftbook.book.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KernelTest {

    private Client client;
    private JupyterConnection connection;

    @BeforeEach
    void connect() throws Exception {
        client = new Client();
        connection = KernelMain.connect(client.properties(), List.of());
        client.connect();
    }

    @AfterEach
    void shutDown() {
        client.command("shutdown_request", Map.of("restart", false));
        client.controlReply();
        connection.waitUntilClose();
        client.close();
    }

    private Client.Received published(String type, String parent) {
        return client.published(
                each -> each.type().equals(type) && each.parent().equals(parent));
    }

    @Test
    void aCellsOutputAndValueArePublished() {
        String cell = client.execute("System.out.println(\"hello\");\n1 + 1");
        assertThat(published("stream", cell).text("text")).isEqualTo("hello\n");
        assertThat(published("execute_result", cell)
                        .content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .isEqualTo("2");
        assertThat(client.reply().text("status")).isEqualTo("ok");
    }

    @Test
    void anErrorHasTheLineAndTheCause() {
        String cell =
                client.execute("int a = 1;\nthrow new IllegalStateException(\"bad\", new RuntimeException(\"root\"));");
        Client.Received error = published("error", cell);
        assertThat(error.text("ename")).isEqualTo("IllegalStateException");
        assertThat(error.text("evalue")).isEqualTo("line 2: bad");
        assertThat(error.content().get("traceback").toString()).contains("caused by java.lang.RuntimeException: root");
        assertThat(client.reply().text("status")).isEqualTo("error");
    }

    @Test
    void aDisplayIsUpdatedInPlace() {
        String first = client.execute("String id = display(\"one\");");
        String id = published("display_data", first)
                .content()
                .getAsJsonObject("transient")
                .get("display_id")
                .getAsString();
        client.reply();
        String second = client.execute("updateDisplay(id, \"two\");");
        Client.Received update = published("update_display_data", second);
        assertThat(update.content()
                        .getAsJsonObject("transient")
                        .get("display_id")
                        .getAsString())
                .isEqualTo(id);
        assertThat(update.content().getAsJsonObject("data").get("text/plain").getAsString())
                .isEqualTo("two");
        client.reply();
    }

    @Test
    void aPictureMovesInItsCellWhileOthersRun() {
        String first = client.execute("""
                class Moving {
                    public String toSvg() { return "<svg/>"; }
                    public Iterator<String> frames() { return Stream.iterate(1, i -> i + 1).map(i -> "" + i).iterator(); }
                }
                new Moving()
                """);
        Client.Received shown = published("display_data", first);
        client.reply();
        client.execute("1 + 1");
        client.reply();
        Client.Received moved = published("update_display_data", first);
        assertThat(displayId(moved)).isEqualTo(displayId(shown));
        assertThat(shown.content().getAsJsonObject("data").keySet()).contains("text/html", "image/svg+xml");
        assertThat(moved.content().getAsJsonObject("data").keySet())
                .as("once is enough for what comes ten times a second")
                .contains("text/html")
                .doesNotContain("image/svg+xml");
    }

    private static String displayId(Client.Received message) {
        return message.content().getAsJsonObject("transient").get("display_id").getAsString();
    }

    @Test
    void aThreadPrintsToTheCellThatStartedIt() {
        String first = client.execute("""
                var go = new CountDownLatch(1);
                new Thread(() -> {
                    try { go.await(); } catch (InterruptedException e) { return; }
                    System.out.println("late");
                }).start();
                """);
        client.reply();
        client.execute("go.countDown();");
        client.reply();
        assertThat(published("stream", first).text("text")).isEqualTo("late\n");
    }

    @Test
    void anInterruptStopsTheCell() {
        String cell = client.execute("System.out.println(\"started\"); new CountDownLatch(1).await();");
        published("stream", cell);
        client.command("interrupt_request", Map.of());
        client.controlReply();
        assertThat(client.reply().text("ename")).isEqualTo("stopped");
    }

    @Test
    void completionReplacesTheWordAtTheCursor() {
        client.ask("complete_request", Map.of("code", "int q = 1;\nMath.floorM", "cursor_pos", 22));
        Client.Received reply = client.reply();
        assertThat(reply.content().get("matches").toString()).contains("floorMod(");
        assertThat(reply.content().get("cursor_start").getAsInt()).isEqualTo(16);
        assertThat(reply.content().get("cursor_end").getAsInt()).isEqualTo(22);
    }

    @Test
    void inspectionShowsTheSignature() {
        client.ask("inspect_request", Map.of("code", "Math.abs(1)", "cursor_pos", 6, "detail_level", 0));
        assertThat(client.reply()
                        .content()
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString())
                .contains("int Math.abs(int a)");
    }

    @Test
    void anOpenBracketAsksForMore() {
        client.ask("is_complete_request", Map.of("code", "for (;;) {"));
        assertThat(client.reply().text("status")).isEqualTo("incomplete");
        client.ask("is_complete_request", Map.of("code", "int a = 1;"));
        assertThat(client.reply().text("status")).isEqualTo("complete");
    }

    @Test
    void aFailedCellAbortsThoseThatWaitBehindItAndNothingElse() {
        String failing = client.execute("Thread.sleep(300); throw new IllegalStateException();");
        String waiting = client.execute("int never = 1;");
        String asked = client.ask("kernel_info_request", Map.of());
        assertThat(client.reply())
                .extracting(Client.Received::parent, each -> each.text("status"))
                .containsExactly(failing, "error");
        assertThat(client.reply())
                .extracting(Client.Received::parent, each -> each.text("status"))
                .containsExactly(waiting, "aborted");
        assertThat(client.reply())
                .extracting(Client.Received::parent, Client.Received::type)
                .containsExactly(asked, "kernel_info_reply");
        client.execute("never");
        assertThat(client.reply().text("evalue")).contains("cannot find symbol");
        client.execute("1 + 1");
        assertThat(client.reply().text("status")).isEqualTo("ok");
    }

    @Test
    void anInterruptAbortsTheCellsThatWait() {
        String cell = client.execute("System.out.println(\"started\"); new CountDownLatch(1).await();");
        client.execute("int never = 1;");
        published("stream", cell);
        client.command("interrupt_request", Map.of());
        client.controlReply();
        assertThat(client.reply().text("ename")).isEqualTo("stopped");
        assertThat(client.reply().text("status")).isEqualTo("aborted");
    }

    @Test
    void aCellMayAskForTheOthersToGoOn() {
        client.execute("throw new IllegalStateException();", Map.of("stop_on_error", false));
        client.execute("1 + 1");
        assertThat(client.reply().text("status")).isEqualTo("error");
        assertThat(client.reply().text("status")).isEqualTo("ok");
    }

    @Test
    void aSilentCellPublishesNothingAndDoesNotCount() {
        String silent = client.execute("System.out.println(\"unheard\"); int x = 7; x", Map.of("silent", true));
        int count = client.reply().content().get("execution_count").getAsInt();
        String unstored = client.execute("x + 1", Map.of("store_history", false));
        client.reply();
        String cell = client.execute("x + 2");
        assertThat(client.reply().content().get("execution_count").getAsInt()).isEqualTo(count);
        List<String> seen = new ArrayList<>();
        client.published(each -> {
            seen.add(each.parent().equals(silent) ? "silent " + each.type() : "");
            return each.type().equals("execute_result") && each.parent().equals(cell);
        });
        assertThat(seen).filteredOn(each -> !each.isEmpty()).containsOnly("silent status");
        client.ask("history_request", Map.of("hist_access_type", "tail", "n", 5, "output", true, "raw", true));
        assertThat(client.reply().content().get("history").toString())
                .isEqualTo("[[0," + count + ",[\"x + 2\",\"9\"]]]");
    }

    @Test
    void theHistoryIsAnswered() {
        for (String code : List.of("int one = 1;", "int two = 2;", "one + two", "int two = 2;")) {
            client.execute(code);
            client.reply();
        }
        assertThat(history(Map.of("hist_access_type", "tail", "n", 2)))
                .isEqualTo("[[0,3,\"one + two\"],[0,4,\"int two = 2;\"]]");
        assertThat(history(Map.of("hist_access_type", "range", "session", 0, "start", 1, "stop", 3)))
                .isEqualTo("[[0,1,\"int one = 1;\"],[0,2,\"int two = 2;\"]]");
        assertThat(history(Map.of("hist_access_type", "range", "session", 0, "start", 4)))
                .isEqualTo("[[0,4,\"int two = 2;\"]]");
        assertThat(history(Map.of("hist_access_type", "search", "pattern", "int t*", "n", 9, "unique", true)))
                .isEqualTo("[[0,4,\"int two = 2;\"]]");
        assertThat(history(Map.of("hist_access_type", "range", "session", -1, "start", 1, "stop", 3)))
                .isEqualTo("[]");
    }

    private String history(Map<String, ?> request) {
        client.ask("history_request", request);
        Client.Received reply = client.reply();
        assertThat(reply.text("status")).isEqualTo("ok");
        return reply.content().get("history").toString();
    }

    @Test
    void positionsCountCharactersAndNotTheirHalves() {
        String code = "String s = \"😀\"; s.le";
        client.execute(code.substring(0, code.indexOf("s.le")));
        client.reply();
        client.ask("complete_request", Map.of("code", code, "cursor_pos", code.codePointCount(0, code.length())));
        Client.Received reply = client.reply();
        assertThat(reply.content().get("matches").toString()).contains("length()");
        assertThat(reply.content().get("cursor_start").getAsInt()).isEqualTo(18);
        assertThat(reply.content().get("cursor_end").getAsInt()).isEqualTo(20);
        String call = "String s = \"😀😀😀\"; Math.abs(1)";
        client.ask("inspect_request", Map.of("code", call, "cursor_pos", 23, "detail_level", 0));
        assertThat(client.reply().content().getAsJsonObject("data").toString()).contains("Math.abs(int a)");
    }

    @Test
    void theNextCellRunsAfterAValueThatHoldsItselfAndACompilerThatGivesUp() {
        client.execute("List<Object> self = new ArrayList<>(); self.add(self); self");
        assertThat(client.reply().text("status")).isEqualTo("ok");
        client.execute("long sum = 1" + " + 1".repeat(20_000) + ";", Map.of("stop_on_error", false));
        assertThat(client.reply().text("status")).isEqualTo("error");
        client.ask("is_complete_request", Map.of("code", "long sum = 1" + " + 1".repeat(20_000) + ";"));
        assertThat(client.reply().type()).isEqualTo("is_complete_reply");
        client.execute("1 + 1");
        assertThat(client.reply().text("status")).isEqualTo("ok");
    }
}
