package raftbook.metadata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which sessions are open, and which keys they hold. It knows no time: a session ends when the log says so. */
final class Sessions {

    /** By the session's key. */
    private final NavigableMap<String, Session> open = new TreeMap<>();

    private final Map<String, NavigableSet<String>> heldBySession = new HashMap<>();
    /** For each key that is held, the session's key. */
    private final Map<String, String> holders = new HashMap<>();

    void open(Session session) {
        open.put(session.key(), session);
        heldBySession.put(session.key(), new TreeSet<>());
    }

    void hold(String key, String session) {
        heldBySession.get(session).add(key);
        holders.put(key, session);
    }

    /** A key is not what it was: nobody holds it any longer. If it was a session, that is over, and these are what it has held. */
    Collection<String> release(String key) {
        String holder = holders.remove(key);
        if (holder != null) heldBySession.get(holder).remove(key);
        if (open.remove(key) == null) return List.of();
        Collection<String> held = heldBySession.remove(key);
        held.forEach(holders::remove);
        return held;
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** The session of this key and version, if it is open. */
    Optional<Session> find(String key, long version) {
        return Optional.ofNullable(open.get(key)).filter(session -> session.version() == version);
    }

    /** All that are open, sorted by key: a copy. */
    List<Session> all() {
        return new ArrayList<>(open.values());
    }

    /** All that are open, with what they hold, sorted: a copy. */
    List<StoreImage.Held> image() {
        return open.values().stream()
                .map(session -> new StoreImage.Held(session, List.copyOf(heldBySession.get(session.key()))))
                .toList();
    }

    void restore(List<StoreImage.Held> image) {
        for (StoreImage.Held each : image) {
            open(each.session());
            each.keys().forEach(key -> hold(key, each.session().key()));
        }
    }
}
