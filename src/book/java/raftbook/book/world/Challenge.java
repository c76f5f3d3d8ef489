package raftbook.book.world;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import raftbook.check.BrokenRule;

/** What a reader is asked to bring about in a run, from the easiest on. {@code challenges.html} has the words for it. */
enum Challenge {
    ELECT_N3("elect-n3", of(3), ElectionJudge::electN3),
    SPLIT_VOTE("split-vote", of(4), ElectionJudge::splitVote),
    RETURNING("returning", of(3), ElectionJudge::returning),
    CUT_OFF("cut-off", of(3), WriteJudge::cutOff),
    TWO_LEADERS("two-leaders", notJudged(3, 512, BrokenRule.VOTES_TWICE), ElectionJudge::twoLeaders),
    LOSE_A_WRITE("lose-a-write", notJudged(3, 512, BrokenRule.COMMITS_ALONE), WriteJudge::loseAWrite),
    UNKNOWN("unknown", of(3), WriteJudge::unknown),
    STALE_READ("stale-read", new Setup(3, 974, EnumSet.of(BrokenRule.READS_UNASKED)), WriteJudge::staleRead),
    LONGER_LOG("longer-log", of(3), ElectionJudge::longerLog),
    FIGURE_8("figure-8", notJudged(5, 1, BrokenRule.COUNTS_OLD_TERMS), WriteJudge::figure8);

    /** The fewest moves, decisions and steps together, to two leaders; a search in the tests finds none with fewer. */
    static final int FEWEST_TO_TWO_LEADERS = 6;

    private final String id;
    private final Setup setup;
    private final Function<Story, String> missing;

    /**
     * What a judge says.
     *
     * @param words what is still missing; empty if it is done
     * @param decisions so many it took until the moment that was judged, or until it was done where the fewest are asked for
     */
    record Verdict(boolean done, String words, int decisions, int steps) {}

    Challenge(String id, Setup setup, Function<Story, String> missing) {
        this.id = id;
        this.setup = setup;
        this.missing = missing;
    }

    private static Setup of(int size) {
        return new Setup(size, 974, Set.of());
    }

    private static Setup notJudged(int size, int batch, BrokenRule broken) {
        return new Setup(size, 974, EnumSet.of(broken), batch, false);
    }

    /** @throws IllegalArgumentException if there is none of this name */
    static Challenge named(String id) {
        for (Challenge each : values()) if (each.id.equals(id)) return each;
        throw new IllegalArgumentException(
                "challenge '" + raftbook.raft.OneLine.of(id, 40) + "': there is none; there are "
                        + List.of(values()).stream().map(each -> each.id).toList());
    }

    String id() {
        return id;
    }

    /** What it begins with, as a link. */
    String link() {
        return RunLink.of(new Run(setup), 0);
    }

    /** The fewest moves that are known, where they are counted; else 0. */
    int par() {
        return this == TWO_LEADERS ? FEWEST_TO_TWO_LEADERS : 0;
    }

    /** Judges a run as it stands at its last moment. */
    Verdict judge(Run run) {
        if (run.watched().isPresent() || !run.setup().equals(setup)) {
            return new Verdict(false, "This run has another beginning than the challenge: begin again.", 0, 0);
        }
        Story story = new Story(run);
        String words = missing.apply(story);
        if (words.isEmpty() && par() > 0) story = shortest(story);
        return new Verdict(words.isEmpty(), words, story.decisions(), story.steps());
    }

    /** Until the moment at which it was done; that it has been done does not go away where moves are counted. */
    private Story shortest(Story whole) {
        int tooEarly = -1;
        int done = whole.moments().size() - 1;
        while (done - tooEarly > 1) {
            int middle = (tooEarly + done) / 2;
            if (missing.apply(whole.until(middle)).isEmpty()) done = middle;
            else tooEarly = middle;
        }
        return whole.until(done);
    }

    Map<String, Object> json() {
        return Json.object("name", id, "link", link(), "par", par());
    }
}
