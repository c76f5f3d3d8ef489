package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A campaign, as a link of a page says it. */
class CampaignLinkTest {

    private static JsonObject campaign(String link) {
        return JsonParser.parseString(Page.campaign(link)).getAsJsonObject();
    }

    @Test
    void aLinkFillsInACampaign() {
        JsonObject found = campaign("break=VOTES_TWICE%2BCOMMITS_ALONE&from=5&worlds=70");
        assertThat(found.get("break").getAsString()).isEqualTo("VOTES_TWICE+COMMITS_ALONE");
        assertThat(found.get("from").getAsString()).isEqualTo("5");
        assertThat(found.get("worlds").getAsString()).isEqualTo("70");
        assertThat(found.get("problems").getAsJsonArray()).isEmpty();
        assertThat(found.get("link").getAsString()).isEqualTo("break=VOTES_TWICE+COMMITS_ALONE&from=5&worlds=70");
        assertThat(campaign(found.get("link").getAsString())).isEqualTo(found);
    }

    @Test
    void whatItLeavesOutIsAThousandWorldsOfThePapersRules() {
        assertThat(campaign("").get("link").getAsString()).isEqualTo("from=1&worlds=1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "worlds=70 | Campaign.of(Rules.PAPER, 70).run()",
                "break=VOTES_TWICE | Campaign.of(BrokenRule.VOTES_TWICE.rules(), 1000).run()",
                "from=5 | new Campaign(RaftConfig.DEFAULT.with(Rules.PAPER), 5, 1000).run()",
                "from=5000000000 | new Campaign(RaftConfig.DEFAULT.with(Rules.PAPER), 5000000000L, 1000).run()",
                "break=WINS_ALONE+COMMITS_ALONE&worlds=9 | Campaign.of(Rules.PAPER"
                        + ".with(BrokenRule.WINS_ALONE.rules().election()).with(BrokenRule.COMMITS_ALONE.rules().commit()), 9).run()",
            })
    void itIsALineOfJava(String link, String java) {
        assertThat(campaign(link).get("java").getAsString()).isEqualTo(java);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "worlds=1000000 | worlds | worlds '1000000': a page runs 1 to 100000",
                "worlds=0 | worlds | worlds '0': a page runs 1 to 100000",
                "worlds=many | worlds | worlds 'many': a page runs 1 to 100000",
                "worlds= | worlds | worlds '': a page runs 1 to 100000",
                "from=x | from | seed 'x': must be a whole number, such as 3",
                "from=9223372036854775807 | from | seed 9223372036854775807: there are no 1000 seeds from it on",
                "break=NONE | break | break 'NONE': there is no such rule",
                "break=WINS_ALONE+VOTES_TWICE | break | two of them break ElectionRules",
                "seed=3 | link | 'seed=3' says nothing of a campaign; it has parts [break, from, worlds]",
                "worlds | link | 'worlds' says nothing of a campaign",
                "worlds=%4 | link | a percent sign stands before two hexadecimal digits",
            })
    void whatIsWrongIsSaidOfItsPart(String link, String field, String words) {
        JsonObject problem =
                campaign(link).get("problems").getAsJsonArray().get(0).getAsJsonObject();
        assertThat(problem.get("field").getAsString()).isEqualTo(field);
        assertThat(problem.get("words").getAsString()).contains(words);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(campaign("worlds=0&from=a&break=b&c=d").get("problems").getAsJsonArray())
                .hasSize(4);
        assertThat(campaign("x".repeat(5000)).get("problems").toString()).contains("5000 characters, of 2000");
    }
}
