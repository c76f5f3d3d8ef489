package raftbook.ratis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.ratis.io.MD5Hash;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.protocol.Message;
import org.apache.ratis.protocol.RaftClientRequest;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.storage.FileInfo;
import org.apache.ratis.server.storage.RaftStorage;
import org.apache.ratis.statemachine.StateMachineStorage;
import org.apache.ratis.statemachine.TransactionContext;
import org.apache.ratis.statemachine.impl.BaseStateMachine;
import org.apache.ratis.statemachine.impl.SimpleStateMachineStorage;
import org.apache.ratis.statemachine.impl.SingleFileSnapshotInfo;
import org.apache.ratis.util.LifeCycle;
import raftbook.metadata.ConditionalCommand;
import raftbook.metadata.InvalidRequestException;
import raftbook.metadata.MetadataCommand;
import raftbook.metadata.MetadataStore;
import raftbook.raft.RefusedException;

/**
 * The metadata store, applied to by Ratis in place of {@code RaftNode}: the same store, the same commands. Ratis applies entries on one
 * thread and asks on others, so the store has a lock here, which it needs nowhere else in this book.
 */
public class StoreMachine extends BaseStateMachine {

    private final SimpleStateMachineStorage storage = new SimpleStateMachineStorage();
    private final Consumer<String> whenBroken;
    private final Waiting waiting = new Waiting();
    private MetadataStore store = new MetadataStore();
    private SessionKeeper keeper;
    private Confirmation leading;

    /** @param whenBroken is told why this server cannot go on, if it cannot: its disk is full, say */
    public StoreMachine(Consumer<String> whenBroken) {
        this.whenBroken = whenBroken;
    }

    @Override
    public void initialize(RaftServer server, RaftGroupId group, RaftStorage raftStorage) throws IOException {
        super.initialize(server, group, raftStorage);
        getLifeCycle()
                .startAndTransition(
                        () -> {
                            storage.init(raftStorage);
                            load();
                        },
                        IOException.class);
        Proposals proposals = new Proposals(server, group);
        keeper = new SessionKeeper(server, group, this, proposals);
        leading = new Confirmation(proposals);
    }

    /** Ratis asserts that this has been done before it reinitializes; what it inherits does nothing. */
    @Override
    public void pause() {
        getLifeCycle().transition(LifeCycle.State.PAUSING);
        getLifeCycle().transition(LifeCycle.State.PAUSED);
    }

    /** A snapshot has come from the leader. */
    @Override
    public void reinitialize() throws IOException {
        load();
        getLifeCycle().transition(LifeCycle.State.STARTING);
        getLifeCycle().transition(LifeCycle.State.RUNNING);
    }

    private synchronized void load() throws IOException {
        SingleFileSnapshotInfo latest = storage.loadLatestSnapshot();
        if (latest == null) return;
        store = MetadataStore.of(Snapshots.read(latest.getFile().getPath()));
        setLastAppliedTermIndex(latest.getTermIndex());
        waiting.advance(store);
    }

    /** Writes a snapshot, on the thread that applies: nothing is applied meanwhile, and all is still answered. */
    @Override
    public long takeSnapshot() throws IOException {
        TermIndex applied;
        raftbook.metadata.StoreImage image;
        synchronized (this) {
            applied = getLastAppliedTermIndex();
            image = store.image();
        }
        Path file =
                storage.getSnapshotFile(applied.getTerm(), applied.getIndex()).toPath();
        MD5Hash sum = Snapshots.write(file, image);
        storage.updateLatestSnapshot(new SingleFileSnapshotInfo(new FileInfo(file, sum), applied));
        return applied.getIndex();
    }

    @Override
    public StateMachineStorage getStateMachineStorage() {
        return storage;
    }

    /** What is no command does not get into the log. */
    @Override
    public TransactionContext startTransaction(RaftClientRequest request) throws IOException {
        TransactionContext transaction = super.startTransaction(request);
        try {
            byte[] command = request.getMessage().getContent().toByteArray();
            if (ConditionalCommand.isOne(command)) ConditionalCommand.decode(command);
            else if (!Confirmation.isOne(command)) MetadataCommand.decode(command);
        } catch (InvalidRequestException malformed) {
            transaction.setException(malformed);
        }
        return transaction;
    }

    /** Applies an entry. Whatever happens, it is a message: an exception thrown here would end this server, and each that follows. */
    @Override
    public CompletableFuture<Message> applyTransaction(TransactionContext transaction) {
        LogEntryProto entry = transaction.getLogEntry();
        byte[] command = entry.getStateMachineLogEntry().getLogData().toByteArray();
        Optional<RefusedException> refusal;
        synchronized (this) {
            if (!Confirmation.isOne(command)) store.apply(entry.getIndex(), command);
            refusal = store.refusalAt(entry.getIndex());
            updateLastAppliedTermIndex(entry.getTerm(), entry.getIndex());
            waiting.advance(store);
        }
        return CompletableFuture.completedFuture(
                refusal.map(Answers::refused).orElseGet(() -> Answers.done(entry.getIndex(), entry.getTerm())));
    }

    /**
     * Answers a question, once it is certain that this server led after it had come, and has applied all that was committed then. A watch
     * need not know: what it is told is true, and late at worst.
     */
    @Override
    public CompletableFuture<Message> query(Message request) {
        Question question = Question.decode(request.getContent().toStringUtf8());
        try {
            switch (question.verb()) {
                case ALIVE:
                    return CompletableFuture.completedFuture(keeper.renew(question));
                case WATCH:
                    synchronized (this) {
                        return waiting.add(question, store);
                    }
                default:
                    return leading.confirm()
                            .thenApply(confirmed -> look(at -> Answers.to(question, at)))
                            .exceptionally(failure -> Answers.refused(refusal(failure)));
            }
        } catch (RefusedException refused) {
            return CompletableFuture.completedFuture(Answers.refused(refused));
        }
    }

    private static RefusedException refusal(Throwable failure) {
        return Failures.cause(failure) instanceof RefusedException refused ? refused : new Answers.NotLeader();
    }

    /** The store, for a look under this machine's lock. */
    synchronized <T> T look(java.util.function.Function<MetadataStore, T> at) {
        return at.apply(store);
    }

    /** Called now and then: ends the waiting of those that nothing has happened for. */
    synchronized void tick() {
        waiting.endOverdue();
    }

    @Override
    public void notifyLogFailed(Throwable cause, LogEntryProto entry) {
        whenBroken.accept(
                "the log cannot be written: " + cause
                        + ". Nothing acknowledged is lost: the others have it. Make room on the disk, and start this server again");
    }

    @Override
    public void close() throws IOException {
        if (keeper != null) keeper.close();
        super.close();
    }
}
