package raftbook.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;

/**
 * One scenario, carried out: a time of chaos with every invariant checked after every event, then peace, in which the
 * cluster must show that it still works.
 */
public final class World implements AutoCloseable {

    private static final Duration PEACE = Duration.ofSeconds(20);

    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final Invariants invariants;
    private final Clients clients;
    private long steps;

    /** A world in which servers follow these rules. */
    public World(Scenario scenario, Rules rules) {
        this(scenario, RaftConfig.DEFAULT.with(rules), 0);
    }

    /**
     * A world in which servers behave like this.
     *
     * @param traceCapacity how many events to keep, to look at afterwards
     */
    public World(Scenario scenario, RaftConfig behaviour, int traceCapacity) {
        this.scenario = scenario;
        this.cluster = new SimulatedCluster(scenario.cluster(behaviour).withTraceCapacity(traceCapacity));
        this.invariants = new Invariants(cluster, replay());
        this.clients = new Clients(cluster);
    }

    private String replay() {
        return "new World(" + scenario + ", rules).run()";
    }

    /** The cluster, to look at its trace and states. */
    public SimulatedCluster cluster() {
        return cluster;
    }

    /** How many events were carried out and checked. */
    public long steps() {
        return steps;
    }

    /**
     * Runs the scenario to its end.
     *
     * @return the violation that ended it, or empty if all went well
     */
    public Optional<InvariantViolation> run() {
        try {
            chaos();
            peace();
            return Optional.empty();
        } catch (InvariantViolation violation) {
            return Optional.of(violation);
        } catch (RuntimeException crash) {
            return Optional.of(broken(Invariant.NO_CRASH, crash.toString()));
        }
    }

    private void chaos() {
        cluster.setFaults(scenario.faults());
        for (Action action : scenario.script()) cluster.at(action.at(), () -> action.perform(cluster, clients));
        stepUntil(scenario.chaos().toNanos());
    }

    private void peace() {
        cluster.setFaults(Faults.NONE);
        cluster.heal();
        for (NodeId id : cluster.nodes()) {
            cluster.skew(id, 1);
            cluster.resume(id);
        }
        long end = cluster.now() + PEACE.toNanos();
        int before = clients.done();
        while (clients.done() == before || !cluster.hasConverged()) {
            if (cluster.now() > end) throw broken(Invariant.PROGRESS, missing(before));
            if (clients.done() == before) clients.put(0);
            stepUntil(cluster.now() + Duration.ofMillis(200).toNanos());
        }
        checkAnswers();
    }

    private String missing(int before) {
        String missing = clients.done() == before ? "no write succeeded" : "logs and stores still differ";
        return missing + " after " + PEACE + " of peace";
    }

    private void checkAnswers() {
        Linearizability.firstBrokenKey(clients.history()).ifPresent(key -> {
            List<History.Operation> operations = clients.history().byKey().get(key);
            throw broken(Invariant.LINEARIZABILITY, "no order explains the answers on " + key + ": " + operations);
        });
    }

    private void stepUntil(long time) {
        while (cluster.nextEventAt() <= time) {
            invariants.check(cluster.step());
            steps++;
        }
        cluster.runFor(Duration.ofNanos(Math.max(0, time - cluster.now())));
    }

    private InvariantViolation broken(Invariant invariant, String detail) {
        long term = cluster.nodes().stream()
                .mapToLong(id -> cluster.inside(id).raft().term())
                .max()
                .orElse(0);
        return invariants.broken(invariant, cluster.nodes(), term, 0, detail);
    }

    @Override
    public void close() {
        cluster.close();
    }
}
