package raftbook.ratis;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import raftbook.ratis.judge.FreePorts;

/** Servers in this process, each with its network, its disk and its threads as in one of its own. */
final class Cluster implements AutoCloseable {

    final Group group;
    final Path folder;
    final long snapshotEvery;
    final Map<String, Server> running = new LinkedHashMap<>();
    final List<String> broken = new CopyOnWriteArrayList<>();

    Cluster(Path folder, long snapshotEvery) throws IOException {
        this(group("test", 3), folder, snapshotEvery);
    }

    Cluster(Group group, Path folder, long snapshotEvery) throws IOException {
        this.group = group;
        this.folder = folder;
        this.snapshotEvery = snapshotEvery;
        for (String id : group.servers().keySet()) start(id);
    }

    /** So many servers at free ports. */
    static Group group(String name, int size) throws IOException {
        Map<String, String> servers = new LinkedHashMap<>();
        for (int i = 1; i <= size; i++) servers.put("n" + i, "127.0.0.1:" + freePort());
        return new Group(name, servers);
    }

    static int freePort() throws IOException {
        return new FreePorts().next();
    }

    void start(String id) throws IOException {
        start(options(group, id, false));
    }

    Server.Options options(Group of, String id, boolean joins) {
        return new Server.Options(of, id, folder.resolve(id), Duration.ofMillis(300), snapshotEvery, joins);
    }

    void start(Server.Options options) throws IOException {
        running.put(options.id(), new Server(options, broken::add));
    }

    void stop(String id) throws IOException {
        running.remove(id).close();
    }

    Client client() {
        return new Client(group, Duration.ofSeconds(20));
    }

    Members members() {
        return new Members(group, Duration.ofSeconds(3));
    }

    org.apache.ratis.server.RaftServer.Division division(String id) {
        try {
            return running.get(id).raft().getDivision(group.id());
        } catch (IOException none) {
            throw new AssertionError(none);
        }
    }

    String leader() {
        await("a leader", () -> running.keySet().stream().anyMatch(this::leads));
        return running.keySet().stream().filter(this::leads).findFirst().orElseThrow();
    }

    private boolean leads(String id) {
        return division(id).getInfo().isLeaderReady();
    }

    /** Looks again and again until something has come about. */
    static void await(String what, BooleanSupplier fact) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!fact.getAsBoolean()) {
            if (System.nanoTime() > end) throw new AssertionError("in a minute there was not: " + what);
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        for (Server server : running.values()) server.close();
    }
}
