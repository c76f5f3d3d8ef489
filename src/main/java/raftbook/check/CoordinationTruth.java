package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import raftbook.metadata.Change;
import raftbook.metadata.MetadataStore;
import raftbook.metadata.Session;
import raftbook.raft.RaftLogEntry;

/**
 * What really became of a store, by the log that all servers hold in the end. What clients were told is held against it.
 *
 * @param changes what the entries of the log do to a store, one after the other
 * @param appliedAt when a server first said that it has applied all entries up to one, by that entry's index
 */
record CoordinationTruth(List<Change> changes, Map<Long, Long> appliedAt) {

    static CoordinationTruth of(List<RaftLogEntry> log, Map<Long, Long> appliedAt) {
        MetadataStore store = new MetadataStore();
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i <= log.size(); i++) {
            if (log.get(i - 1).isNoOp()) continue;
            store.apply(i, log.get(i - 1).command());
            changes.addAll(store.changesAfter(i - 1, "/").changes());
        }
        return new CoordinationTruth(changes, appliedAt);
    }

    /** What is wrong with what these clients were told, if anything is. Where a clock runs fast, a session may be over sooner. */
    Optional<String> firstBroken(CoordinationClients clients, boolean clocksAreEven) {
        return clients.history()
                .firstBroken()
                .or(() -> brokenWatch(clients.watched(), clients.watchedUpTo()))
                .or(() -> clocksAreEven ? brokenLease(clients.kept()) : Optional.empty());
    }

    /** What is wrong with what a watcher of the whole store was told of all entries up to one, if anything is. */
    Optional<String> brokenWatch(List<Change> seen, long upTo) {
        List<Change> due =
                changes.stream().filter(change -> change.version() <= upTo).toList();
        return seen.equals(due)
                ? Optional.empty()
                : Optional.of("a watcher was told " + seen + ", and should be " + due);
    }

    /** Whoever was told that a session is kept alive has its whole time from when they asked; the first who had not, if any. */
    Optional<String> brokenLease(List<CoordinationClients.Kept> kept) {
        return kept.stream()
                .filter(each -> endOf(each.session())
                        < each.asked() + each.session().time().toNanos())
                .map(each -> each + " was ended at " + endOf(each.session()))
                .findFirst();
    }

    private long endOf(Session session) {
        return changes.stream()
                .filter(change -> change.isRemoval()
                        && change.key().equals(session.key())
                        && change.version() > session.version())
                .findFirst()
                .map(change -> earliestApplied(change.version()))
                .orElse(Long.MAX_VALUE);
    }

    /** A server may apply several entries at once, and the trace names the last of them. */
    private long earliestApplied(long index) {
        return appliedAt.entrySet().stream()
                .filter(entry -> entry.getKey() >= index)
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
