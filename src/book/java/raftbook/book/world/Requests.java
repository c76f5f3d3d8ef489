package raftbook.book.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import raftbook.check.History;
import raftbook.check.Linearizability;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Done;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;

/** What the reader has asked of servers, and what they have answered. */
final class Requests {

    /** How a request has ended, or {@link #OPEN}. */
    enum End {
        OPEN,
        DONE,
        REFUSED,
        UNKNOWN
    }

    /**
     * One request, as it stands now.
     *
     * @param to when it was answered, in virtual nanoseconds; -1 while it is open
     */
    record Request(String what, NodeId node, long from, long to, End end, String answer) {}

    private final SimulatedCluster cluster;
    private final History history = new History();
    private final List<Request> requests = new ArrayList<>();
    private boolean news;

    Requests(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    List<Request> all() {
        return List.copyOf(requests);
    }

    void put(NodeId node, String key, String value) {
        write(
                "put " + key + " = " + value,
                node,
                key,
                Optional.of(value),
                cluster.node(node).putMetadata(key, value));
    }

    void delete(NodeId node, String key) {
        write("delete " + key, node, key, Optional.empty(), cluster.node(node).deleteMetadata(key));
    }

    private void write(String what, NodeId node, String key, Optional<String> value, CompletableFuture<Done> answer) {
        int number = ask(what, node);
        long from = cluster.now();
        answer.whenComplete((done, failure) -> {
            if (failure == null) history.wrote(key, value, from, cluster.now());
            else if (failure instanceof UnknownOutcomeException) history.wrote(key, value, from, History.OPEN);
            end(number, failure, () -> "done, as entry " + done.index() + " of term " + done.term());
        });
    }

    void get(NodeId node, String key) {
        int number = ask("get " + key, node);
        long from = cluster.now();
        cluster.node(node).getMetadata(key).whenComplete((value, failure) -> {
            if (failure == null) history.read(key, value, from, cluster.now());
            end(number, failure, () -> value.orElse("nothing"));
        });
    }

    private int ask(String what, NodeId node) {
        requests.add(new Request(what, node, cluster.now(), -1, End.OPEN, ""));
        return requests.size() - 1;
    }

    private void end(int number, Throwable failure, Supplier<String> answer) {
        Request open = requests.get(number);
        End end = failure == null ? End.DONE : failure instanceof UnknownOutcomeException ? End.UNKNOWN : End.REFUSED;
        String words = failure == null ? answer.get() : failure.getMessage();
        requests.set(number, new Request(open.what, open.node, open.from, cluster.now(), end, words));
        news = true;
    }

    /** The first key whose answers fit no order, if there has been an answer since the last call. */
    Optional<String> newlyBrokenKey() {
        if (!news) return Optional.empty();
        news = false;
        return Linearizability.firstBrokenKey(history);
    }

    /** What was answered on a key, in words. */
    String answersOn(String key) {
        return history.byKey().get(key).toString();
    }
}
