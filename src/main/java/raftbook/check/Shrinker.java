package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import raftbook.raft.RaftConfig;

/**
 * Makes a failing scenario small: takes away whatever it can while the same invariant still breaks: the network's own
 * faults, the time between the script's lines, and the lines themselves, in halves, quarters and at last one by one
 * (Zeller's delta debugging).
 */
class Shrinker {

    private static final int MOST_RUNS = 1000;
    private static final int FASTEST = 16;
    static final long NEVER = Long.MAX_VALUE;

    private final RaftConfig behaviour;
    private final Invariant invariant;
    private int runs;

    Shrinker(RaftConfig behaviour, Invariant invariant) {
        this.behaviour = Objects.requireNonNull(behaviour, "behaviour: that of the failing world");
        this.invariant = Objects.requireNonNull(invariant, "invariant: the one that broke");
    }

    Scenario shrink(Scenario failing) {
        Scenario smallest = failing.only(failing.lines());
        for (int chunk = smallest.lines().size() / 2; chunk > 1; chunk /= 2) {
            smallest = withoutChunks(gentler(smallest), chunk);
        }
        // What one line less has made superfluous goes in the next round.
        for (Scenario before = null; !smallest.equals(before); ) {
            before = smallest;
            smallest = withoutChunks(gentler(smallest), 1);
        }
        return smallest;
    }

    private Scenario gentler(Scenario scenario) {
        Scenario smallest = scenario;
        if (!smallest.calm() && tryOut(smallest.onCalmNetwork()) < NEVER) smallest = smallest.onCalmNetwork();
        while (smallest.pace() < FASTEST && tryOut(smallest.faster(2)) < tryOut(smallest)) {
            smallest = smallest.faster(2);
        }
        return smallest;
    }

    private Scenario withoutChunks(Scenario scenario, int chunk) {
        Scenario smallest = scenario;
        for (int from = 0; from < smallest.lines().size(); ) {
            List<Integer> fewer = new ArrayList<>(smallest.lines());
            fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
            if (tryOut(smallest.only(fewer)) < NEVER) smallest = smallest.only(fewer);
            else from += chunk;
        }
        return smallest;
    }

    /** When it breaks, as long as there are runs left for trying. */
    private long tryOut(Scenario candidate) {
        return runs++ < MOST_RUNS ? breaksAt(candidate) : NEVER;
    }

    /** When the invariant breaks in this scenario. */
    long breaksAt(Scenario candidate) {
        return new World(candidate, behaviour, 0)
                .run()
                .filter(violation -> violation.invariant() == invariant)
                .map(InvariantViolation::at)
                .orElse(NEVER);
    }
}
