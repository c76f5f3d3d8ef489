package raftbook.ratis;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.ratis.client.RaftClient;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.exceptions.AlreadyClosedException;
import org.apache.ratis.protocol.exceptions.LeaderNotReadyException;
import org.apache.ratis.protocol.exceptions.RaftException;
import org.apache.ratis.protocol.exceptions.StateMachineException;
import org.apache.ratis.retry.RetryPolicies;
import org.apache.ratis.retry.RetryPolicy;
import org.apache.ratis.thirdparty.com.google.protobuf.UnsafeByteOperations;
import org.apache.ratis.util.TimeDuration;
import raftbook.metadata.Change;
import raftbook.metadata.Changes;
import raftbook.metadata.Coordination;
import raftbook.metadata.Coordinator;
import raftbook.metadata.Done;
import raftbook.metadata.Listing;
import raftbook.metadata.MetadataRequest;
import raftbook.metadata.MetadataService;
import raftbook.metadata.OverloadedException;
import raftbook.metadata.Session;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.RefusedException;

/**
 * The metadata service, asked over the network. It finds the leader itself, and asks again when that changes; Ratis sees to it that a
 * request which it sends twice is done once. A future ends as those of {@link MetadataService} do, after its patience at the latest.
 */
public final class Client implements MetadataService, Coordination, AutoCloseable {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);
    private static final Duration LONGEST_TRY = Duration.ofMillis(400);

    private final Group group;
    private final Duration patience;
    /** How often a request failed in a way that leaves open whether it was received. */
    private final AtomicLong doubts = new AtomicLong();

    /** What can be sent as it is: everything but questions, which are functions. */
    private final Coordination requests = Coordinator.of((MetadataService) this);

    private volatile RaftClient raft;

    /** For what takes its time at a server that is well: a watch waits there, and a listing may be large. */
    private final RaftClient unhurried;

    /** A client with a patience of ten seconds. */
    public Client(Group group) {
        this(group, Duration.ofSeconds(10));
    }

    /** @param patience after so long the outcome of a request is given up as unknown */
    public Client(Group group, Duration patience) {
        this.group = group;
        this.patience = patience;
        this.raft = connect(aMoment());
        this.unhurried = connect(patience.dividedBy(2));
    }

    private RaftClient connect(Duration perTry) {
        // Half of the patience for tries that fail at once: then it can still be said for certain that nothing was
        // done.
        int tries = (int) Math.max(1, patience.toMillis() / 2 / BETWEEN_TRIES.toMillis());
        TimeDuration pause = Settings.time(BETWEEN_TRIES);
        RetryPolicy limited = RetryPolicies.retryUpToMaximumCountWithFixedSleep(tries, pause);
        return RaftClient.newBuilder()
                .setRaftGroup(group.raft())
                .setProperties(Settings.client(perTry))
                .setRetryPolicy(event -> {
                    if (!isCertain(event.getCause())) doubts.incrementAndGet();
                    return limited.handleAttemptFailure(event);
                })
                .build();
    }

    /** About an election's time: a server that was killed, or stands still, does not say that it will never answer. */
    private Duration aMoment() {
        return patience.dividedBy(3).compareTo(LONGEST_TRY) < 0 ? patience.dividedBy(3) : LONGEST_TRY;
    }

    /**
     * Whether a try failed in such a way that nothing can have been done: nobody listens there, say. That somebody is not the leader
     * does not say so: it may have been when it took the request in, and the entry may outlive its office.
     */
    private static boolean isCertain(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof ConnectException || each instanceof LeaderNotReadyException || isUnsent(each))
                return true;
        }
        return false;
    }

    /** Ratis has found its connection closed before it sent anything. It says the same where one breaks later, but elsewhere. */
    private static boolean isUnsent(Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        return cause instanceof AlreadyClosedException
                && trace.length > 0
                && trace[0].getMethodName().equals("onNext")
                && trace[0].getClassName().endsWith("$AsyncStreamObservers");
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
            else to.completeExceptionally(cause(failure));
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
        long doubtsBefore = doubts.get();
        RaftClient through = raft;
        CompletableFuture<Done> answer = new CompletableFuture<>();
        through.async()
                .send(Message.valueOf(UnsafeByteOperations.unsafeWrap(command)))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) -> complete(
                        answer, through, reply, failure, doubtsBefore, () -> Subject.of(command), Answers::readDone));
        return answer;
    }

    private <T> CompletableFuture<T> ask(Question.Verb verb, String path, long number, Wire.Reader<T> reader) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        MetadataRequest.Watch check = MetadataRequest.watch(path, Math.max(0, number));
        if (check.isSettled()) {
            pass(check.answer().thenApply(none -> null), answer);
            return answer;
        }
        ask(new Question(verb, number, path), System.nanoTime() + patience.toNanos(), 0, reader, answer);
        return answer;
    }

    /** @param turn how often it was asked before: the next server's turn, as a follower may answer a read and yet not this one */
    private <T> void ask(
            Question question, long deadline, int turn, Wire.Reader<T> reader, CompletableFuture<T> answer) {
        int server = turn % (group.servers().size() + 1);
        long doubtsBefore = doubts.get();
        CompletableFuture<T> once = new CompletableFuture<>();
        boolean atOnce = question.verb() == Question.Verb.LOOK || question.verb() == Question.Verb.ALIVE;
        (atOnce ? raft : unhurried)
                .async()
                .sendReadOnlyUnordered(
                        Message.valueOf(question.encode()),
                        server == 0 ? null : group.peers().get(server - 1).getId())
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((reply, failure) ->
                        complete(once, null, reply, failure, doubtsBefore, () -> Subject.of(question), reader));
        once.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else if (isWorthAsking(cause(failure)) && System.nanoTime() < deadline) {
                CompletableFuture.delayedExecutor(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> ask(question, deadline, turn + 1, reader, answer));
            } else {
                answer.completeExceptionally(cause(failure));
            }
        });
    }

    /** Ratis tries writes again, but not each read: of a server that knows no leader for a moment, it brings the failure back. */
    private static boolean isWorthAsking(Throwable failure) {
        return failure instanceof Answers.NotLeader || failure.getCause() instanceof RaftException;
    }

    private <T> void complete(
            CompletableFuture<T> answer,
            RaftClient through,
            RaftClientReply reply,
            Throwable failure,
            long doubtsBefore,
            Supplier<Subject> subject,
            Wire.Reader<T> reader) {
        try {
            if (failure != null) throw ended(through, cause(failure), doubtsBefore);
            StateMachineException malformed = reply.getStateMachineException();
            if (malformed != null) throw new RefusedException(String.valueOf(malformed.getMessage()));
            if (!reply.isSuccess()) throw ended(through, reply.getException(), doubtsBefore);
            answer.complete(Answers.read(reply.getMessage().getContent(), subject, reader));
        } catch (RuntimeException ended) {
            answer.completeExceptionally(ended);
        }
    }

    /** @param through what a write was sent through, and others behind it; null for a read, which nothing waits for */
    private RuntimeException ended(RaftClient through, Throwable why, long doubtsBefore) {
        // What waits behind a request that failed for good is not sent any more: go on with another connection.
        renew(through);
        RuntimeException meaning = through == null ? unread(why) : meaning(why, doubtsBefore);
        meaning.initCause(why);
        return meaning;
    }

    private RuntimeException unread(Throwable why) {
        return new RefusedException(
                "none of " + group.servers() + " has answered within " + patience + ": " + innermost(why)
                        + ". Nothing was read. Are a majority of the servers running, and are these their addresses?");
    }

    /** What a write's failure means: it was certainly not done if every try of it ended before anyone received it. */
    private RuntimeException meaning(Throwable why, long doubtsBefore) {
        if (isResourceLimit(why))
            return new OverloadedException(innermost(why) + ": send it again when less is under way");
        if (!(why instanceof TimeoutException) && doubts.get() == doubtsBefore) {
            return new RefusedException("none of " + group.servers() + " has taken it in: " + innermost(why)
                    + ". Nothing was done. Are a majority of the servers running, and are these their addresses?");
        }
        return new UnknownOutcomeException("no answer within " + patience + " (" + innermost(why)
                + "): it may have been done, or may still be; read the key to find out");
    }

    private static boolean isResourceLimit(Throwable why) {
        return why instanceof org.apache.ratis.protocol.exceptions.ResourceUnavailableException;
    }

    private static String innermost(Throwable why) {
        Throwable innermost = why;
        while (innermost.getCause() != null) innermost = innermost.getCause();
        return String.valueOf(innermost.getMessage() == null ? innermost : innermost.getMessage())
                .lines()
                .findFirst()
                .orElse("");
    }

    private synchronized void renew(RaftClient broken) {
        if (raft != broken) return;
        raft = connect(aMoment());
        CompletableFuture.runAsync(() -> close(broken));
    }

    private static void close(RaftClient client) {
        try {
            client.close();
        } catch (IOException ignored) {
            // It is thrown away.
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /** The cluster that this client asks. */
    public Group group() {
        return group;
    }

    /** What Ratis offers besides. */
    RaftClient raft() {
        return raft;
    }

    @Override
    public void close() {
        close(raft);
        close(unhurried);
    }
}
