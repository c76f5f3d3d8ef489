package raftbook.ratis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.storage.RaftStorage.StartupOption;
import org.apache.ratis.statemachine.StateMachine;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.util.LifeCycle;
import org.apache.ratis.util.SizeInBytes;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Ratis does if nobody tells it otherwise: each line of docs/ratis-settings.txt is tried. */
class SettingsTest {

    @TempDir
    Path folder;

    private record Row(String setting, String byDefault, String ours, String test) {}

    private static List<Row> table() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("docs/ratis-settings.txt"))) {
            if (line.startsWith("#") || line.isBlank()) continue;
            String[] cell = line.split(" \\| ");
            assertThat(cell).as(line).hasSize(5);
            rows.add(new Row(cell[0], cell[1], cell[3], cell[4]));
        }
        return rows;
    }

    @Test
    void theTableHasTheDefaultsOfThisVersionWhatWeSetAndTestsThatThereAre() throws Exception {
        Map<String, String> defaults = defaults();
        RaftProperties ours = Settings.server(folder, "127.0.0.1:1", Duration.ofMillis(300), 100_000);
        List<Row> rows = table();
        assertThat(rows).hasSizeGreaterThan(12);
        for (Row row : rows) {
            String[] test = row.test.split("\\.");
            assertThat(Class.forName("raftbook.ratis." + test[0])
                            .getDeclaredMethod(test[1])
                            .isAnnotationPresent(Test.class))
                    .as(row.test)
                    .isTrue();
            if (row.setting.equals("-")) continue;
            assertThat(defaults.get(row.setting)).as("default of %s", row).isEqualToIgnoringCase(row.byDefault);
            String set = ours.get(row.setting);
            String found = set == null ? defaults.get(row.setting) : set;
            boolean size = row.ours.endsWith("MB");
            if (size)
                assertThat(SizeInBytes.valueOf(found).getSize())
                        .as("%s", row)
                        .isEqualTo(SizeInBytes.valueOf(row.ours).getSize());
            else assertThat(found).as("%s", row).isEqualToIgnoringCase(row.ours);
        }
    }

    /** Each key with its default, as Ratis declares them side by side. */
    private static Map<String, String> defaults() throws IllegalAccessException {
        Map<String, String> defaults = new TreeMap<>();
        List<Class<?>> todo = new ArrayList<>(List.of(RaftServerConfigKeys.class));
        while (!todo.isEmpty()) {
            Class<?> type = todo.remove(0);
            todo.addAll(List.of(type.getDeclaredClasses()));
            for (Field field : type.getDeclaredFields()) {
                if (!field.getName().endsWith("_KEY")) continue;
                field.setAccessible(true);
                try {
                    Field value = type.getDeclaredField(field.getName().replaceAll("_KEY$", "_DEFAULT"));
                    value.setAccessible(true);
                    defaults.put(
                            String.valueOf(field.get(null)),
                            String.valueOf(value.get(null)).replaceAll(" \\(=.*", ""));
                } catch (NoSuchFieldException none) {
                    // A few have another name.
                }
            }
        }
        return defaults;
    }

    private Group group;
    private final List<RaftServer> servers = new ArrayList<>();

    /** Starts servers that have our settings, but for what is changed here. */
    private List<RaftServer> start(
            int size, java.util.function.Consumer<RaftProperties> change, Supplier<StateMachine> machine)
            throws IOException {
        group = Cluster.group("settings", size);
        for (String id : group.servers().keySet()) {
            RaftProperties properties =
                    Settings.server(folder.resolve(id), group.addressOf(id), Duration.ofMillis(300), 100_000);
            change.accept(properties);
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(group.peer(id).getId())
                    .setGroup(group.raft())
                    .setOption(StartupOption.FORMAT)
                    .setStateMachine(machine.get())
                    .setProperties(properties)
                    .build();
            server.start();
            servers.add(server);
        }
        Cluster.await("a leader", () -> leader() != null);
        return servers;
    }

    private RaftServer.Division division(RaftServer server) {
        try {
            return server.getDivision(group.id());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    private RaftServer leader() {
        return servers.stream()
                .filter(server -> division(server).getInfo().isLeaderReady())
                .findFirst()
                .orElse(null);
    }

    @org.junit.jupiter.api.AfterEach
    void stop() throws IOException {
        for (RaftServer server : servers) server.close();
    }

    private RaftClient client() {
        return RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(new RaftProperties())
                .setRetryPolicy(RetryPolicies.retryUpToMaximumCountWithFixedSleep(
                        20, TimeDuration.valueOf(100, TimeUnit.MILLISECONDS)))
                .build();
    }

    private static StateMachine store() {
        return new StoreMachine(why -> {});
    }

    private void putFew(int count) throws Exception {
        try (Client client = new Client(group)) {
            for (int i = 0; i < count; i++) client.putMetadata("/k", "" + i).get();
        }
    }

    @Test
    void byDefaultALeaderAnswersReadsFromMemoryAndAsksNobody() throws Exception {
        assertThat(isAnsweredByALeaderThatIsAlone(RaftServerConfigKeys.Read.Option.DEFAULT, false, FromMemory::new))
                .isTrue();
        assertThat(isAnsweredByALeaderThatIsAlone(
                        RaftServerConfigKeys.Read.Option.LINEARIZABLE, false, FromMemory::new))
                .isFalse();
    }

    @Test
    void aLinearizableReadAsksNobodyIfOneBeforeHasAskedAboutTheSameIndex() throws Exception {
        assertThat(isAnsweredByALeaderThatIsAlone(RaftServerConfigKeys.Read.Option.LINEARIZABLE, true, FromMemory::new))
                .isTrue();
    }

    @Test
    void ourStoreAsksForItself() throws Exception {
        assertThat(isAnsweredByALeaderThatIsAlone(RaftServerConfigKeys.Read.Option.DEFAULT, true, SettingsTest::store))
                .isFalse();
    }

    private boolean isAnsweredByALeaderThatIsAlone(
            RaftServerConfigKeys.Read.Option option, boolean readBefore, Supplier<StateMachine> machine)
            throws Exception {
        SettingsTest each = new SettingsTest();
        each.folder = Files.createTempDirectory(folder, "reads");
        try {
            each.start(
                    3,
                    all -> {
                        RaftServerConfigKeys.Read.setOption(all, option);
                        RaftServerConfigKeys.Read.setTimeout(all, TimeDuration.valueOf(2, TimeUnit.SECONDS));
                        // Notes of the leader's own would move the index.
                        RaftServerConfigKeys.Log.setLogMetadataEnabled(all, false);
                        // It keeps its office for as long as this test takes, by its clock.
                        RaftServerConfigKeys.Rpc.setTimeoutMin(all, TimeDuration.valueOf(8, TimeUnit.SECONDS));
                        RaftServerConfigKeys.Rpc.setTimeoutMax(all, TimeDuration.valueOf(9, TimeUnit.SECONDS));
                    },
                    machine);
            each.putFew(1);
            if (readBefore) {
                try (Client before = new Client(each.group)) {
                    before.getMetadata("/k").get();
                }
            }
            RaftServer leader = each.leader();
            for (RaftServer server : each.servers) if (server != leader) server.close();
            Message question = Message.valueOf(new Question(Question.Verb.LOOK, 0, "/k").encode());
            try (RaftClient client = each.client()) {
                return client.async()
                        .sendReadOnlyUnordered(question, leader.getId())
                        .handle((reply, failure) -> failure == null && reply.isSuccess() && isFound(reply))
                        .completeOnTimeout(false, 4, TimeUnit.SECONDS)
                        .get();
            }
        } finally {
            each.stop();
        }
    }

    /** And is not told that this server does not lead, for all it knows. */
    private static boolean isFound(RaftClientReply reply) {
        return reply.getMessage().getContent().byteAt(0) == 'F';
    }

    @Test
    void byDefaultNoSnapshotIsWrittenHoweverLongTheLog() throws Exception {
        for (boolean trigger : List.of(false, true)) {
            SettingsTest each = new SettingsTest();
            each.folder = Files.createDirectory(folder.resolve("" + trigger));
            try {
                each.start(
                        1,
                        all -> {
                            RaftServerConfigKeys.Snapshot.setAutoTriggerEnabled(all, trigger);
                            RaftServerConfigKeys.Snapshot.setAutoTriggerThreshold(all, 10);
                        },
                        SettingsTest::store);
                each.putFew(100);
                if (trigger) Cluster.await("a snapshot", () -> each.snapshots() > 0);
                else assertThat(each.snapshots()).isZero();
            } finally {
                each.stop();
            }
        }
    }

    private long snapshots() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("snapshot\\.[0-9]+_[0-9]+"))
                    .count();
        } catch (IOException | java.io.UncheckedIOException changing) {
            return 0;
        }
    }

    @Test
    void byDefaultEverySnapshotIsKept() throws Exception {
        for (int keep : List.of(-1, 2)) {
            SettingsTest each = new SettingsTest();
            each.folder = Files.createDirectory(folder.resolve("keep" + keep));
            try {
                each.start(1, all -> RaftServerConfigKeys.Snapshot.setRetentionFileNum(all, keep), SettingsTest::store);
                for (int i = 0; i < 5; i++) {
                    each.putFew(2);
                    try (Members members = new Members(each.group, Duration.ofSeconds(10))) {
                        members.snapshot("n1");
                    }
                }
                if (keep < 0) assertThat(each.snapshots()).isEqualTo(5);
                else Cluster.await("two", () -> each.snapshots() == 2);
            } finally {
                each.stop();
            }
        }
    }

    @Test
    void aServerThatSleptForLongerThanItsThresholdClosesItself() throws Exception {
        Group one = Cluster.group("sleeper", 1);
        RaftProperties all = Settings.server(folder, one.addressOf("n1"), Duration.ofMillis(300), 1000);
        assertThat(RaftServerConfigKeys.closeThreshold(all).toLong(TimeUnit.HOURS))
                .isEqualTo(24);
        assertThat(sleeps(one, "1s")).contains("CLOSED");
        assertThat(sleeps(one, "60s")).contains("RUNNING");
    }

    /** A server in a process of its own, which sleeps for three seconds: how it is afterwards. */
    private String sleeps(Group one, String threshold) throws Exception {
        Path data = Files.createTempDirectory(folder, "sleeper");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Sleeper.class.getName(),
                        one.addressOf("n1"),
                        data.toString(),
                        threshold)
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader()) {
            for (String line = out.readLine(); line != null && !line.equals("started"); ) line = out.readLine();
            new ProcessBuilder("kill", "-STOP", "" + process.pid()).start().waitFor();
            TimeUnit.SECONDS.sleep(3);
            new ProcessBuilder("kill", "-CONT", "" + process.pid()).start().waitFor();
            StringBuilder rest = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine())
                rest.append(line).append('\n');
            return rest.toString();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says after a while how its server is. */
    public static final class Sleeper {
        public static void main(String[] args) throws Exception {
            Group one = Group.of("sleeper", "n1=" + args[0]);
            RaftProperties all = Settings.server(Path.of(args[1]), args[0], Duration.ofMillis(300), 1000);
            RaftServerConfigKeys.setCloseThreshold(all, TimeDuration.valueOf(args[2], TimeUnit.SECONDS));
            RaftServer server = RaftServer.newBuilder()
                    .setServerId(one.peer("n1").getId())
                    .setGroup(one.raft())
                    .setStateMachine(store())
                    .setProperties(all)
                    .build();
            server.start();
            System.out.println("started");
            long end = System.nanoTime() + Duration.ofSeconds(8).toNanos();
            while (System.nanoTime() < end && server.getLifeCycleState() != LifeCycle.State.CLOSED) Thread.sleep(50);
            System.out.println(server.getLifeCycleState());
            System.exit(0);
        }
    }

    @Test
    void aCommandOverTheLimitFailsAndTheGroupGoesOn() throws Exception {
        start(1, all -> {}, Machine::new);
        try (RaftClient client = client()) {
            assertThatThrownBy(() -> require(client.io().send(Message.valueOf("x".repeat(5 << 20)))))
                    .isNotNull();
            assertThat(client.io().send(Message.valueOf("x")).isSuccess()).isTrue();
        }
    }

    private static void require(RaftClientReply reply) throws IOException {
        if (!reply.isSuccess()) throw reply.getException();
    }

    @Test
    void byDefaultTheIndexesOfTwoPutsInARowAreNotNeighbours() throws Exception {
        start(1, all -> RaftServerConfigKeys.Log.setLogMetadataEnabled(all, true), SettingsTest::store);
        try (Client client = new Client(group)) {
            long first = client.putMetadata("/a", "1").get().index();
            Cluster.await(
                    "what the leader notes",
                    () -> division(leader()).getRaftLog().getNextIndex() > first + 1);
            assertThat(client.putMetadata("/a", "2").get().index()).isGreaterThan(first + 1);
        }
    }

    @Test
    void theIndexesOfTwoPutsInARowAreNeighboursHere() throws Exception {
        start(1, all -> {}, SettingsTest::store);
        try (Client client = new Client(group)) {
            long first = client.putMetadata("/a", "1").get().index();
            for (int i = 1; i < 50; i++) {
                assertThat(client.putMetadata("/a", "2").get().index()).isEqualTo(first + i);
            }
        }
    }

    @Test
    void byDefaultAServerDoesNotStartOnItsOwnFolder() throws Exception {
        start(1, all -> {}, SettingsTest::store);
        putFew(1);
        servers.remove(0).close();
        RaftProperties properties =
                Settings.server(folder.resolve("n1"), group.addressOf("n1"), Duration.ofMillis(300), 1000);
        RaftServer.Builder builder = RaftServer.newBuilder()
                .setServerId(group.peer("n1").getId())
                .setGroup(group.raft())
                .setStateMachine(store())
                .setProperties(properties);
        assertThatThrownBy(() -> builder.build().start()).hasMessageContaining("Failed to FORMAT");
        servers.add(builder.setStateMachine(store())
                .setOption(StartupOption.RECOVER)
                .build());
        servers.get(0).start();
        try (Client client = new Client(group)) {
            assertThat(client.getMetadata("/k").get()).contains("0");
        }
    }

    @Test
    void byDefaultARequestToDeadServersDoesNotEnd() throws Exception {
        Group dead = Cluster.group("dead", 1);
        RaftClient client = RaftClient.newBuilder()
                .setRaftGroup(dead.raft())
                .setProperties(new RaftProperties())
                .build();
        CompletableFuture<RaftClientReply> request = client.async().send(Message.valueOf("x"));
        assertThatThrownBy(() -> request.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        client.close();
    }

    /** What a first attempt looks like. */
    private static class Machine extends BaseStateMachine {
        @Override
        public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
            var entry = transaction.getLogEntry();
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            return CompletableFuture.completedFuture(Message.EMPTY);
        }
    }

    @Test
    void aSnapshotOfAMachineThatTakesNoneSucceeds() throws Exception {
        start(1, all -> {}, Machine::new);
        try (RaftClient client = client()) {
            client.io().send(Message.valueOf("x"));
            RaftClientReply reply =
                    client.getSnapshotManagementApi(group.peer("n1").getId()).create(true, 10_000);
            assertThat(reply.isSuccess()).isTrue();
            assertThat(reply.getLogIndex()).isEqualTo(-1);
        }
    }

    @Test
    void anExceptionInApplyClosesTheDivisionWhileTheServerSaysRunning() throws Exception {
        start(1, all -> {}, () -> new BaseStateMachine() {
            @Override
            public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
                throw new IllegalStateException("poison");
            }
        });
        RaftServer.Division division = division(servers.get(0));
        try (RaftClient client = client()) {
            client.async().send(Message.valueOf("x"));
            Cluster.await("the division's end", () -> division.getInfo().getLifeCycleState() == LifeCycle.State.CLOSED);
            assertThat(servers.get(0).getLifeCycleState()).isEqualTo(LifeCycle.State.RUNNING);
        }
    }
}
