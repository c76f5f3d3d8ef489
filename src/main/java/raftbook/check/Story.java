package raftbook.check;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.InFlight;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage;
import raftbook.raft.Rules;
import raftbook.raft.Timing;
import raftbook.trace.TraceEvent;

/**
 * A story that a {@link Search} has found: what happens, step by step, until an invariant breaks. There is none with fewer
 * steps in its scope.
 *
 * @param rules what the servers follow
 * @param scope how much may happen
 * @param steps what happens
 * @param invariant what the last step breaks
 * @param detail how, in words
 */
public record Story(Rules rules, Scope scope, List<Step> steps, Invariant invariant, String detail) {

    /** Keeps a copy of the steps. */
    public Story {
        steps = List.copyOf(steps);
    }

    /** What can happen in a step. */
    public enum Kind {
        /** A server's election timer runs out. */
        TIMEOUT,
        /** A leader's heartbeat comes due. */
        HEARTBEAT,
        /** A leader takes in a write. */
        PUT,
        /** A leader takes in a read. */
        GET,
        /** A message arrives. */
        DELIVER,
        /** A message arrives, and a copy of it stays on its way. */
        DELIVER_TWICE,
        /** A message is lost. */
        LOSE
    }

    /**
     * One step.
     *
     * @param kind what happens
     * @param server to which server
     * @param from who has sent the message, null if this is about none
     * @param message the message, null if this is about none
     * @param put which write it is, from 1 on; 0 if it is none
     */
    public record Step(Kind kind, NodeId server, NodeId from, RaftMessage message, int put) {

        /** In words, on one line. */
        @Override
        public String toString() {
            return switch (kind) {
                case TIMEOUT -> server + "  times out";
                case HEARTBEAT -> server + "  owes a heartbeat";
                case PUT -> server + "  takes in put " + put;
                case GET -> server + "  takes in a get";
                case DELIVER -> new TraceEvent.Received(0, 0, from, server, message).describe();
                case DELIVER_TWICE ->
                    new TraceEvent.Received(0, 0, from, server, message).describe() + ", not for the last time";
                case LOSE -> new TraceEvent.Lost(0, 0, from, server, message, "lost").describe();
            };
        }
    }

    /** The story told by a simulated cluster: its trace holds all that happened. */
    public SimulatedCluster cluster() {
        Teller teller = new Teller(this);
        teller.tell();
        return teller.cluster();
    }

    /** The story as a picture, with what breaks in the end. */
    public SpaceTimeDiagram picture() {
        Teller teller = new Teller(this);
        teller.tell();
        return teller.picture();
    }

    /** The {@link #picture}, drawn. */
    public String toSvg() {
        return picture().toSvg();
    }

    /** The run that the {@link #picture} shows. */
    public List<TraceEvent> events() {
        return picture().events();
    }

    /** What breaks, and all steps, a line each. */
    @Override
    public String toString() {
        String all = steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
        return invariant.title() + " breaks after " + steps.size() + " steps: " + detail + all;
    }

    /**
     * Tells a story again with a simulated cluster, whose timers run out and whose messages arrive by hand, under the eyes of the
     * campaigns' judge. So a story is believed on two judges' word, but for what clients were told, and drawn like any other run.
     */
    static final class Teller {

        /** So much virtual time goes by from one step to the next. */
        private static final Duration PACE = Duration.ofMillis(10);
        /** No timer runs out by itself. */
        private static final Timing PATIENT = new Timing(
                Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(2).plusNanos(1));

        private final Story story;
        private final SimulatedCluster cluster;
        private final Invariants invariants;
        private InvariantViolation violation;

        Teller(Story story) {
            Scope scope = story.scope();
            RaftConfig behaviour =
                    RaftConfig.DEFAULT.with(story.rules()).with(PATIENT).with(scope.limits());
            this.story = story;
            this.cluster = new SimulatedCluster(ClusterConfig.of(scope.servers())
                    .with(behaviour)
                    .withSeed(1)
                    .withPatience(Duration.ofDays(1)));
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
            } catch (RuntimeException crash) {
                if (story.invariant() != Invariant.NO_CRASH) throw crash;
                return Optional.empty(); // who has crashed once would crash again
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
}
