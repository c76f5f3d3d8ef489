package raftbook.book.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import raftbook.raft.OneLine;

/**
 * A campaign as the text of a link, {@code break=VOTES_TWICE&from=1&worlds=1000}, and what is wrong with each part of it. What
 * is left out is one of {@link #MODEST} worlds from seed 1 on, under the rules of the paper.
 */
final class CampaignLink {

    /** Some minutes of a slow tab. */
    static final int MOST_WORLDS = 100_000;

    private static final int MODEST = 1_000;
    private static final int LONGEST = 2_000;
    private static final List<String> NAMES = List.of("break", "from", "worlds");

    private final Map<String, String> typed =
            new HashMap<>(Map.of("break", "", "from", "1", "worlds", Integer.toString(MODEST)));
    private final List<Object> problems = new ArrayList<>();

    CampaignLink(String link) {
        if (link.length() > LONGEST) {
            refuse("link", link.length() + " characters, of " + LONGEST + " that it may have");
            return;
        }
        for (String part : Words.split(link, '&')) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !NAMES.contains(name)) {
                refuse(
                        "link",
                        "'" + OneLine.of(part, 40) + "' says nothing of a campaign; it has parts " + NAMES
                                + ", as in worlds=1000");
                continue;
            }
            try {
                typed.put(name, Words.decode(part.substring(equals + 1)));
            } catch (IllegalArgumentException refused) {
                refuse("link", refused.getMessage());
            }
        }
    }

    private void refuse(String field, String words) {
        problems.add(Json.object("field", field, "words", words));
    }

    /** {@code {break, from, worlds, problems: [{field, words}], link, java}}; without problems, the last two are true. */
    String json() {
        Setup setup = new Setup(3, 1, Set.of());
        try {
            setup = Setup.of("3", "1", typed.get("break"));
        } catch (IllegalArgumentException refused) {
            refuse("break", refused.getMessage());
        }
        long from = 1;
        int worlds = 1;
        try {
            from = Setup.of("3", typed.get("from"), "").seed();
        } catch (IllegalArgumentException refused) {
            refuse("from", refused.getMessage());
        }
        try {
            worlds = Setup.count("worlds", typed.get("worlds"));
            if (worlds < 1 || worlds > MOST_WORLDS) throw new IllegalArgumentException(worlds + " worlds");
        } catch (IllegalArgumentException refused) {
            refuse("worlds", "worlds '" + Setup.shown(typed.get("worlds")) + "': a page runs 1 to " + MOST_WORLDS);
        }
        if (from > Long.MAX_VALUE - worlds) {
            refuse(
                    "from",
                    "seed " + from + ": there are no " + worlds + " seeds from it on; the last is " + Long.MAX_VALUE);
        }
        String names = setup.names();
        return Json.text(Json.object(
                "break",
                names,
                "from",
                typed.get("from"),
                "worlds",
                typed.get("worlds"),
                "problems",
                problems,
                "link",
                (names.isEmpty() ? "" : "break=" + names + "&") + "from=" + from + "&worlds=" + worlds,
                "java",
                java(setup, from, worlds)));
    }

    private static String java(Setup setup, long from, int worlds) {
        String rules = Setup.rulesInJava(setup.broken());
        if (from == 1) return "Campaign.of(" + rules + ", " + worlds + ").run()";
        String seed = from == (int) from ? Long.toString(from) : from + "L";
        return "new Campaign(RaftConfig.DEFAULT.with(" + rules + "), " + seed + ", " + worlds + ").run()";
    }
}
