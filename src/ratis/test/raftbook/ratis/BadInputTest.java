package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.metadata.InvalidRequestException;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.RefusedException;

/** Each bad input has an error that names it, the rule and the remedy, and loses nothing. */
class BadInputTest {

    @TempDir
    Path folder;

    private static void fail(Server.Options options) throws IOException {
        new Server(options, why -> {}).close();
    }

    @Test
    void aFolderOfAnotherClusterServerOrFormatIsNotTouched() throws Exception {
        Group one = Cluster.group("one", 1);
        new Server(Server.Options.of(one, "n1", folder), why -> {}).close();
        Group other = new Group("other", one.servers());
        assertThatThrownBy(() -> fail(Server.Options.of(other, "n1", folder)))
                .hasMessageContaining("is of 'format 1, cluster one, server n1', and this is 'format 1, cluster other,")
                .hasMessageContaining("start with the folder that belongs to it");
        Group renamed = Group.of("one", "n2=127.0.0.1:" + Cluster.freePort());
        assertThatThrownBy(() -> fail(Server.Options.of(renamed, "n2", folder))).hasMessageContaining("server n1'");
        Files.writeString(folder.resolve("raftbook.server"), "format 9, cluster one, server n1\n");
        assertThatThrownBy(() -> fail(Server.Options.of(one, "n1", folder))).hasMessageContaining("format 9");
    }

    @Test
    void aFolderWithSomethingElseInItIsNotTouched() throws Exception {
        Files.writeString(folder.resolve("thesis.txt"), "");
        assertThatThrownBy(() -> fail(Server.Options.of(Cluster.group("one", 1), "n1", folder)))
                .hasMessageContaining("it is no server's of this service. Start with an empty folder");
        assertThat(folder.resolve("raftbook.server")).doesNotExist();
    }

    @Test
    void aPortInUseIsNamedBeforeAnythingIsStarted() throws Exception {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("127.0.0.1", 0));
            Group group = Group.of("one", "n1=127.0.0.1:" + socket.getLocalPort());
            assertThatThrownBy(() -> fail(Server.Options.of(group, "n1", folder)))
                    .hasMessageContaining("address 127.0.0.1:" + socket.getLocalPort() + " cannot be listened on")
                    .hasMessageContaining("name another port");
        }
    }

    @Test
    void aListOfServersThatDoesNotNameThisOneOrIsMalformedIsRefused() {
        assertThatThrownBy(() -> fail(Server.Options.of(Group.of("one", Group.HERE), "n4", folder)))
                .hasMessageContaining("server 'n4' is none of [n1, n2, n3]")
                .hasMessageContaining("name it in the list");
        for (String list : List.of(
                "",
                "n1",
                "n1=",
                "=a:1",
                "n1=host",
                "n1=host:0",
                "n1=host:65536",
                "n1=a:1,n1=b:2",
                "n1=a:1,n2=a:1",
                "n1=a:1,")) {
            assertThatThrownBy(() -> Group.of("one", list))
                    .as(list)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("write them as in n1=127.0.0.1:7101");
        }
    }

    @Test
    void aMalformedKeyOrAValueTooLargeIsRefusedBeforeItIsSent() throws Exception {
        try (Client client = new Client(Cluster.group("nobody", 1), Duration.ofHours(1))) {
            assertThatThrownBy(() ->
                            client.putMetadata("/a", "x".repeat((1 << 20) + 1)).get())
                    .cause()
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("exceeds 1048576 bytes");
            for (String key : List.of("a", "/a/", "/a\nb")) {
                assertThatThrownBy(() -> client.putMetadata(key, "x").get()).hasMessageContaining("key '");
                assertThatThrownBy(() -> client.getMetadata(key).get()).hasMessageContaining("key '");
                assertThatThrownBy(() -> client.watch(key, 0).get()).hasMessageContaining("key '");
            }
            assertThatThrownBy(() -> client.watch("/", -1).get())
                    .hasMessageContaining("begin after what a listing says");
        }
    }

    @Test
    void theLargestValueAndTheLongestKeyGetThrough() throws Exception {
        String key = "/" + "k".repeat(1023);
        String value = "v".repeat(1 << 20);
        try (Cluster cluster = new Cluster(Cluster.group("one", 1), folder, 1000);
                Client client = cluster.client()) {
            client.putMetadata(key, value).get();
            assertThat(client.getMetadata(key).get()).contains(value);
        }
    }

    @Test
    void aClientThatKnowsOnlyDeadServersIsRefusedForNothingCanHaveBeenDone() throws Exception {
        try (Client client = new Client(Cluster.group("dead", 2), Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> client.putMetadata("/a", "1").get())
                    .cause()
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(
                            "Nothing was done. Are a majority of the servers running, and are these their addresses?");
            assertThatThrownBy(() -> client.getMetadata("/a").get()).cause().isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aPutThatALeaderWithoutAMajorityHasTakenInIsUnknownAndTheNextOneGetsThrough() throws Exception {
        try (Cluster cluster = new Cluster(folder, 1000)) {
            try (Client client = new Client(cluster.group, Duration.ofSeconds(4))) {
                client.putMetadata("/a", "1").get();
                String leader = cluster.leader();
                List<String> others = cluster.running.keySet().stream()
                        .filter(id -> !id.equals(leader))
                        .toList();
                for (String id : others) cluster.stop(id);
                assertThatThrownBy(() -> client.putMetadata("/a", "2").get())
                        .cause()
                        .isInstanceOf(UnknownOutcomeException.class)
                        .hasMessageContaining("read the key to find out");
                for (String id : others) cluster.start(id);
                cluster.leader();
                client.putMetadata("/b", "3").get(30, TimeUnit.SECONDS);
                assertThat(client.getMetadata("/a").get().orElseThrow()).isIn("1", "2");
            }
        }
    }

    @Test
    void aDamagedSnapshotIsNotStartedFromAndTheErrorSaysHowToGetItBack() throws Exception {
        Group group = Cluster.group("one", 1);
        try (Cluster cluster = new Cluster(group, folder, 1000);
                Client client = cluster.client()) {
            for (int i = 0; i < 20; i++) client.putMetadata("/k/" + i, "value").get();
            try (Members members = cluster.members()) {
                assertThat(members.snapshot("n1")).isGreaterThanOrEqualTo(20);
            }
        }
        Path snapshot;
        try (Stream<Path> files = Files.walk(folder)) {
            snapshot = files.filter(file -> file.getFileName().toString().matches("snapshot\\.[0-9]+_[0-9]+"))
                    .max(java.util.Comparator.naturalOrder())
                    .orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(snapshot);
        bytes[bytes.length / 2] ^= 1;
        Files.write(snapshot, bytes);
        assertThatThrownBy(() -> fail(Server.Options.of(group, "n1", folder.resolve("n1"))))
                .hasStackTraceContaining("snapshot " + snapshot + " cannot be used")
                .hasStackTraceContaining("Move this server's folder away and start it again with --join");
    }
}
