package raftbook.ratis.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import raftbook.check.History;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.ratis.Client;
import raftbook.ratis.Group;

/** Clients that put, get and delete, each one thing after the other, and write down what they asked and what they were told. */
final class Witnesses implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEYS = 3;

    private final Group group;
    private final History history = new History();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final long begin = System.nanoTime();
    private volatile boolean done;
    private volatile int chapter;

    Witnesses(Group group, int clients, long seed) {
        this.group = group;
        for (int i = 0; i < clients; i++) {
            int number = i;
            Thread thread = new Thread(() -> work(number, new Random(seed + number)), "witness " + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** From now on clients use other keys, so that each key's history is short. */
    void turnPage() {
        chapter++;
    }

    private void work(int number, Random random) {
        try (Client client = new Client(group, PATIENCE)) {
            for (int i = 0; !done; i++) {
                String key = "/judge/" + chapter + "/" + random.nextInt(KEYS);
                int what = random.nextInt(10);
                if (what < 5) read(client, key);
                else write(client, key, what == 5 ? Optional.empty() : Optional.of("c" + number + "-" + i));
            }
        }
    }

    private void read(Client client, String key) {
        long from = now();
        try {
            Optional<String> value = client.getMetadata(key).join();
            record("reads answered", () -> history.read(key, value, from, now()));
        } catch (CompletionException none) {
            record("reads without an answer", () -> {});
        }
    }

    private void write(Client client, String key, Optional<String> value) {
        long from = now();
        CompletableFuture<?> asked =
                value.isPresent() ? client.putMetadata(key, value.get()) : client.deleteMetadata(key);
        try {
            asked.join();
            record("writes acknowledged", () -> {
                history.wrote(key, value, from, now());
                acknowledged.add(from);
            });
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UnknownOutcomeException)
                record("writes of unknown outcome", () -> history.wrote(key, value, from, History.OPEN));
            else record("writes refused", () -> {});
        }
    }

    private synchronized void record(String outcome, Runnable what) {
        what.run();
        outcomes.merge(outcome, 1, Integer::sum);
        notifyAll();
    }

    /** Nanoseconds since these clients began. */
    long now() {
        return System.nanoTime() - begin;
    }

    /** Waits until a write is acknowledged that was asked after a moment, and returns the time that has passed since; at most a minute. */
    synchronized long awaitWriteAfter(long moment) throws InterruptedException {
        long end = moment + Duration.ofMinutes(1).toNanos();
        while (acknowledged.isEmpty() || acknowledged.stream().noneMatch(from -> from > moment)) {
            if (now() > end) throw new IllegalStateException("no write is acknowledged within a minute");
            wait(1000);
        }
        long passed = now() - moment;
        acknowledged.clear();
        return passed;
    }

    /** Ends the clients, and reads all keys once more: what was acknowledged must be there. */
    History end() throws InterruptedException {
        done = true;
        for (Thread thread : threads) thread.join();
        try (Client client = new Client(group, Duration.ofSeconds(20))) {
            for (String key : List.copyOf(history.byKey().keySet())) read(client, key);
        }
        return history;
    }

    /** How requests ended, and how often. */
    synchronized Map<String, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public void close() {
        done = true;
    }
}
