package raftbook.ratis.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import raftbook.check.History;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.ratis.Client;
import raftbook.ratis.Group;

/**
 * Clients that put, get and delete, each one thing after the other, and write down what they asked and what they were told. The last one
 * only gets: no write that fails leads it away from a server that leads no longer.
 */
final class Witnesses implements AutoCloseable {

    /** How requests may end. */
    enum Outcome {
        WRITES_ACKNOWLEDGED,
        WRITES_OF_UNKNOWN_OUTCOME,
        WRITES_REFUSED,
        READS_ANSWERED,
        READS_WITHOUT_AN_ANSWER
    }

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KEYS = 3;

    private final Group group;
    private final History history = new History();
    private final List<Thread> threads = new ArrayList<>();
    private final Map<Outcome, Integer> outcomes = new TreeMap<>();
    private final long begin = System.nanoTime();
    private volatile boolean done;
    private volatile int page;
    /** The writes that have not ended: each adds itself to a history, as one whose outcome is unknown. */
    private final Map<Thread, Consumer<History>> underWay = new HashMap<>();
    /** When the youngest write was asked that is acknowledged. */
    private long youngest = -1;
    /** Why a client works no longer, though nobody has ended it. */
    private Throwable broken;

    Witnesses(Group group, int clients, long seed) {
        this.group = group;
        for (int i = 0; i < clients; i++) {
            int number = i;
            boolean reads = number == clients - 1;
            Thread thread = new Thread(() -> work(number, reads, new Random(seed + number)), "witness " + i);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((who, why) -> breakDown(why));
            threads.add(thread);
            thread.start();
        }
    }

    private synchronized void breakDown(Throwable why) {
        broken = why;
        notifyAll();
    }

    /** From now on clients use other keys, so that each key's history is short. */
    void turnPage(int to) {
        page = to;
    }

    private void work(int number, boolean onlyReads, Random random) {
        try (Client client = new Client(group, PATIENCE)) {
            for (int i = 0; !done; i++) {
                String key = "/judge/" + page + "/" + random.nextInt(KEYS);
                int what = random.nextInt(10);
                if (onlyReads || what < 4) read(client, key);
                else write(client, key, what == 4 ? Optional.empty() : Optional.of("c" + number + "-" + i));
            }
        }
    }

    private boolean read(Client client, String key) {
        long from = now();
        try {
            Optional<String> value = result(client.getMetadata(key));
            record(Outcome.READS_ANSWERED, () -> history.read(key, value, from, now()));
            return true;
        } catch (ExecutionException none) {
            record(Outcome.READS_WITHOUT_AN_ANSWER, () -> {});
            return false;
        }
    }

    private void write(Client client, String key, Optional<String> value) {
        long from = now();
        synchronized (this) {
            underWay.put(Thread.currentThread(), copy -> copy.wrote(key, value, from, History.OPEN));
        }
        try {
            result(value.isPresent() ? client.putMetadata(key, value.get()) : client.deleteMetadata(key));
            record(Outcome.WRITES_ACKNOWLEDGED, () -> {
                history.wrote(key, value, from, now());
                youngest = Math.max(youngest, from);
            });
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownOutcomeException)
                record(Outcome.WRITES_OF_UNKNOWN_OUTCOME, () -> history.wrote(key, value, from, History.OPEN));
            else record(Outcome.WRITES_REFUSED, () -> {});
        }
    }

    /** A client promises that a request ends after its patience; one that breaks this is at fault, and is told apart from the servers. */
    private static <T> T result(CompletableFuture<T> request) throws ExecutionException {
        try {
            return request.get(6 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new IllegalStateException("a request of a client with a patience of " + PATIENCE + " has not ended");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private synchronized void record(Outcome outcome, Runnable what) {
        underWay.remove(Thread.currentThread());
        what.run();
        outcomes.merge(outcome, 1, Integer::sum);
        notifyAll();
    }

    /** Nanoseconds since these clients began. */
    long now() {
        return System.nanoTime() - begin;
    }

    /**
     * Waits until a write is acknowledged that was asked after a moment, and returns the time that has passed since.
     *
     * @throws Stalled after a minute in which this process ran; time in which it was stopped itself does not count
     */
    long awaitWriteAfter(long moment) throws InterruptedException {
        return awaitWriteAfter(moment, Patience.ofAMinute());
    }

    synchronized long awaitWriteAfter(long moment, Patience patience) throws InterruptedException {
        await("no write is acknowledged", patience, () -> youngest > moment);
        return now() - moment;
    }

    /** Waits until so many requests more have ended, of whatever kind. */
    synchronized void awaitMore(int requests) throws InterruptedException {
        int before = ended();
        await("fewer than " + requests + " requests end", Patience.ofAMinute(), () -> ended() >= before + requests);
    }

    private int ended() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void await(String otherwise, Patience patience, BooleanSupplier fact) throws InterruptedException {
        while (!fact.getAsBoolean()) {
            if (broken != null) throw new Stalled("a client has ended: " + broken);
            patience.check(otherwise);
            wait(1000);
        }
    }

    /**
     * Ends the clients.
     *
     * @param andLook whether all keys are read once more: what was acknowledged must be there
     */
    History end(boolean andLook) throws InterruptedException {
        done = true;
        for (Thread thread : threads) thread.join(6 * PATIENCE.toMillis());
        if (!andLook) return soFar();
        try (Client client = new Client(group, PATIENCE)) {
            for (String key : List.copyOf(history.byKey().keySet())) {
                if (!read(client, key) && !read(client, key)) throw new Stalled("key " + key + " is not read any more");
            }
        }
        return soFar();
    }

    /** A copy of what they have seen until now. */
    synchronized History soFar() {
        History copy = new History();
        history.byKey()
                .forEach((key, operations) -> operations.forEach(each -> {
                    if (each.write()) copy.wrote(key, each.value(), each.from(), each.to());
                    else copy.read(key, each.value(), each.from(), each.to());
                }));
        // Others may have read what these write.
        underWay.values().forEach(write -> write.accept(copy));
        return copy;
    }

    /** How requests ended, and how often. */
    synchronized Map<Outcome, Integer> outcomes() {
        return new TreeMap<>(outcomes);
    }

    @Override
    public void close() {
        done = true;
    }
}
