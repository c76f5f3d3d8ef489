package raftbook.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import raftbook.raft.StateMachine;

/**
 * The metadata of one server: a sorted map from paths to values, changed by committed commands alone. It is a
 * deterministic function of the commands applied so far, so that servers which applied the same log agree.
 *
 * <p>Bytes that are no command must not stop a server, nor make two servers differ. They change nothing, and are
 * remembered as {@link #rejected}.
 */
public final class MetadataStore implements StateMachine {

    private final TreeMap<String, String> values = new TreeMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private long appliedIndex;

    /**
     * A committed entry that was no command.
     *
     * @param index its place in the log
     * @param reason what is wrong with it
     */
    public record Rejected(long index, String reason) {}

    /** @throws IllegalStateException if this entry, or a later one, has been applied before: each is applied once, in order */
    @Override
    public void apply(long index, byte[] command) {
        if (index <= appliedIndex) {
            throw new IllegalStateException("entry " + index + " comes after entry " + appliedIndex
                    + " has been applied: each entry is applied once, in the order of the log");
        }
        appliedIndex = index;
        try {
            apply(MetadataCommand.decode(command));
        } catch (InvalidRequestException poisoned) {
            rejected.add(new Rejected(index, poisoned.getMessage()));
        }
    }

    /** Applies one command. */
    public void apply(MetadataCommand command) {
        if (command instanceof MetadataCommand.Put put) values.put(put.key(), put.value());
        else values.remove(command.key());
    }

    /**
     * The current value of a key, if it has one.
     *
     * @throws InvalidRequestException if the key is malformed
     */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(MetadataKey.require(key)));
    }

    /**
     * All keys and values, sorted by key: a read-only view, which changes with the store, so that a look costs nothing; whoever
     * keeps it copies it. Not what Raft calls a snapshot, which takes the place of a log (§7).
     */
    public NavigableMap<String, String> snapshot() {
        return Collections.unmodifiableNavigableMap(values);
    }

    /**
     * All keys below a path, with their values: {@code /config} covers {@code /config/a/b} but not {@code /configs}.
     * A read-only view; {@code /} is the whole store.
     *
     * @throws InvalidRequestException if the path is malformed
     */
    public NavigableMap<String, String> under(String path) {
        String key = MetadataKey.requirePath(path);
        if (key.equals(MetadataKey.ROOT)) return snapshot();
        return Collections.unmodifiableNavigableMap(values.subMap(key + "/", true, endOf(key), false));
    }

    /** '0' is the character after '/': below this, and from the path and a slash on, lies all that is below the path. */
    private static String endOf(String path) {
        return path + "0";
    }

    /**
     * The names right below a path, sorted, whether they hold a value themselves or only lead on to one. The time it takes
     * depends on how many they are, not on how much lies below them.
     *
     * @throws InvalidRequestException if the path is malformed
     */
    public NavigableSet<String> children(String path) {
        NavigableMap<String, String> below = under(path);
        int nameStart = path.equals(MetadataKey.ROOT) ? 1 : path.length() + 1;
        NavigableSet<String> names = new TreeSet<>();
        String key = below.isEmpty() ? null : below.firstKey();
        while (key != null) {
            int nameEnd = key.indexOf('/', nameStart);
            names.add(key.substring(nameStart, nameEnd < 0 ? key.length() : nameEnd));
            key = nameEnd < 0 ? below.higherKey(key) : below.ceilingKey(endOf(key.substring(0, nameEnd)));
        }
        return names;
    }

    /** The committed entries that were no commands, oldest first: the same places on every server of one version. */
    public List<Rejected> rejected() {
        return Collections.unmodifiableList(rejected);
    }
}
