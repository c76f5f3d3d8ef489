package raftbook.bench;

import io.microraft.statemachine.StateMachine;
import java.util.List;
import java.util.function.Consumer;
import raftbook.metadata.MetadataStore;

/** The same store as ours, under MicroRaft: bytes are commands to apply, a string is a key to read. */
final class MicroRaftStore implements StateMachine {

    private final MetadataStore store = new MetadataStore();

    @Override
    public Object runOperation(long index, Object operation) {
        if (operation instanceof byte[] command) {
            store.apply(index, command);
            return index;
        }
        return operation instanceof String key ? store.get(key) : null;
    }

    @Override
    public void takeSnapshot(long index, Consumer<Object> chunks) {
        throw new IllegalStateException(
                "a snapshot at " + index + ": the measurement outgrew its log; raise the limit");
    }

    @Override
    public void installSnapshot(long index, List<Object> chunks) {
        throw new IllegalStateException("a snapshot at " + index + ", though none was taken");
    }

    @Override
    public Object getNewTermOperation() {
        return "/no-op";
    }
}
