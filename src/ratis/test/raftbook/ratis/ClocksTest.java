package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.metadata.MetadataStore;
import raftbook.metadata.Session;
import raftbook.ratis.judge.Processes;

/** Clocks that jump: nothing depends on the time of day, and time in which a server stood still ends no session. */
class ClocksTest {

    @TempDir
    Path folder;

    @Test
    void noServerAsksWhatTimeOfDayItIs() throws Exception {
        List<String> asking = new ArrayList<>();
        for (String each : List.of(
                "org.apache.ratis.server.RaftServer",
                "org.apache.ratis.server.impl.RaftServerImpl",
                "org.apache.ratis.grpc.GrpcFactory",
                "org.apache.ratis.client.RaftClient",
                "org.apache.ratis.util.JavaUtils")) {
            try (FileSystem jar = FileSystems.newFileSystem(place(Class.forName(each)))) {
                find(jar.getPath("/"), asking);
            }
        }
        // They date what is logged.
        assertThat(asking)
                .containsExactlyInAnyOrder(
                        "/org/apache/ratis/util/JavaUtils.class", "/org/apache/ratis/util/StringUtils.class");
        asking.clear();
        for (Class<?> each : List.of(Server.class, MetadataStore.class)) {
            find(place(each).resolve(each.getPackageName().replace('.', '/')), asking);
        }
        // It dates a summary.
        asking.removeIf(each -> each.endsWith("judge/Summary.class"));
        assertThat(asking).isEmpty();
    }

    private static Path place(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void find(Path below, List<String> asking) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (!file.toString().endsWith(".class") || file.toString().endsWith("Test.class")) continue;
                String constants = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (Stream.of(
                                "currentTimeMillis",
                                "java/util/Date",
                                "java/time/Instant",
                                "java/time/LocalDate",
                                "java/time/Clock")
                        .anyMatch(constants::contains)) asking.add(file.toString());
            }
        }
    }

    @Test
    void aClockThatHasJumpedWhileAServerStoodStillEndsNoSession() throws Exception {
        try (Processes servers = Processes.start(1, folder, Duration.ofMillis(300))) {
            servers.awaitLeader();
            try (Client client = servers.client(Duration.ofSeconds(20))) {
                Session session =
                        client.open("/s/me", "here", Duration.ofSeconds(3)).get();
                client.hold("/lock", "mine", session).get();
                servers.stop("n1");
                TimeUnit.SECONDS.sleep(6);
                servers.goOn("n1");
                assertThat(client.keepAlive(session).get()).isEqualTo(session);
                assertThat(client.getMetadata("/lock").get()).contains("mine");
            }
        }
    }
}
