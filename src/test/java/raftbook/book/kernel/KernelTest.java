package raftbook.book.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
        String id = displayId(published("display_data", first));
        client.reply();
        client.execute("1 + 1");
        client.reply();
        assertThat(displayId(published("update_display_data", first))).isEqualTo(id);
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
}
