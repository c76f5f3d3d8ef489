package raftbook.metadata;

import java.util.ArrayList;
import java.util.List;
import raftbook.raft.Outbox;
import raftbook.raft.RefusedException;

/** The watches that wait at a leader. Each is answered with the next changes at its path, or with none when its patience ends. */
final class Watches {

    private record Waiting(MetadataRequest.Watch watch, long deadline) {}

    /** In the order in which they came, which is that of their deadlines. */
    private final List<Waiting> waiting = new ArrayList<>();
    /** Nothing up to here is news to any of them. */
    private long looked;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Answers a watch at once if there is something to tell already; if not, it waits. */
    void add(MetadataRequest.Watch watch, long deadline, MetadataStore store, Outbox outbox) {
        Changes changes = store.changesAfter(watch.after(), watch.path());
        if (!changes.changes().isEmpty()) {
            outbox.answer(() -> watch.answer().complete(changes));
            return;
        }
        if (waiting.isEmpty()) looked = store.appliedIndex();
        waiting.add(new Waiting(watch, deadline));
    }

    /** Answers those for whom something has changed, and those who have waited long enough. */
    void advance(long now, MetadataStore store, Outbox outbox) {
        if (store.appliedIndex() == looked && now < deadline()) return;
        List<Change> news;
        try {
            news = store.changesAfter(looked, MetadataKey.ROOT).changes();
        } catch (FellBehindException tooMuchAtOnce) {
            refuse(tooMuchAtOnce, outbox);
            return;
        }
        looked = store.appliedIndex();
        waiting.removeIf(each -> tells(each, news, each.deadline <= now, outbox));
    }

    private boolean tells(Waiting each, List<Change> news, boolean overdue, Outbox outbox) {
        MetadataRequest.Watch watch = each.watch;
        List<Change> its = news.stream()
                .filter(change -> change.version() > watch.after() && MetadataKey.isWithin(watch.path(), change.key()))
                .toList();
        if (its.isEmpty() && !overdue) return false;
        Changes changes = new Changes(Math.max(watch.after(), looked), its);
        outbox.answer(() -> watch.answer().complete(changes));
        return true;
    }

    /** Refuses them all, and says why. */
    void refuse(RefusedException why, Outbox outbox) {
        for (Waiting each : waiting) outbox.answer(() -> each.watch.refuse(why));
        waiting.clear();
    }

    /** When the first of them has waited long enough. */
    long deadline() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.get(0).deadline;
    }
}
