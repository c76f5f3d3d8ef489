package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import raftbook.raft.RaftConfig;

/**
 * Makes a failing scenario small: takes away whatever it can while the same invariant still breaks. First the network's
 * own faults, then lines of the script, in halves, quarters and at last one by one (Zeller's delta debugging).
 */
final class Shrinker {

    private static final int MOST_RUNS = 600;

    private final RaftConfig behaviour;
    private final Invariant invariant;
    private int runs;

    Shrinker(RaftConfig behaviour, Invariant invariant) {
        this.behaviour = behaviour;
        this.invariant = invariant;
    }

    Scenario shrink(Scenario failing) {
        Scenario smallest = failing.only(failing.lines());
        if (stillFails(smallest.onCalmNetwork())) smallest = smallest.onCalmNetwork();
        for (int chunk = Math.max(1, smallest.lines().size() / 2); chunk >= 1; chunk /= 2) {
            smallest = withoutChunks(smallest, chunk);
        }
        if (stillFails(smallest.onCalmNetwork())) smallest = smallest.onCalmNetwork();
        return withoutChunks(smallest, 1);
    }

    private Scenario withoutChunks(Scenario scenario, int chunk) {
        Scenario smallest = scenario;
        for (int from = 0; from < smallest.lines().size(); ) {
            List<Integer> fewer = new ArrayList<>(smallest.lines());
            fewer.subList(from, Math.min(from + chunk, fewer.size())).clear();
            if (stillFails(smallest.only(fewer))) smallest = smallest.only(fewer);
            else from += chunk;
        }
        return smallest;
    }

    private boolean stillFails(Scenario candidate) {
        if (runs++ >= MOST_RUNS) return false;
        try (World world = new World(candidate, behaviour, 0)) {
            Optional<InvariantViolation> violation = world.run();
            return violation.isPresent() && violation.get().invariant() == invariant;
        }
    }
}
