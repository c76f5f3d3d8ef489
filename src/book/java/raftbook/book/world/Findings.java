package raftbook.book.world;

import java.util.Optional;
import raftbook.check.BrokenRule;
import raftbook.check.Campaign;
import raftbook.raft.Rules;

/**
 * What this JVM's own campaigns find, as JSON: so many worlds under the rules of the paper, and the first world that a broken rule
 * breaks. The check in a browser, {@code campaign.mjs}, lets the page find the same.
 */
final class Findings {
    private Findings() {}

    /** Takes the number of worlds, and the name of a broken rule. */
    public static void main(String[] args) {
        int worlds = Integer.parseInt(args[0]);
        Campaign.Report intact = Campaign.of(Rules.PAPER, worlds).run();
        Optional<Campaign.Failure> failure =
                Campaign.of(BrokenRule.valueOf(args[1]).rules(), worlds).run().failure();
        String seed = Long.toString(failure.orElseThrow().seed());
        System.out.println("{\"steps\":" + intact.steps() + ",\"scenario\":"
                + Json.text(failure.get().shrunk().toString()) + ",\"verdict\":" + Page.judge("1", worlds, args[1])
                + ",\"small\":" + small(seed, args[1]) + "}");
    }

    private static String small(String seed, String broken) {
        String link = Worlds.smallest(seed, broken);
        return Page.shrunk(link.substring(1, link.length() - 1));
    }
}
