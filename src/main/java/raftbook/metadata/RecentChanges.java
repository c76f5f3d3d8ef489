package raftbook.metadata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The last changes of the store, so that a watcher which was away for a moment misses none. How far it goes back is bounded. */
final class RecentChanges {

    /** So many changes are kept. */
    static final int MOST = 1024;

    /** So many characters of values are kept, so that a few large ones cannot fill the memory. */
    static final int MOST_CHARACTERS = 1 << 24;

    private final Deque<Change> changes = new ArrayDeque<>();
    private long forgotten;
    private int characters;

    /** @param forgotten the last entry of which nothing is known */
    RecentChanges(long forgotten) {
        this.forgotten = forgotten;
    }

    void add(Change change) {
        changes.addLast(change);
        characters += length(change);
        while (changes.size() > MOST || characters > MOST_CHARACTERS) {
            Change oldest = changes.removeFirst();
            characters -= length(oldest);
            forgotten = oldest.version();
        }
    }

    private static int length(Change change) {
        return change.isRemoval() ? 0 : change.value().length();
    }

    /**
     * The changes at a path and below it, by entries after this one, in order.
     *
     * @throws FellBehindException if some of them are no longer kept
     */
    List<Change> after(long after, String path) {
        if (after < forgotten) throw new FellBehindException(path, after, forgotten);
        List<Change> found = new ArrayList<>();
        Iterator<Change> newestFirst = changes.descendingIterator();
        while (newestFirst.hasNext()) {
            Change change = newestFirst.next();
            if (change.version() <= after) break;
            if (MetadataKey.isWithin(path, change.key())) found.add(change);
        }
        Collections.reverse(found);
        return found;
    }
}
