package raftbook.book.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import raftbook.check.Invariant;
import raftbook.check.InvariantViolation;
import raftbook.check.Invariants;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;

/**
 * A run that its reader steers: it goes on by steps and decisions, never by itself, and keeps all its moments, so that one can
 * look back without running anything again. The invariants are checked after each step and decision; the first that breaks
 * ends the run, unless it is not to be judged.
 */
final class Run {

    /** A run with more steps goes no further: few readers get there, and a picture of it would not be seen as one. */
    static final int MOST_STEPS = 20_000;

    static final int MOST_DECISIONS = 500;

    /** So many steps may bring about nothing before a reader is shown that nothing happens. */
    private static final int MOST_QUIET_STEPS = 1_000;

    /**
     * The invariant that has ended the run.
     *
     * @param words what happened, in words
     * @param nodes the servers that break it
     * @param moment the moment at which it was broken
     */
    record Broken(Invariant invariant, String words, List<NodeId> nodes, int moment) {}

    private final Setup setup;
    private final SimulatedCluster cluster;
    private final Invariants invariants;
    private final Requests requests;
    private final List<TraceEvent> events;
    private final List<Moment> moments;
    /** Null in a run that is steered; in one that is looked at, what it would be steered with is. */
    private final Watched watched;

    private final Watcher watcher;
    private int steps;
    private int decisions;
    private Broken broken;

    Run(Setup setup) {
        this.setup = setup;
        this.cluster = setup.cluster();
        this.invariants = new Invariants(cluster, "");
        this.requests = new Requests(cluster);
        this.events = new ArrayList<>();
        this.moments = new ArrayList<>();
        this.watched = null;
        this.watcher = new Watcher(cluster, true);
        remember(null, 0, cluster.news());
    }

    /** A run that is over, up to one of its moments, or to its end: nothing can be decided in it. */
    Run(Watched watched, int until) {
        int end = Math.min(until, watched.moments().size() - 1);
        this.watched = watched;
        this.events = watched.events();
        this.moments = watched.moments().subList(0, end + 1);
        this.broken = watched.broken().filter(found -> found.moment() == end).orElse(null);
        this.setup = null;
        this.cluster = null;
        this.invariants = null;
        this.requests = null;
        this.watcher = null;
    }

    /** The run that is looked at; empty if this one is steered. */
    Optional<Watched> watched() {
        return Optional.ofNullable(watched);
    }

    /** What it began with, if it is steered. */
    Setup setup() {
        return setup;
    }

    /** All that has happened, oldest first. */
    List<TraceEvent> events() {
        return events;
    }

    List<Moment> moments() {
        return moments;
    }

    Moment last() {
        return moments.get(moments.size() - 1);
    }

    Optional<Broken> broken() {
        return Optional.ofNullable(broken);
    }

    List<Requests.Request> requests() {
        return watched == null ? requests.all() : List.of();
    }

    /** Why no step can follow; empty if one can. */
    String whyOver() {
        if (watched != null) return watched.whyOver();
        if (broken != null) return "the run ends here: " + broken.invariant.title() + " is broken";
        if (steps >= MOST_STEPS) return "a run ends after " + MOST_STEPS + " steps";
        if (cluster.nextEventAt() == Long.MAX_VALUE) return "nothing can happen any more by itself";
        return "";
    }

    /** Goes on until something has happened. Returns whether it went on. */
    boolean step() {
        return untilNews(MOST_QUIET_STEPS) > 0;
    }

    /** Lets virtual time pass until the last event that is due by then, or until the run is over. */
    void runFor(Duration time) {
        long end = last().at() + time.toNanos();
        while (cluster.nextEventAt() <= end && step()) {
            // on
        }
    }

    /** Takes exactly so many steps, or as many as can follow; returns how many. */
    int advance(int count) {
        int taken = 0;
        for (int more = 1; more > 0 && taken < count; taken += more) {
            more = untilNews(Math.min(count - taken, MOST_QUIET_STEPS));
        }
        return taken;
    }

    /** Takes steps until one has brought about something; returns how many. */
    private int untilNews(int most) {
        if (!whyOver().isEmpty()) return 0;
        List<TraceEvent> news = List.of();
        int taken = 0;
        while (taken < most && news.isEmpty() && whyOver().isEmpty()) {
            taken++;
            steps++;
            news = judged(cluster::step);
        }
        remember(null, taken, news);
        return taken;
    }

    /** @throws IllegalArgumentException if it cannot happen now; nothing has then */
    void decide(Decision decision) {
        if (watched != null) throw new IllegalArgumentException("this run is looked at, and not steered");
        if (broken != null) throw new IllegalArgumentException(whyOver());
        if (decisions >= MOST_DECISIONS) {
            throw new IllegalArgumentException("a run has " + MOST_DECISIONS + " decisions at most");
        }
        decision.requirePossible(last());
        decisions++;
        Moment now = last();
        List<TraceEvent> news = judged(() -> {
            decision.perform(cluster, requests, now);
            return cluster.news();
        });
        remember(decision, 0, news);
    }

    /** Lets something happen, and judges what came of it. */
    private List<TraceEvent> judged(Supplier<List<TraceEvent>> deed) {
        List<TraceEvent> news;
        try {
            news = deed.get();
        } catch (RuntimeException crash) {
            end(Invariant.NO_CRASH, crash.toString(), List.of());
            return cluster.news();
        }
        if (!setup.judged()) return news;
        try {
            invariants.check(news);
            requests.newlyBrokenKey()
                    .ifPresent(key -> end(
                            Invariant.LINEARIZABILITY,
                            "no order explains the answers on " + key + ": " + requests.answersOn(key),
                            List.of()));
        } catch (InvariantViolation violation) {
            end(violation.invariant(), detail(violation), violation.nodes());
        }
        return news;
    }

    private void end(Invariant invariant, String words, List<NodeId> nodes) {
        broken = new Broken(invariant, words, nodes, moments.size());
    }

    /** The second line of its message: the first names the invariant, the third would tell how to see it again. */
    static String detail(InvariantViolation violation) {
        return Words.split(violation.getMessage(), '\n').get(1).strip();
    }

    private void remember(Decision decision, int taken, List<TraceEvent> news) {
        events.addAll(news);
        moments.add(watcher.look(decision, taken, cluster.now(), events.size(), news));
    }
}
