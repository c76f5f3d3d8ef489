package raftbook.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Change;
import raftbook.metadata.ConflictException;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.Done;
import raftbook.metadata.FellBehindException;
import raftbook.metadata.Session;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

/** Clients of a simulated run that use conditions, sessions, a lock and watches, and write down what they were told. */
final class CoordinationClients {

    static final String LOCK = "/lock";
    static final Duration TIME = Duration.ofMillis(500);
    private static final long AGAIN = Duration.ofMillis(50).toNanos();

    /** A session was kept alive by a request of this moment. */
    record Kept(Session session, long asked) {}

    private final SimulatedCluster cluster;
    private final VersionedHistory history = new VersionedHistory();
    private final List<Kept> kept = new ArrayList<>();
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final List<Change> watched = new ArrayList<>();
    private long watchedUpTo;
    private boolean fellBehind;

    CoordinationClients(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** One of several things, by the choice: so that a script of numbers is a script of requests. */
    void act(int choice) {
        int client = choice / 8 % 3;
        switch (choice % 8) {
            case 0, 1 -> change(choice);
            case 2 -> write("/c" + client, at(choice).create("/c" + client, "c" + choice));
            case 3, 4 -> keepAlive(choice, client);
            case 5, 6 -> lock(choice, client);
            default -> open(choice, client);
        }
    }

    /** Reads, and writes what rests on it. */
    private void change(int choice) {
        String key = "/c" + choice / 8 % 3;
        long from = cluster.now();
        at(choice).look(key).thenAccept(seen -> {
            seen.ifPresent(last -> history.found(key, last.version(), from, cluster.now()));
            long version = seen.map(Change::version).orElse(Change.ABSENT);
            write(key, at(choice).compareAndSet(key, version, "c" + choice + " on " + version));
        });
    }

    private void write(String key, CompletableFuture<Done> answer) {
        long from = cluster.now();
        answer.whenComplete((done, failure) -> {
            if (failure == null) history.made(key, done.index(), from, cluster.now());
            else if (failure instanceof ConflictException conflict)
                history.found(key, conflict.found(), from, cluster.now());
        });
    }

    private void open(int choice, int client) {
        at(choice).open("/s" + client, "", TIME).thenAccept(session -> sessions.put(client, session));
    }

    private void keepAlive(int choice, int client) {
        Session session = sessions.get(client);
        if (session == null) return;
        long asked = cluster.now();
        at(choice).keepAlive(session).thenAccept(open -> kept.add(new Kept(open, asked)));
    }

    private void lock(int choice, int client) {
        Session session = sessions.get(client);
        if (session != null) write(LOCK, at(choice).hold(LOCK, "by " + client, session));
    }

    /** Follows the whole store, from its beginning, at whoever leads. */
    void watch(int choice) {
        at(choice).watch("/", watchedUpTo).whenComplete((news, failure) -> {
            if (failure instanceof FellBehindException) fellBehind = true;
            if (failure == null) {
                watched.addAll(news.changes());
                watchedUpTo = news.upTo();
            }
            if (!fellBehind) cluster.at(cluster.now() + AGAIN, () -> watch(choice + 1));
        });
    }

    private Coordination at(int choice) {
        List<NodeId> leading = cluster.nodes().stream()
                .filter(id -> cluster.isRunning(id) && cluster.inside(id).raft().role() == RaftRole.LEADER)
                .toList();
        List<NodeId> candidates = leading.isEmpty() ? cluster.nodes() : leading;
        return Coordinator.of(cluster.node(candidates.get(choice % candidates.size())));
    }

    VersionedHistory history() {
        return history;
    }

    List<Kept> kept() {
        return kept;
    }

    List<Change> watched() {
        return watched;
    }

    long watchedUpTo() {
        return watchedUpTo;
    }
}
