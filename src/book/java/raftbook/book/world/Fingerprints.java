package raftbook.book.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import raftbook.check.BrokenRule;
import raftbook.check.Campaign;
import raftbook.raft.RaftConfig;

/**
 * What this JVM makes of worlds and of runs with decisions, as hashes in a file; the check in a browser, {@code world.mjs},
 * lets a page make the same of them.
 */
final class Fingerprints {
    private static final int WORLDS = 200;
    private static final int RUNS = 60;
    private static final int MOVES = 80;
    private static final int MOST_WORLDS = 4_000;
    /** So many worlds before the one that breaks are judged again: a page is slower. */
    private static final int BEFORE = 100;

    private Fingerprints() {}

    /** Takes the file to write. */
    public static void main(String[] args) throws IOException {
        List<Object> worlds = new ArrayList<>();
        for (int seed = 1; seed <= WORLDS; seed++) worlds.add(world(Integer.toString(seed), ""));
        List<Object> rules = new ArrayList<>();
        for (BrokenRule rule : BrokenRule.values()) rules.add(rule(rule));
        List<Object> runs = new ArrayList<>();
        for (int seed = 1; seed <= RUNS; seed++) {
            PageRun run = stroll(seed);
            String link = run.link(run.moments() - 1);
            runs.add(Json.object("link", link, "hash", hash(run.everything())));
        }
        Files.writeString(Path.of(args[0]), Json.text(Json.object("worlds", worlds, "rules", rules, "runs", runs)));
    }

    private static Object world(String seed, String broken) {
        return Json.object("seed", seed, "broken", broken, "hash", hash(Page.world(seed, broken)));
    }

    /** The first world in which an invariant breaks under it, and the verdict on the last hundred worlds until there. */
    private static Object rule(BrokenRule rule) {
        Campaign.Report report = new Campaign(RaftConfig.DEFAULT.with(rule.rules()), 1, MOST_WORLDS).run();
        long failed = report.failure()
                .orElseThrow(() -> new IllegalStateException(rule + " breaks nothing in " + MOST_WORLDS + " worlds"))
                .seed();
        String from = Long.toString(Math.max(1, failed - BEFORE));
        return Json.object(
                "broken", rule.name(),
                "from", from,
                "verdict", Page.judge(from, BEFORE + 1, rule.name()),
                "world", world(Long.toString(failed), rule.name()));
    }

    /** A run in which somebody decides at random; in half of them, under a rule that is broken. */
    static PageRun stroll(int seed) {
        Random random = new Random(seed);
        BrokenRule rule = BrokenRule.values()[seed / 2 % BrokenRule.values().length];
        Run run = new Run(new Setup(1 + seed % 5, seed, seed % 2 == 0 ? Set.of() : EnumSet.of(rule)));
        for (int i = 0; i < MOVES && run.whyOver().isEmpty(); i++) {
            List<Decision> choices = Choices.at(run.last(), run.requests().size());
            if (choices.isEmpty() || random.nextInt(4) > 0) run.step();
            else run.decide(choices.get(random.nextInt(choices.size())));
        }
        return new PageRun(new RunLink.Opened(run, ""));
    }

    /** Fowler, Noll and Vo's hash of the characters, and the one that Java defines for texts. */
    static String hash(String text) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x01000193;
        return Integer.toHexString(hash) + " " + Integer.toHexString(text.hashCode());
    }
}
