package raftbook.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.Rules;
import raftbook.trace.TraceEvent;

/**
 * One scenario, carried out: a time of chaos with what must hold of servers checked after every event, then peace, in which
 * the cluster must show that it still works, and after which its answers are judged.
 */
public final class World {

    /** A world takes a few thousand events; one with more has a server that never lets time pass. */
    static final int MOST_STEPS = 200_000;

    private static final Duration PEACE = Duration.ofSeconds(20);
    /** After so much time, whoever waits for peace looks again. */
    private static final Duration SLICE = Duration.ofMillis(200);

    private static final Duration REPAIR = Duration.ofSeconds(10);
    /** More events than a world has. */
    private static final int EVERYTHING = 1_000_000;

    private final Scenario scenario;
    private final SimulatedCluster cluster;
    private final Invariants invariants;
    private final Clients clients;
    private long steps;
    private InvariantViolation violation;

    /** A world in which servers follow these rules, with a trace to look at afterwards. */
    public World(Scenario scenario, Rules rules) {
        this(scenario, RaftConfig.DEFAULT.with(rules), EVERYTHING);
    }

    /**
     * A world in which servers behave like this.
     *
     * @param traceCapacity how many events to keep, to look at afterwards; 0 for none
     * @throws IllegalArgumentException if that is negative
     */
    public World(Scenario scenario, RaftConfig behaviour, int traceCapacity) {
        this.scenario = Objects.requireNonNull(scenario, "scenario: say Scenario.of(seed)");
        Objects.requireNonNull(behaviour, "behaviour: say RaftConfig.DEFAULT");
        this.cluster = withPast(scenario.cluster(behaviour).withTraceCapacity(traceCapacity), scenario.past());
        if (traceCapacity == 0) cluster.muteRoutine();
        this.invariants = new Invariants(cluster, replay());
        this.clients = new Clients(cluster);
    }

    private static SimulatedCluster withPast(ClusterConfig config, int terms) {
        return new SimulatedCluster(config, terms, logs(config.nodes(), terms));
    }

    /** The first two servers have led so many terms in turns, and none of their entries has reached anybody. */
    private static Map<NodeId, List<RaftLogEntry>> logs(List<NodeId> nodes, int terms) {
        Map<NodeId, List<RaftLogEntry>> logs = new HashMap<>();
        IntStream.rangeClosed(1, terms).forEach(term -> {
            NodeId leader = nodes.get(term % 2);
            logs.computeIfAbsent(leader, id -> new ArrayList<>()).add(RaftLogEntry.noOp(term));
        });
        return logs;
    }

    /** The term that all servers had reached when it began; 0 in a world without a past. */
    long pastTerm() {
        return scenario.past();
    }

    /** What was in the logs when it began; nothing where none is named. */
    Map<NodeId, List<RaftLogEntry>> pastLogs() {
        return logs(cluster.nodes(), scenario.past());
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

    /** What clients asked, and what they were told. */
    public History history() {
        return clients.history();
    }

    /** The first key on which the checker gave up, so that nobody knows whether its answers were right. */
    public Optional<String> undecidedKey() {
        return Linearizability.firstKey(history(), Verdict.UNDECIDED);
    }

    /** What happened, up to the violation if one has ended it, as a picture. */
    public SpaceTimeDiagram picture() {
        SpaceTimeDiagram picture = cluster.picture().replay(replay());
        return violation == null
                ? picture
                : picture.note(
                        Duration.ofNanos(violation.at()), violation.invariant().title() + " is broken");
    }

    /**
     * Runs the scenario to its end.
     *
     * @return the violation that ended it, or empty if all went well
     */
    public Optional<InvariantViolation> run() {
        try {
            if (scenario.past() > 0) repair();
            chaos();
            peace();
        } catch (InvariantViolation found) {
            violation = found;
        } catch (RuntimeException crash) {
            violation = broken(Invariant.NO_CRASH, crash.toString());
        }
        return Optional.ofNullable(violation);
    }

    /** Whoever has a past must put it right while messages are lost: in peace, nothing shows that it takes too long. */
    private void repair() {
        cluster.setFaults(Faults.NONE.withLoss(0.1));
        settle(REPAIR, "in which one message in ten is lost", Invariant.PROGRESS_UNDER_LOSS);
    }

    private void chaos() {
        long begin = cluster.now();
        cluster.setFaults(scenario.faults());
        for (Action action : scenario.script()) {
            cluster.at(begin + action.at(), () -> action.perform(cluster, clients));
        }
        pass(scenario.chaos());
    }

    private void peace() {
        cluster.setFaults(Faults.NONE);
        cluster.heal();
        for (NodeId id : cluster.nodes()) {
            cluster.skew(id, 1);
            cluster.resume(id);
        }
        settle(PEACE, "of peace", Invariant.PROGRESS);
        checkAnswers();
    }

    /** Goes on until a write has been done, and all servers agree. */
    private void settle(Duration patience, String of, Invariant progress) {
        int before = clients.done();
        long looks = patience.toNanos() / SLICE.toNanos();
        for (int look = 0; clients.done() == before || !cluster.hasConverged(); look++) {
            if (look > looks) {
                String missing = clients.done() == before ? "no write succeeded" : "logs and stores still differ";
                throw broken(progress, missing + " after " + patience + " " + of);
            }
            if (clients.done() == before) clients.put(0);
            pass(SLICE);
        }
    }

    private void checkAnswers() {
        Linearizability.firstBrokenKey(clients.history()).ifPresent(key -> {
            List<History.Operation> operations = clients.history().byKey().get(key);
            throw broken(Invariant.LINEARIZABILITY, "no order explains the answers on " + key + ": " + operations);
        });
    }

    /** Lets so much time pass, and the judge see all that happens. */
    private void pass(Duration time) {
        long end = cluster.now() + time.toNanos();
        Optional<List<TraceEvent>> news = cluster.stepBy(end);
        for (; news.isPresent(); news = cluster.stepBy(end)) {
            if (!news.get().isEmpty()) invariants.check(news.get());
            if (++steps >= MOST_STEPS) throw broken(Invariant.TIME_PASSES, MOST_STEPS + " events, and no end");
        }
        cluster.runFor(Duration.ofNanos(end).minusNanos(cluster.now()));
    }

    private InvariantViolation broken(Invariant invariant, String detail) {
        long term = cluster.nodes().stream()
                .mapToLong(id -> cluster.inside(id).raft().term())
                .max()
                .orElse(0);
        return invariants.broken(invariant, cluster.nodes(), term, 0, detail);
    }
}
