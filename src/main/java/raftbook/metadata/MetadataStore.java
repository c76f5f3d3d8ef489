package raftbook.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import raftbook.metadata.ConditionalCommand.CompareAndDelete;
import raftbook.metadata.ConditionalCommand.CompareAndSet;
import raftbook.metadata.ConditionalCommand.Hold;
import raftbook.metadata.ConditionalCommand.Open;
import raftbook.raft.RefusedException;
import raftbook.raft.StateMachine;

/**
 * The metadata of one server: a sorted map from paths to values, changed by committed commands alone. It is a
 * deterministic function of the commands applied so far, so that servers which applied the same log agree.
 *
 * <p>Bytes that are no command must not stop a server, nor make two servers differ. They change nothing, and are
 * remembered as {@link #rejected}.
 */
public final class MetadataStore implements StateMachine {

    /** For each key the last change to it: most commands and questions name a key that is there, and find it without a search. */
    private final Map<String, Change> values = new HashMap<>();

    /** The same keys in order, for questions about what lies below a path. */
    private final NavigableSet<String> keys = new TreeSet<>();

    private final List<Rejected> rejected = new ArrayList<>();
    private long appliedIndex;
    private RecentChanges recent = new RecentChanges(0);
    private final Sessions sessions = new Sessions();
    private final Refusals refusals = new Refusals();

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
            if (ConditionalCommand.isOne(command)) carryOut(ConditionalCommand.decode(command));
            else carryOut(MetadataCommand.decode(command));
        } catch (InvalidRequestException poisoned) {
            rejected.add(new Rejected(index, poisoned.getMessage()));
        }
    }

    /** Applies one command, as the entry after the last. */
    public void apply(MetadataCommand command) {
        appliedIndex++;
        carryOut(command);
    }

    private void carryOut(MetadataCommand command) {
        if (command instanceof MetadataCommand.Put put) set(put.key(), put.value());
        else remove(command.key());
    }

    private void set(String key, String value) {
        Change change = new Change(appliedIndex, key, value);
        keep(change);
        recent.add(change);
        if (!sessions.isEmpty()) release(key);
    }

    private void keep(Change change) {
        if (values.put(change.key(), change) == null) keys.add(change.key());
    }

    private void remove(String key) {
        if (values.remove(key) == null) return;
        keys.remove(key);
        recent.add(new Change(appliedIndex, key, null));
        if (!sessions.isEmpty()) release(key);
    }

    /**
     * The current value of a key, if it has one.
     *
     * @throws InvalidRequestException if the key is malformed
     */
    public Optional<String> get(String key) {
        return Optional.ofNullable(values.get(MetadataKey.require(key))).map(Change::value);
    }

    /** All keys and values, sorted by key: a copy. Not what Raft calls a snapshot, which takes the place of a log (§7). */
    public NavigableMap<String, String> snapshot() {
        return under(MetadataKey.ROOT);
    }

    /**
     * All keys below a path, with their values: {@code /config} covers {@code /config/a/b} but not {@code /configs}.
     * A copy, which nobody can change; {@code /} is the whole store.
     *
     * @throws InvalidRequestException if the path is malformed
     */
    public NavigableMap<String, String> under(String path) {
        NavigableMap<String, String> found = new TreeMap<>();
        for (String key : below(path)) found.put(key, values.get(key).value());
        return Collections.unmodifiableNavigableMap(found);
    }

    private NavigableSet<String> below(String path) {
        String key = MetadataKey.requirePath(path);
        return key.equals(MetadataKey.ROOT) ? keys : keys.subSet(key + "/", true, endOf(key), false);
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
        NavigableSet<String> below = below(path);
        int nameStart = path.equals(MetadataKey.ROOT) ? 1 : path.length() + 1;
        NavigableSet<String> names = new TreeSet<>();
        String key = below.isEmpty() ? null : below.first();
        while (key != null) {
            int nameEnd = key.indexOf('/', nameStart);
            names.add(key.substring(nameStart, nameEnd < 0 ? key.length() : nameEnd));
            key = nameEnd < 0 ? below.higher(key) : below.ceiling(endOf(key.substring(0, nameEnd)));
        }
        return names;
    }

    /** The committed entries that were no commands, oldest first: the same places on every server of one version. */
    public List<Rejected> rejected() {
        return Collections.unmodifiableList(rejected);
    }

    /** If the condition does not hold, the entry changes nothing, and why is remembered for whoever has asked. */
    private void carryOut(ConditionalCommand command) {
        Optional<RefusedException> refusal = refusalOf(command);
        if (refusal.isPresent()) {
            refusals.add(appliedIndex, refusal.get());
        } else if (command instanceof CompareAndSet wanted) {
            set(wanted.key(), wanted.value());
        } else if (command instanceof CompareAndDelete) {
            remove(command.key());
        } else if (command instanceof Open wanted) {
            set(wanted.key(), wanted.value());
            sessions.open(wanted.session(appliedIndex));
        } else if (command instanceof Hold wanted) {
            set(wanted.key(), wanted.value());
            sessions.hold(wanted.key(), wanted.session());
        }
    }

    private Optional<RefusedException> refusalOf(ConditionalCommand command) {
        if (command instanceof Hold wanted
                && sessions.find(wanted.session(), wanted.sessionVersion()).isEmpty()) {
            return Optional.of(new SessionOverException(wanted.session(), wanted.sessionVersion()));
        }
        long found = look(command.key()).map(Change::version).orElse(Change.ABSENT);
        if (found == command.version()) return Optional.empty();
        return Optional.of(new ConflictException(command.key(), command.version(), found));
    }

    /** The key is not what it was: it is held no longer; and if it was a session, all that this has held is gone. */
    private void release(String key) {
        sessions.release(key).forEach(this::remove);
    }

    /** Why the command at this index was refused, if it was. Known of the last refusals only: ask right after it was applied. */
    public Optional<RefusedException> refusalAt(long index) {
        return refusals.at(index);
    }

    /**
     * The last change to a key, which has made it what it is: its value and its version. Empty if it is not there.
     *
     * @throws InvalidRequestException if the key is malformed
     */
    public Optional<Change> look(String key) {
        return Optional.ofNullable(values.get(MetadataKey.require(key)));
    }

    /** All that lies at a path and below it, with versions. @throws InvalidRequestException if the path is malformed */
    public Listing list(String path) {
        NavigableMap<String, Change> found = new TreeMap<>();
        if (values.containsKey(path)) found.put(path, values.get(path));
        for (String key : below(path)) found.put(key, values.get(key));
        return new Listing(appliedIndex, found);
    }

    /**
     * What entries after this one have changed at a path and below it. The store keeps the last changes only, a thousand or so.
     *
     * @throws FellBehindException if some of those asked for are no longer kept: nobody knows whether they were of this path
     * @throws InvalidRequestException if the path is malformed
     */
    public Changes changesAfter(long after, String path) {
        return new Changes(Math.max(after, appliedIndex), recent.after(after, MetadataKey.requirePath(path)));
    }

    /** The last entry that was applied; 0 at first. */
    public long appliedIndex() {
        return appliedIndex;
    }

    /** The sessions that are open, sorted by key: a copy. */
    public List<Session> sessions() {
        return sessions.all();
    }

    /** Whether any is. */
    public boolean hasSessions() {
        return !sessions.isEmpty();
    }

    /** The session of this key and version, if it is open; its time is the one that it was opened with. */
    public Optional<Session> session(String key, long version) {
        return sessions.find(key, version);
    }

    /** All that this store is, as a copy: what a server that starts anew needs, in place of the entries that have led to it. */
    public StoreImage image() {
        NavigableMap<Long, String> reasons = new TreeMap<>();
        rejected.forEach(each -> reasons.put(each.index(), each.reason()));
        List<Change> changes = keys.stream().map(values::get).toList();
        return new StoreImage(appliedIndex, changes, sessions.image(), reasons);
    }

    /** A store that goes on where another was. Watchers who are further back than that are told that they fell behind. */
    public static MetadataStore of(StoreImage image) {
        MetadataStore store = new MetadataStore();
        store.appliedIndex = image.appliedIndex();
        store.recent = new RecentChanges(image.appliedIndex());
        image.values().forEach(store::keep);
        store.sessions.restore(image.sessions());
        image.rejected().forEach((index, reason) -> store.rejected.add(new Rejected(index, reason)));
        return store;
    }
}
