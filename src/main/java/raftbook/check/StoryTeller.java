package raftbook.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.InFlight;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.Timing;
import raftbook.trace.TraceEvent;

/**
 * Tells a story again with a simulated cluster, whose timers run out and whose messages arrive by hand, under the eyes of the
 * campaigns' judge. So a story is believed on two judges' word, and drawn like any other run.
 */
final class StoryTeller {

    /** So much virtual time goes by from one step to the next. */
    private static final Duration PACE = Duration.ofMillis(10);
    /** No timer runs out by itself. */
    private static final Timing PATIENT = new Timing(
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(2).plusNanos(1));

    private final Story story;
    private final SimulatedCluster cluster;
    private final Invariants invariants;
    private InvariantViolation violation;

    StoryTeller(Story story) {
        Scope scope = story.search().scope();
        RaftConfig behaviour =
                RaftConfig.DEFAULT.with(story.search().rules()).with(PATIENT).with(scope.limits());
        this.story = story;
        this.cluster = new SimulatedCluster(
                ClusterConfig.of(scope.servers()).with(behaviour).withSeed(1).withPatience(Duration.ofDays(1)));
        this.invariants = new Invariants(cluster, "Search.of(rules, scope).run().story()");
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    /** What the campaigns' judge finds; it looks at servers alone, and not at what clients are told. */
    Optional<InvariantViolation> tell() {
        cluster.holdMessages(true);
        try {
            for (Story.Step step : story.steps()) {
                cluster.runFor(PACE);
                carryOut(step);
                invariants.check(cluster.news());
            }
        } catch (InvariantViolation found) {
            violation = found;
        }
        cluster.runFor(PACE);
        return Optional.ofNullable(violation);
    }

    private void carryOut(Story.Step step) {
        switch (step.kind()) {
            case TIMEOUT, HEARTBEAT -> cluster.fireTimer(step.server());
            case PUT -> cluster.node(step.server()).putMetadata("/k", "v" + step.put());
            case GET -> cluster.node(step.server()).getMetadata("/k");
            case DELIVER -> cluster.deliver(onItsWay(step));
            case LOSE -> cluster.drop(onItsWay(step));
            case DELIVER_TWICE -> {
                InFlight first = onItsWay(step);
                cluster.duplicate(first);
                cluster.deliver(first);
            }
        }
        // A request waits for its server's next step, which is due at once.
        for (var news = cluster.stepBy(cluster.now()); news.isPresent(); news = cluster.stepBy(cluster.now())) {
            invariants.check(news.get());
        }
    }

    private InFlight onItsWay(Story.Step step) {
        List<InFlight> all = cluster.inFlight();
        for (InFlight each : all) if (isOf(step, each)) return each;
        throw new IllegalStateException("step '" + step + "': no such message is on its way, but " + all);
    }

    private static boolean isOf(Story.Step step, InFlight copy) {
        NodeId to = step.server();
        return copy.from().equals(step.from())
                && copy.to().equals(to)
                && copy.message().equals(step.message());
    }

    SpaceTimeDiagram picture() {
        long end = cluster.now();
        long at = violation == null ? Math.max(0, end - PACE.toNanos()) : violation.at();
        List<TraceEvent> events = cluster.trace().events();
        return SpaceTimeDiagram.of(events)
                .nodes(cluster.nodes())
                .from(Duration.ZERO)
                .to(Duration.ofNanos(end))
                .note(Duration.ofNanos(at), story.invariant().title() + " is broken");
    }
}
