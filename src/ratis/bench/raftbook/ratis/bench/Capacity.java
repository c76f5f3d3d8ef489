package raftbook.ratis.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import raftbook.ratis.Client;
import raftbook.ratis.Group;
import raftbook.ratis.Main;
import raftbook.ratis.Stock;

/** What a million keys and ten thousand watchers cost a server. */
final class Capacity {

    private static final int KEYS = 1_000_000;
    private static final int WATCHERS = 10_000;
    private static final int HEARERS = 1000;
    private static final String HEAP = "2g";

    private Capacity() {}

    /** A server alone, started so many times from a snapshot. */
    static void measureKeys(Path folder, int starts, Figures figures) throws Exception {
        Files.createDirectories(folder);
        Group group = Group.of("bench", "n1=127.0.0.1:" + Contestant.freePort());
        Process empty = launch(folder, group);
        long before;
        try {
            answer(group);
            before = heap(empty.pid());
        } finally {
            empty.destroyForcibly().onExit().join();
        }
        long begin = System.nanoTime();
        Path snapshot = Stock.fill(folder.resolve("n1"), group, KEYS, Contestant.VALUE);
        System.err.println("wrote " + snapshot + " in " + (System.nanoTime() - begin) / 1e9 + " s");
        List<Double> seconds = new ArrayList<>();
        long after = 0;
        for (int i = 0; i < starts; i++) {
            begin = System.nanoTime();
            Process full = launch(folder, group);
            try {
                answer(group);
                seconds.add((System.nanoTime() - begin) / 1e9);
                System.err.println("started with " + KEYS + " keys: " + seconds.get(i) + " s");
                if (i == starts - 1) after = heap(full.pid());
            } finally {
                full.destroyForcibly().onExit().join();
            }
        }
        figures.add("keys in the snapshot", KEYS, "keys");
        figures.add(
                "characters of a key and its value", Stock.key(0).length() + Contestant.VALUE.length(), "characters");
        figures.add("snapshot", Files.size(snapshot) / 1e6, "MB");
        figures.atMost(5, "from start to first answer with that snapshot", Figures.median(seconds), "s");
        figures.add("heap a key", (after - before) / (double) KEYS, "bytes");
    }

    private static Process launch(Path folder, Group group) throws IOException {
        return Contestant.launch(
                HEAP,
                folder.resolve("n1.log"),
                Main.class,
                "serve",
                "n1",
                "--servers=n1=" + group.addressOf("n1"),
                "--cluster=bench",
                "--data=" + folder);
    }

    /** Asks until there is an answer. */
    private static void answer(Group group) throws Exception {
        try (Client client = new Client(group, Duration.ofMinutes(1))) {
            client.look(Stock.key(KEYS - 1)).get();
        }
    }

    /** Three servers, and watchers of all that changes. */
    static void measureWatchers(Path folder, Figures figures) throws Exception {
        try (RatisContestant servers = RatisContestant.ours(folder)) {
            for (int i = 0; i < 2000; i++) servers.put(0).get(60, TimeUnit.SECONDS);
            List<Double> told = new ArrayList<>();
            for (int i = 0; i < 9; i++) told.add(secondsUntilTold(servers));
            figures.add("from a put until " + HEARERS + " watchers are told", Figures.median(told), "s");
            figures.add("watchers' questions", HEARERS / Figures.median(told), "a second");

            long pid = servers.pid(servers.leader());
            long before = heap(pid);
            watch(servers, WATCHERS);
            TimeUnit.MILLISECONDS.sleep(500);
            long after = heap(pid);
            figures.add("a watcher that is told nothing asks again after", Stock.longestWatch(), "s");
            figures.add("watchers on the heap", WATCHERS, "watchers");
            figures.add("heap a watcher", (after - before) / (double) WATCHERS, "bytes");
        }
    }

    /** A watcher waits for a second: those that are asked for now still do when the put comes. */
    private static double secondsUntilTold(RatisContestant servers) throws Exception {
        CompletableFuture<?> told = watch(servers, HEARERS);
        TimeUnit.MILLISECONDS.sleep(300);
        long begin = System.nanoTime();
        servers.put(0);
        told.get(60, TimeUnit.SECONDS);
        return (System.nanoTime() - begin) / 1e9;
    }

    /** So many ask for what changes from now on; ends when all have been told. */
    private static CompletableFuture<?> watch(RatisContestant servers, int watchers) throws Exception {
        long now = servers.put(0).get(60, TimeUnit.SECONDS).getLogIndex();
        return CompletableFuture.allOf(IntStream.range(0, watchers)
                .mapToObj(i -> watch(servers.client(), now))
                .toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<?> watch(RaftClient client, long after) {
        return client.async().sendReadOnlyUnordered(Message.valueOf("WATCH\n" + after + "\n/bench"));
    }

    /** What the process has on its heap, after a collection. */
    private static long heap(long pid) throws Exception {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process asked = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram").start();
        List<String> lines =
                new String(asked.getInputStream().readAllBytes()).lines().collect(Collectors.toList());
        // The last line: Total, objects, bytes.
        return Long.parseLong(lines.get(lines.size() - 1).trim().split(" +")[2]);
    }
}
