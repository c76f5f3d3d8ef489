package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.check.BrokenRule;
import raftbook.check.InvariantViolation;
import raftbook.check.Scenario;
import raftbook.check.World;

/** A world of a campaign, opened from a link to be looked at. */
class WatchedWorldTest {
    private static final String TWICE = "raft=1&world=1077&only=&calm=yes&break=VOTES_TWICE";

    private final PageRun twice = Page.open(TWICE);

    private static int last(PageRun run) {
        return run.moments() - 1;
    }

    @Test
    void aWorldIsALinkAndTheSameRun() {
        World world = new World(Scenario.of(1077).only().onCalmNetwork(), BrokenRule.VOTES_TWICE.rules());
        world.run();
        assertThat(twice.problem()).isEmpty();
        assertThat(twice.text(last(twice))).isEqualTo(world.cluster().trace().text());
        assertThat(twice.table(last(twice))).isEqualTo(world.cluster().table());
        assertThat(twice.link(last(twice))).isEqualTo(TWICE);
    }

    @ParameterizedTest
    @EnumSource
    void lookingChangesNothing(BrokenRule rule) {
        World world = new World(Scenario.of(19), rule.rules());
        Optional<InvariantViolation> found = world.run();
        PageRun seen = Page.open("world=19&break=" + rule);
        assertThat(seen.problem()).isEmpty();
        assertThat(seen.text(last(seen))).isEqualTo(world.cluster().trace().text());
        assertThat(seen.table(last(seen))).isEqualTo(world.cluster().table());
        assertThat(seen.broken().isEmpty()).isEqualTo(found.isEmpty());
        found.ifPresent(each ->
                assertThat(seen.broken()).contains(each.invariant().title()).contains("\"moment\":" + last(seen)));
    }

    @Test
    void eachMomentShowsWhatWasTrueThen() {
        PageRun run = Page.open("world=1325&only=2,7,9,16,21&calm=yes&pace=8&break=PREFERS_LENGTH");
        for (int moment = 1; moment < run.moments(); moment++) {
            JsonObject now = JsonParser.parseString(run.at(moment)).getAsJsonObject();
            assertThat(now.get("news").getAsJsonArray()).as("moment " + moment).isNotEmpty();
            for (var server : now.getAsJsonArray("servers")) {
                JsonObject each = server.getAsJsonObject();
                long commit = each.get("commit").getAsLong();
                String id = each.get("id").getAsString();
                String said = lastLine(run.text(moment), "  " + id + "  commits up to ");
                assertThat(commit).isEqualTo(said.isEmpty() ? 0 : Long.parseLong(said));
            }
        }
    }

    private static String lastLine(String text, String words) {
        int at = text.lastIndexOf(words);
        return at < 0 ? "" : text.substring(at + words.length(), text.indexOf('\n', at));
    }

    @Test
    void itIsLookedAtAndNotSteered() {
        assertThat(twice.watched()).isEqualTo("a world of a campaign, Scenario.of(1077).only().onCalmNetwork()");
        assertThat(twice.step()).isFalse();
        assertThat(twice.whyOver()).isEqualTo("the run ends here: One Vote is broken");
        assertThat(twice.choices(1)).isEqualTo("[]");
        assertThat(twice.decide("stop,n1")).isEqualTo("stop,n1: this run is looked at, and not steered");
        assertThat(Page.open("world=3").whyOver()).isEqualTo("the run ends here: every invariant held");
    }

    @Test
    void aPartOfItIsALinkToo() {
        PageRun part = Page.open(twice.link(2));
        assertThat(twice.link(2)).isEqualTo(TWICE + "&until=2");
        assertThat(part.moments()).isEqualTo(3);
        assertThat(part.at(2)).isEqualTo(twice.at(2));
        assertThat(part.broken()).isEmpty();
        assertThat(part.link(2)).isEqualTo(twice.link(2));
        assertThat(part.withBroken("").problem()).isEmpty();
    }

    @Test
    void theSameWorldUnderOtherRulesIsAnotherOutcome() {
        PageRun intact = twice.withBroken("");
        assertThat(intact.broken()).isEmpty();
        assertThat(intact.watched()).isEqualTo(twice.watched());
    }

    @Test
    void itIsALineOfJavaAndAPicture() {
        assertThat(twice.java(last(twice)))
                .isEqualTo("World world = new World(Scenario.of(1077).only().onCalmNetwork(),"
                        + " BrokenRule.VOTES_TWICE.rules()); world.run();");
        assertThat(twice.diagram(last(twice), 0, 200, 760))
                .contains("Scenario.of(1077).only().onCalmNetwork()", "One Vote is broken");
        assertThat(Page.open("world=3").java(0)).contains("new World(Scenario.of(3), Rules.PAPER)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "world=x | seed 'x': must be a whole number",
                "world=3&size=3 | 'size=3' says nothing of it; it has parts [raft, world, only",
                "world=3&only=999 | line 999 of scenario 3: its script has lines 0 to",
                "world=3&only=a | only 'a': must be a whole number",
                "world=3&only=1,,2 | only '': must be a whole number",
                "world=3&calm=maybe | calm 'maybe': must be yes or no",
                "world=3&pace=0 | faster(0): must be 1 to 1000 times",
                "world=3&until=-1 | until -1: moments count from 0",
                "world=3&break=NONE | break 'NONE': there is no such rule",
            })
    void aLinkThatIsNoWorldSaysWhy(String link, String why) {
        assertThat(Page.open(link).problem())
                .startsWith("This link is no run: ")
                .contains(why);
        assertThat(Page.open(link).moments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"VOTES_TWICE", "COMMITS_ALONE", "VOTES_FOR_ANY_LOG"})
    void aFailureIsShrunkAndItsWorldOpens(String rule) {
        JsonObject shrunk = JsonParser.parseString(Page.shrunk(
                        JsonParser.parseString(Page.smallest("3", rule)).getAsString()))
                .getAsJsonObject();
        PageRun run = Page.open(shrunk.get("link").getAsString());
        assertThat(run.watched()).endsWith(", " + shrunk.get("scenario").getAsString());
        assertThat(run.broken()).contains("\"invariant\":" + shrunk.get("invariant"));
        assertThat(run.broken()).contains("\"words\":" + shrunk.get("words"));
        assertThat(shrunk.get("picture").getAsString()).startsWith("<svg").contains(" is broken");
        assertThat(shrunk.get("java").getAsString())
                .startsWith(run.java(0))
                .endsWith(" world.picture().withoutHeartbeats()");
    }
}
