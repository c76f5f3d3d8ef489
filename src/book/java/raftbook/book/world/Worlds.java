package raftbook.book.world;

import java.util.Optional;
import raftbook.check.Campaign;
import raftbook.check.InvariantViolation;
import raftbook.check.Scenario;
import raftbook.check.World;
import raftbook.raft.RaftConfig;

/** A campaign's worlds, judged, and one of them made smaller. */
final class Worlds {
    /** So many worlds are judged in one call, which nothing can interrupt. */
    static final int MOST = 1_000;

    private Worlds() {}

    /**
     * Judges so many worlds of a campaign, from a seed on, until one breaks: {@code {worlds, steps, undecided, failed, invariant,
     * words}}, where {@code failed} is a seed, or empty.
     */
    static String judge(String firstSeed, int worlds, String broken) {
        if (worlds < 1 || worlds > MOST) {
            throw new IllegalArgumentException(worlds + " worlds: a page judges 1 to " + MOST + " at once");
        }
        RaftConfig behaviour = behaviour(broken);
        long first = seed(firstSeed);
        long steps = 0;
        int undecided = 0;
        for (int i = 0; i < worlds; i++) {
            World world = new World(Scenario.of(first + i), behaviour, 0);
            Optional<InvariantViolation> found = world.run();
            steps += world.steps();
            if (world.undecidedKey().isPresent()) undecided++;
            if (found.isPresent()) {
                return verdict(i + 1, steps, undecided, Long.toString(first + i), found.get());
            }
        }
        return verdict(worlds, steps, undecided, "", null);
    }

    private static String verdict(int worlds, long steps, int undecided, String failed, InvariantViolation violation) {
        return Json.text(Json.object(
                "worlds", worlds,
                "steps", steps,
                "undecided", undecided,
                "failed", failed,
                "invariant", violation == null ? "" : violation.invariant().name(),
                "words", violation == null ? "" : violation.getMessage()));
    }

    /** The link, as JSON, of the smallest scenario that is found in which a failing world's invariant still breaks. */
    static String smallest(String seed, String broken) {
        RaftConfig behaviour = behaviour(broken);
        InvariantViolation violation = new World(Scenario.of(seed(seed)), behaviour, 0)
                .run()
                .orElseThrow(() -> new IllegalArgumentException("world " + seed + ": no invariant breaks in it"));
        Scenario small = new Campaign.Failure(behaviour, seed(seed), violation).shrunk();
        return Json.text(WatchedWorld.link(small, Setup.of("3", "1", broken).broken()));
    }

    static RaftConfig behaviour(String broken) {
        return RaftConfig.DEFAULT.with(Setup.of("3", "1", broken).rules());
    }

    static long seed(String typed) {
        return Setup.of("3", typed, "").seed();
    }
}
