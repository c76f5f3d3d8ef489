package raftbook.check;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import raftbook.cluster.Faults;
import raftbook.cluster.Seeds;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
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
        CoordinationTruth truth =
                CoordinationTruth.of(cluster.state(converged.get()).log(), appliedAt);
        return truth.firstBroken(clients, clocksAreEven(scenario.script()));
    }

    /** Whether no clock runs fast, so that a session's time is the same for whoever keeps it alive and for every leader. */
    static boolean clocksAreEven(List<Action> script) {
        return script.stream()
                .noneMatch(action -> action.kind() == Action.Kind.SKEW || action.kind() == Action.Kind.FIRE_TIMER);
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
}
