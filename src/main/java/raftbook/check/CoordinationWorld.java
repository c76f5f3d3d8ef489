package raftbook.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import raftbook.cluster.Faults;
import raftbook.cluster.Seeds;
import raftbook.cluster.SimulatedCluster;
import raftbook.metadata.Change;
import raftbook.metadata.MetadataStore;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.Rules;
import raftbook.trace.TraceEvent;

/**
 * A scenario with other clients besides: they use versions, sessions, a lock and a watch, under the same faults. What they were told is judged
 * against the log that all servers hold in the end. (They are no part of a {@link World}, so that the worlds of all seeds stay what they were.)
 */
public final class CoordinationWorld {

    private static final Duration PEACE = Duration.ofSeconds(5);
    private static final int REQUESTS = 120;
    /** The part of a seed's randomness that says what these clients do. */
    private static final int CLIENTS = 49;

    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final Invariants invariants;
    private final Clients writers;
    private final CoordinationClients clients;
    private final Map<Long, Long> appliedAt = new HashMap<>();

    /** The scenario of a seed, in which servers follow these rules. */
    public CoordinationWorld(long seed, Rules rules) {
        this.scenario = Scenario.of(seed);
        this.cluster = new SimulatedCluster(scenario.cluster(RaftConfig.DEFAULT.with(rules)));
        this.invariants = new Invariants(cluster, "new CoordinationWorld(" + seed + ", rules).run()");
        this.writers = new Clients(cluster);
        this.clients = new CoordinationClients(cluster);
    }

    /** Runs it to its end. Returns what is wrong, in words, if anything is. */
    public Optional<String> run() {
        try {
            chaos();
            peace();
        } catch (InvariantViolation found) {
            return Optional.of(found.getMessage());
        }
        Optional<NodeId> converged = cluster.hasConverged() ? cluster.leader() : Optional.empty();
        if (converged.isEmpty()) return Optional.of("logs and stores still differ after " + PEACE + " of peace");
        List<Change> truth = changes(cluster.state(converged.get()).log());
        return Stream.of(clients.history().firstBroken(), brokenWatch(truth), brokenLease(truth))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** How many events its watcher has been told of. */
    public int watched() {
        return clients.watched().size();
    }

    private void chaos() {
        cluster.setFaults(scenario.faults());
        scenario.script().forEach(action -> cluster.at(action.at(), () -> action.perform(cluster, writers)));
        RandomGenerator random = Seeds.randomFor(scenario.seed(), CLIENTS);
        long step = scenario.chaos().toNanos() / REQUESTS;
        for (int i = 0; i < REQUESTS; i++) {
            int choice = Seeds.below(10_000, random);
            cluster.at(i * step + Seeds.below((int) step, random), () -> clients.act(choice));
        }
        clients.watch(0);
        pass(scenario.chaos());
    }

    private void peace() {
        cluster.setFaults(Faults.NONE);
        cluster.heal();
        for (NodeId id : cluster.nodes()) {
            cluster.skew(id, 1);
            cluster.resume(id);
        }
        pass(PEACE);
    }

    private void pass(Duration time) {
        long end = cluster.now() + time.toNanos();
        for (Optional<List<TraceEvent>> news = cluster.stepBy(end); news.isPresent(); news = cluster.stepBy(end)) {
            invariants.check(news.get());
            for (TraceEvent event : news.get()) {
                if (event instanceof TraceEvent.Applied applied) appliedAt.putIfAbsent(applied.index(), cluster.now());
            }
        }
    }

    /** What the entries of a log do to a store, one after the other. */
    private static List<Change> changes(List<RaftLogEntry> log) {
        MetadataStore store = new MetadataStore();
        List<Change> changes = new ArrayList<>();
        for (int i = 1; i <= log.size(); i++) {
            if (log.get(i - 1).isNoOp()) continue;
            store.apply(i, log.get(i - 1).command());
            changes.addAll(store.changesAfter(i - 1, "/").changes());
        }
        return changes;
    }

    private Optional<String> brokenWatch(List<Change> truth) {
        List<Change> seen = clients.watched();
        List<Change> due = truth.stream()
                .filter(change -> change.version() <= clients.watchedUpTo())
                .toList();
        return seen.equals(due)
                ? Optional.empty()
                : Optional.of("a watcher was told " + seen + ", and should be " + due);
    }

    /** Whoever was told that a session is kept alive has its whole time from when they asked, unless a clock runs fast. */
    private Optional<String> brokenLease(List<Change> truth) {
        boolean clocksAreEven = scenario.script().stream()
                .noneMatch(action -> action.kind() == Action.Kind.SKEW || action.kind() == Action.Kind.FIRE_TIMER);
        if (!clocksAreEven) return Optional.empty();
        return clients.kept().stream()
                .filter(kept -> endOf(kept, truth)
                        < kept.asked() + kept.session().time().toNanos())
                .map(kept -> kept + " was ended at " + endOf(kept, truth))
                .findFirst();
    }

    private long endOf(CoordinationClients.Kept kept, List<Change> truth) {
        return truth.stream()
                .filter(change -> change.isRemoval()
                        && change.key().equals(kept.session().key())
                        && change.version() > kept.session().version())
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
