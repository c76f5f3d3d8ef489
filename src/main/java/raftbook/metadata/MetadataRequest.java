package raftbook.metadata;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import raftbook.raft.Input;
import raftbook.raft.Node;
import raftbook.raft.Outbox;
import raftbook.raft.RefusedException;

/** One request on its way to a server, with the future that its client holds. */
public sealed interface MetadataRequest extends Input<MetadataRequest.Server> {

    /** What takes requests in: a node of the metadata service. */
    interface Server extends Node {

        /** Takes in a request. Its answer goes to the outbox: now if it is refused, else in a later advance. */
        void submit(long now, MetadataRequest request, Outbox outbox);
    }

    /** The client's future. */
    CompletableFuture<?> answer();

    /** A command to be replicated, encoded already; an empty one is refused from the start, as it would do nothing. */
    record Write(byte[] command, CompletableFuture<Done> answer) implements MetadataRequest {

        /** @throws NullPointerException if there is no command: nodes would die of applying it */
        public Write {
            Objects.requireNonNull(command, "command");
            if (command.length == 0) {
                answer.completeExceptionally(new InvalidRequestException(
                        "command of 0 bytes changes nothing: encode a MetadataCommand, or use put or delete"));
            }
        }
    }

    /** What is answered from the store, once that is certain to be current. */
    sealed interface Question extends MetadataRequest {

        /** Looks the answer up now, to be given later. */
        Outbox.Answer read(MetadataStore store);
    }

    /**
     * A question to the store.
     *
     * @param question what is asked. The answer must be a copy, since the store goes on changing; an exception ends the
     *     future, and does no harm to the server
     */
    record Read<T>(Function<MetadataStore, T> question, CompletableFuture<T> answer) implements Question {

        @Override
        public Outbox.Answer read(MetadataStore store) {
            try {
                T found = question.apply(store);
                return () -> answer.complete(found);
            } catch (RuntimeException failed) {
                return () -> answer.completeExceptionally(failed);
            }
        }
    }

    /** A put; a malformed one is refused from the start. */
    static Write put(String key, String value) {
        return write(() -> new MetadataCommand.Put(key, value).encode());
    }

    /** A delete; a malformed one is refused from the start. */
    static Write delete(String key) {
        return write(() -> new MetadataCommand.Delete(key).encode());
    }

    private static Write write(Supplier<byte[]> command) {
        CompletableFuture<Done> answer = new CompletableFuture<>();
        try {
            return new Write(command.get(), answer);
        } catch (InvalidRequestException malformed) {
            answer.completeExceptionally(malformed);
            return new Write(new byte[0], answer);
        }
    }

    /** A read of one value; a malformed key is refused from the start. */
    static Read<Optional<String>> get(String key) {
        return read(() -> MetadataKey.require(key), store -> store.get(key));
    }

    /** A read of the names right below a path; a malformed path is refused from the start. */
    static Read<NavigableSet<String>> children(String path) {
        return read(() -> MetadataKey.requirePath(path), store -> store.children(path));
    }

    /** A read of all keys below a path, with their values; a malformed path is refused from the start. */
    static Read<NavigableMap<String, String>> under(String path) {
        return read(() -> MetadataKey.requirePath(path), store -> store.under(path));
    }

    private static <T> Read<T> read(Runnable check, Function<MetadataStore, T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            check.run();
        } catch (InvalidRequestException malformed) {
            answer.completeExceptionally(malformed);
        }
        return new Read<>(question, answer);
    }

    @Override
    default void reach(Server node, long now, Outbox outbox) {
        node.submit(now, this, outbox);
    }

    @Override
    default void miss(String why) {
        refuse(new RefusedException(why + ": ask another node"));
    }

    @Override
    default void turnAway(String why) {
        refuse(new OverloadedException(why));
    }

    /** Whether the future has ended already, so that there is nothing left to do. */
    default boolean isSettled() {
        return answer().isDone();
    }

    /** Certainly not done, for this reason. */
    default void refuse(RefusedException why) {
        answer().completeExceptionally(why);
    }

    /** Perhaps done, perhaps not. */
    default void giveUp(String why) {
        answer().completeExceptionally(new UnknownOutcomeException(why));
    }

    /**
     * Gives a session its whole time again. It is a read, and writes nothing into the log: the leader notes when it came, and answers
     * once it is certain that it still led then, and that the session was open.
     */
    record KeepAlive(Session session, CompletableFuture<Session> answer) implements Question {

        @Override
        public Outbox.Answer read(MetadataStore store) {
            Optional<Session> open = store.session(session.key(), session.version());
            if (open.isPresent()) return () -> answer.complete(open.get());
            return () -> refuse(new SessionOverException(session.key(), session.version()));
        }
    }

    /**
     * Waits for the next changes at a path and below it.
     *
     * @param after the last entry whose changes are known already
     */
    record Watch(String path, long after, CompletableFuture<Changes> answer) implements MetadataRequest {}

    /** A write that has a condition; a malformed one is refused from the start. */
    static Write conditional(Supplier<? extends ConditionalCommand> command) {
        return write(() -> command.get().encode());
    }

    /** A read of the last change to a key; a malformed key is refused from the start. */
    static Read<Optional<Change>> look(String key) {
        return read(() -> MetadataKey.require(key), store -> store.look(key));
    }

    /** A read of all that lies at a path and below it; a malformed path is refused from the start. */
    static Read<Listing> list(String path) {
        return read(() -> MetadataKey.requirePath(path), store -> store.list(path));
    }

    /** A watch; a malformed path, or an index below 0, is refused from the start. */
    static Watch watch(String path, long after) {
        CompletableFuture<Changes> answer = new CompletableFuture<>();
        try {
            MetadataKey.requirePath(path);
            if (after < 0) {
                throw new InvalidRequestException("watch on '" + MetadataKey.shown(path) + "' after " + after
                        + ": begin after what a listing says, or after 0");
            }
        } catch (InvalidRequestException malformed) {
            answer.completeExceptionally(malformed);
        }
        return new Watch(path, after, answer);
    }
}
