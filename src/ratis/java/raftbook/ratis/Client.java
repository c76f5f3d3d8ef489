package raftbook.ratis;

import java.io.DataInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.protocol.exceptions.RaftException;
import raftbook.metadata.Change;
import raftbook.metadata.Changes;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.Done;
import raftbook.metadata.Listing;
import raftbook.metadata.MetadataRequest;
import raftbook.metadata.MetadataService;
import raftbook.metadata.Session;
import raftbook.raft.RefusedException;

/**
 * The metadata service, asked over the network. It finds the leader itself, and asks again when that changes; Ratis sees to it that a
 * request which it sends twice is done once. A future ends as those of {@link MetadataService} do, after its patience at the latest.
 */
public final class Client implements MetadataService, Coordination, AutoCloseable {

    private static final Duration LONGEST_TRY = Duration.ofMillis(400);
    private static final Executor LATER =
            CompletableFuture.delayedExecutor(Link.BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);

    private final Group group;
    private final Duration patience;
    private final Link hurried;
    /** For what takes its time at a server that is well: a watch waits there, and a listing may be large. */
    private final Link unhurried;

    /** What can be sent as it is: everything but questions, which are functions. */
    private final Coordination requests = Coordinator.of((MetadataService) this);

    /** A client with a patience of ten seconds. */
    public Client(Group group) {
        this(group, Duration.ofSeconds(10));
    }

    /** @param patience after so long the outcome of a request is given up as unknown */
    public Client(Group group, Duration patience) {
        this.group = group;
        this.patience = patience;
        // About an election's time: a server that was killed, or stands still, does not say that it will never answer.
        Duration third = patience.dividedBy(3);
        this.hurried = new Link(group, patience, third.compareTo(LONGEST_TRY) < 0 ? third : LONGEST_TRY);
        this.unhurried = new Link(group, patience, patience.dividedBy(2));
    }

    @Override
    public void submit(MetadataRequest request) {
        if (request.isSettled()) return;
        if (request instanceof MetadataRequest.Write write) {
            pass(send(write.command()), write.answer());
        } else if (request instanceof MetadataRequest.KeepAlive alive) {
            Session session = alive.session();
            pass(ask(Question.Verb.ALIVE, session.key(), session.version(), Wire::readSession), alive.answer());
        } else if (request instanceof MetadataRequest.Watch watch) {
            pass(ask(Question.Verb.WATCH, watch.path(), watch.after(), Client::readChanges), watch.answer());
        } else {
            request.refuse(new RefusedException(
                    "a question that is a function cannot be sent over a network: use this client's own methods"));
        }
    }

    private static <T> void pass(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) to.complete(value);
            else to.completeExceptionally(Failures.cause(failure));
        });
    }

    @Override
    public CompletableFuture<Optional<String>> getMetadata(String key) {
        return look(key).thenApply(change -> change.map(Change::value));
    }

    @Override
    public CompletableFuture<NavigableSet<String>> children(String path) {
        return ask(Question.Verb.CHILDREN, path, 0, in -> {
            NavigableSet<String> names = new TreeSet<>();
            while (in.available() > 0) names.add(Wire.readText(in));
            return names;
        });
    }

    @Override
    public CompletableFuture<NavigableMap<String, String>> under(String path) {
        return list(path).thenApply(listing -> {
            NavigableMap<String, String> values = new TreeMap<>();
            listing.keys().forEach((key, change) -> values.put(key, change.value()));
            values.remove(path);
            return Collections.unmodifiableNavigableMap(values);
        });
    }

    @Override
    public CompletableFuture<Optional<Change>> look(String key) {
        return ask(Question.Verb.LOOK, key, 0, in -> Answers.readOptional(in, Wire::readChange));
    }

    @Override
    public CompletableFuture<Listing> list(String path) {
        return ask(Question.Verb.LIST, path, 0, Wire::readListing);
    }

    @Override
    public CompletableFuture<Changes> watch(String path, long after) {
        return requests.watch(path, after);
    }

    @Override
    public CompletableFuture<Done> compareAndSet(String key, long version, String value) {
        return requests.compareAndSet(key, version, value);
    }

    @Override
    public CompletableFuture<Done> compareAndDelete(String key, long version) {
        return requests.compareAndDelete(key, version);
    }

    @Override
    public CompletableFuture<Session> open(String key, String value, Duration time) {
        return requests.open(key, value, time);
    }

    @Override
    public CompletableFuture<Session> keepAlive(Session session) {
        return requests.keepAlive(session);
    }

    @Override
    public CompletableFuture<Done> hold(String key, String value, Session session) {
        return requests.hold(key, value, session);
    }

    private static Changes readChanges(DataInputStream in) throws IOException {
        return new Changes(in.readLong(), Wire.readChanges(in));
    }

    private CompletableFuture<Done> send(byte[] command) {
        return hurried.write(command)
                .thenApply(answer -> Answers.read(answer, () -> Subject.of(command), Answers::readDone));
    }

    private <T> CompletableFuture<T> ask(Question.Verb verb, String path, long number, Wire.Reader<T> reader) {
        MetadataRequest.Watch check = MetadataRequest.watch(path, Math.max(0, number));
        if (check.isSettled()) return check.answer().thenApply(none -> null);
        return ask(new Question(verb, number, path), System.nanoTime() + patience.toNanos(), 0, reader);
    }

    /** @param turn how often it was asked before: then it is the next server's turn, as one may not know yet that it leads no longer */
    private <T> CompletableFuture<T> ask(Question question, long deadline, int turn, Wire.Reader<T> reader) {
        boolean atOnce = question.verb() == Question.Verb.LOOK || question.verb() == Question.Verb.ALIVE;
        int server = turn % (group.servers().size() + 1);
        return (atOnce ? hurried : unhurried)
                .read(
                        question.encode(),
                        server == 0 ? null : group.peers().get(server - 1).getId())
                .thenApply(answer -> Answers.read(answer, () -> Subject.of(question), reader))
                .exceptionallyCompose(failure -> {
                    Throwable why = Failures.cause(failure);
                    if (!isWorthAsking(why) || System.nanoTime() - deadline > 0)
                        return CompletableFuture.failedFuture(why);
                    return CompletableFuture.supplyAsync(() -> ask(question, deadline, turn + 1, reader), LATER)
                            .thenCompose(again -> again);
                });
    }

    /** Ratis tries writes again, but not each read: of a server that knows no leader for a moment, it brings the failure back. */
    private static boolean isWorthAsking(Throwable failure) {
        return failure instanceof Answers.NotLeader || failure.getCause() instanceof RaftException;
    }

    /** The cluster that this client asks. */
    public Group group() {
        return group;
    }

    @Override
    public void close() {
        hurried.close();
        unhurried.close();
    }
}
