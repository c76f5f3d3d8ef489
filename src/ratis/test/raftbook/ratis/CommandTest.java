package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.RefusedException;

/** What the command prints, and how it ends. */
class CommandTest {

    @TempDir
    Path folder;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @AfterEach
    void giveBack() {
        System.setOut(out);
        System.setErr(err);
    }

    /** The exit code, and what was printed on both streams. */
    private String run(Group group, String... command) {
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        List<String> all = new ArrayList<>(List.of(command));
        all.add("--servers="
                + group.servers().entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(",")));
        all.add("--cluster=" + group.name());
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        int code = Main.run(all.toArray(new String[0]));
        giveBack();
        return code + " " + printed.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void doneRefusedNotUnderstoodAndAbsentHaveTheirExitCodesAndJsonSaysTheSame() throws Exception {
        try (Cluster cluster = new Cluster(Cluster.group("one", 1), folder, 1000)) {
            Group group = cluster.group;
            String put = run(group, "put", "/a", "say \"hi\"\n", "--json");
            assertThat(put).matches("0 \\{\"outcome\":\"done\",\"version\":[0-9]+,\"term\":1}");
            String version = put.replaceAll(".*\"version\":([0-9]+).*", "$1");
            assertThat(run(group, "get", "/a")).isEqualTo("0 say \"hi\"");
            assertThat(run(group, "get", "/a", "--json"))
                    .isEqualTo("0 {\"key\":\"/a\",\"version\":" + version + ",\"value\":\"say \\\"hi\\\"\\u000a\"}");
            assertThat(run(group, "get", "/b")).isEqualTo("4 there is no /b");
            assertThat(run(group, "get", "/b", "--json")).isEqualTo("4 {\"key\":\"/b\",\"version\":0,\"value\":null}");
            assertThat(run(group, "cas", "/a", "0", "x"))
                    .isEqualTo("1 refused: key '/a' of version " + version
                            + ", and not absent: read it again, and decide anew");
            assertThat(run(group, "cas", "/a", version, "2")).startsWith("0 done");
            assertThat(run(group, "list")).isEqualTo("0 /a = 2");
            assertThat(run(group, "watch", "/", "--after=0", "--count=2")).endsWith(" /a = 2");
            assertThat(run(group, "delete", "/a")).startsWith("0 done");
            assertThat(run(group, "put", "a", "1")).startsWith("1 refused: key 'a' must start with /");
            assertThat(run(group, "put", "/a")).startsWith("2 Missing required parameter: 'VALUE'");
            assertThat(run(group, "cas", "/a", "one", "2")).startsWith("2 Invalid value for positional parameter");
            assertThat(run(group, "status", "--json"))
                    .startsWith("0 [{\"server\":\"n1\"")
                    .contains("\"role\":\"LEADER\"");
        }
        Group dead = cluster();
        assertThat(run(dead, "put", "/a", "1", "--patience=1")).startsWith("1 refused: none of {n1=");
        assertThat(run(dead, "status")).startsWith("1 ").contains("DOWN");
    }

    private static Group cluster() throws Exception {
        return Cluster.group("dead", 1);
    }

    @Test
    void aPutWithoutAMajorityEndsAsUnknown() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000)) {
            String leader = cluster.leader();
            for (String id : List.copyOf(cluster.running.keySet())) if (!id.equals(leader)) cluster.stop(id);
            assertThat(run(cluster.group, "put", "/a", "1", "--patience=3", "--json"))
                    .startsWith("3 {\"outcome\":\"unknown\",\"why\":\"no answer");
        }
    }

    @Test
    void theShellIsToldHowToCompleteWhatIsTyped() throws Exception {
        String script = run(cluster(), "generate-completion");
        assertThat(script).startsWith("0 #!/usr/bin/env bash");
        for (String name :
                List.of("put", "get", "delete", "list", "watch", "cas", "status", "transfer", "up", "down", "leave")) {
            assertThat(script).contains("_picocli_raftbook_" + name);
        }
    }

    @Test
    void aServerThatHasNoRoomForASnapshotGoesOnAndKeepsItsLog() throws Exception {
        Group group = Cluster.group("full", 1);
        // Thirty of these are too much for one file; the log is cut into files of 8 MiB.
        Process process = serve(group, 24 << 20);
        assertThat(putUntilItFails(group, 60, Duration.ofMinutes(2))).isEqualTo(60);
        kill(process);
        assertThat(keysAfterRestart(group)).isEqualTo(60);
    }

    @Test
    void aServerThatHasNoRoomForItsLogSaysSoAndEndsAndNothingAcknowledgedIsLost() throws Exception {
        Group group = Cluster.group("full", 1);
        Process process = serve(group, 6 << 20);
        int acknowledged = putUntilItFails(group, 60, Duration.ofSeconds(10));
        assertThat(acknowledged).isBetween(2, 8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("log")))
                .contains("n1 cannot go on: the log cannot be written")
                .contains("Make room on the disk, and start this server again");
        assertThat(keysAfterRestart(group)).isBetween(acknowledged, acknowledged + 1);
    }

    /** A server no file of which may grow beyond this: what a full disk looks like from within. */
    private Process serve(Group group, long mostBytes) throws Exception {
        List<String> serve = List.of(
                "bash",
                "-c",
                "ulimit -f " + mostBytes / 1024 + "; exec \"$@\"",
                "serve",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "serve",
                "n1",
                "--servers=n1=" + group.addressOf("n1"),
                "--cluster=full",
                "--snapshot-every=20",
                "--data=" + folder);
        return new ProcessBuilder(serve)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
    }

    private static int putUntilItFails(Group group, int most, Duration patience) throws Exception {
        int acknowledged = 0;
        try (Client client = new Client(group, patience)) {
            for (; acknowledged < most; acknowledged++) {
                client.putMetadata("/k/" + acknowledged, "x".repeat(1_000_000)).get();
            }
        } catch (ExecutionException failed) {
            assertThat(failed.getCause()).isInstanceOfAny(RefusedException.class, UnknownOutcomeException.class);
        }
        return acknowledged;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }

    private int keysAfterRestart(Group group) throws Exception {
        try (Server server = new Server(Server.Options.of(group, "n1", folder.resolve("n1")), why -> {});
                Client client = new Client(group)) {
            assertThat(server.raft().getId()).hasToString("n1");
            return client.children("/k").get().size();
        }
    }
}
