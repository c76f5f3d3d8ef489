package raftbook.metadata;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import raftbook.raft.Input;
import raftbook.raft.Outbox;
import raftbook.raft.RefusedException;

/** One request on its way to a server, with the future that its client holds. */
public sealed interface MetadataRequest extends Input<MetadataNode> {

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

    /** A key to be read; a malformed one is refused from the start, before it can reach a store and stop a server. */
    record Read(String key, CompletableFuture<Optional<String>> answer) implements MetadataRequest {
        public Read {
            try {
                MetadataKey.require(key);
            } catch (InvalidRequestException malformed) {
                answer.completeExceptionally(malformed);
            }
        }
    }

    /** A put; a malformed one is refused from the start. */
    static Write put(String key, String value) {
        return write(() -> new MetadataCommand.Put(key, value));
    }

    /** A delete; a malformed one is refused from the start. */
    static Write delete(String key) {
        return write(() -> new MetadataCommand.Delete(key));
    }

    private static Write write(Supplier<MetadataCommand> command) {
        CompletableFuture<Done> answer = new CompletableFuture<>();
        try {
            return new Write(command.get().encode(), answer);
        } catch (InvalidRequestException malformed) {
            answer.completeExceptionally(malformed);
            return new Write(new byte[0], answer);
        }
    }

    /** A read; a malformed one is refused from the start. */
    static Read get(String key) {
        return new Read(key, new CompletableFuture<>());
    }

    @Override
    default void reach(MetadataNode node, long now, Outbox outbox) {
        node.submit(now, this);
    }

    @Override
    default void miss(String why) {
        refuse(new RefusedException(why + ": ask another node"));
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
}
