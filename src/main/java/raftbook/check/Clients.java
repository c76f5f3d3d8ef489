package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Done;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

/**
 * The clients of a simulated run. They ask whoever believes to lead, also one that has been deposed without knowing, and
 * write down what they asked and what they were told.
 */
final class Clients {

    private static final int KEYS = 3;

    private final SimulatedCluster cluster;
    private final History history = new History();
    private int values;
    private int done;

    Clients(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Writes a value never written before. */
    void put(int choice) {
        String value = "v" + ++values;
        write(key(choice), Optional.of(value), cluster.node(target(choice)).putMetadata(key(choice), value));
    }

    void delete(int choice) {
        write(key(choice), Optional.empty(), cluster.node(target(choice)).deleteMetadata(key(choice)));
    }

    private void write(String key, Optional<String> value, CompletableFuture<Done> answer) {
        long from = cluster.now();
        answer.whenComplete((receipt, failure) -> {
            if (failure == null) {
                done++;
                history.wrote(key, value, from, cluster.now());
            } else if (failure instanceof UnknownOutcomeException) {
                history.wrote(key, value, from, History.OPEN);
            }
        });
    }

    void get(int choice) {
        String key = key(choice);
        long from = cluster.now();
        cluster.node(target(choice))
                .getMetadata(key)
                .thenAccept(value -> history.read(key, value, from, cluster.now()));
    }

    static String key(int choice) {
        if (choice < 0) throw new IllegalArgumentException("choice " + choice + ": must be 0 or more");
        return "/k" + choice % KEYS;
    }

    private NodeId target(int choice) {
        List<NodeId> leading = new ArrayList<>();
        for (NodeId id : cluster.nodes()) {
            if (cluster.isRunning(id) && cluster.inside(id).raft().role() == RaftRole.LEADER) leading.add(id);
        }
        List<NodeId> candidates = leading.isEmpty() ? cluster.nodes() : leading;
        return candidates.get(choice / KEYS % candidates.size());
    }

    /** How many writes have been done, as far as clients were told. */
    int done() {
        return done;
    }

    History history() {
        return history;
    }
}
