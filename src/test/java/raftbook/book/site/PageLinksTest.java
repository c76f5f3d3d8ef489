package raftbook.book.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.book.eval.RunText;
import raftbook.book.world.Page;
import raftbook.book.world.PageRun;
import raftbook.check.BrokenRule;
import raftbook.cluster.SimulatedCluster;

/** Below a cell that starts a campaign, or runs one world, stands a link to the same on a page. */
class PageLinksTest {
    private static final Pattern LIVE =
            Pattern.compile("\\[source%live([^\\]]*)\\]\n----\n(.*?)\n----\n", Pattern.DOTALL);

    /** The chapters with such cells. */
    static Stream<Path> chapters() throws IOException {
        return Stream.of("01-the-tour", "15-a-thousand-worlds", "16-every-rule-broken")
                .map(name -> Path.of("docs/chapters", name + ".adoc"));
    }

    private static Element cell(Element body, String source) {
        Element cell = body.appendElement("div").addClass("cell");
        cell.appendElement("div")
                .addClass("listingblock")
                .appendElement("pre")
                .appendElement("code")
                .text(source);
        return cell;
    }

    private static List<String> links(Element body) {
        PageLinks.addTo(body, name -> true);
        return body.select(".in-page a").eachAttr("href");
    }

    private static List<String> links(String... cells) {
        Element body = new Element("body");
        for (String source : cells) cell(body, source);
        return links(body);
    }

    private static Element bodyOf(Path chapter) throws IOException {
        Element body = new Element("body");
        LIVE.matcher(Files.readString(chapter)).results().forEach(found -> {
            Element cell = cell(body, found.group(2));
            if (found.group(1).contains("%check")) cell.attr("data-check", "");
        });
        return body;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Campaign.of(Rules.PAPER, 1000).run(System.out) | campaign.html#from=1&worlds=1000",
                "Campaign.of(BrokenRule.HALF_ELECTS.rules(), 100).run() | campaign.html#break=HALF_ELECTS&from=1&worlds=100",
                "Campaign.of(Rules.PAPER.with(CommitRule.local()), 9) | campaign.html#break=COMMITS_ALONE&from=1&worlds=9",
                "new World(Scenario.of(17), Rules.PAPER) | explorer.html#raft=1&world=17",
                "new World(Scenario.of(1).only(2, 7).onCalmNetwork().faster(8), BrokenRule.WINS_ALONE.rules())"
                        + " | explorer.html#raft=1&world=1&only=2,7&calm=yes&pace=8&break=WINS_ALONE",
                "counterexample(BrokenRule.WINS_ALONE, Scenario.of(9).only(), 20)"
                        + " | explorer.html#raft=1&world=9&only=&break=WINS_ALONE",
            })
    void aLinkSaysWhatTheCellSays(String source, String link) {
        assertThat(links(source)).containsExactly(link);
    }

    @Test
    void aVariableIsFollowedAsLongAsItIsPlain() {
        String campaign = "Campaign.of(mine, 50).run()";
        assertThat(links("Rules mine = BrokenRule.WINS_ALONE.rules();", campaign))
                .containsExactly("campaign.html#break=WINS_ALONE&from=1&worlds=50");
        assertThat(links("Rules mine = Rules.PAPER;", "Rules mine = Rules.PAPER.with(new Mine());", campaign))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Campaign.of(Rules.PAPER.with(new Mine()), 100).run()",
                "Campaign.of(BrokenRule.NONE.rules(), 100).run()",
                "Campaign.of(Rules.PAPER, worlds).run()",
                "new World(Scenario.of(seed), Rules.PAPER)",
                "new World(Scenario.of(1).only(2).onCalmNetwork(), culprit.rules())",
                "new World(Scenario.of(1).only(2).faster(2).only(3), Rules.PAPER)",
                "Scenario.of(3).describe() // BrokenRule.WINS_ALONE",
                "new World(Scenario.of(1), BrokenRule.WINS_ALONE.rules()); new World(Scenario.of(2), BrokenRule.WINS_ALONE.rules())",
                "new World(Scenario.of(1), BrokenRule.WINS_ALONE.rules()); BrokenRule.VOTES_TWICE.rules()",
            })
    void whatIsNotSaidPlainlyHasNoLink(String source) {
        assertThat(links(source)).isEmpty();
    }

    @Test
    void aCampaignOfEachRuleHasALinkForEach() {
        assertThat(links("for (BrokenRule each : BrokenRule.values()) Campaign.of(each.rules(), 4000).run();"))
                .hasSize(BrokenRule.values().length)
                .contains("campaign.html#break=READS_UNASKED&from=1&worlds=4000");
    }

    @Test
    void anExerciseThatWorldsJudgeLeadsToTheSameWorldsUnderTheRulesOfThePaper() {
        Element body = new Element("body");
        Element fold = body.appendElement("details").addClass("check");
        cell(fold, "Campaign.of(Rules.PAPER.with(new Mine()), 1000).run()").attr("data-check", "");
        assertThat(links(body)).containsExactly("campaign.html#from=1&worlds=1000");
        assertThat(fold.nextElementSibling().text()).endsWith("under the rules of the paper");
        assertThat(fold.select(".in-page")).isEmpty();
    }

    @Test
    void aPageThatIsNotThereGetsNoLink() {
        Element body = new Element("body");
        cell(body, "Campaign.of(Rules.PAPER, 10).run(); new World(Scenario.of(17), Rules.PAPER)");
        PageLinks.addTo(body, name -> false);
        assertThat(body.select(".in-page")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void theBooksLinksLeadToCampaignsAndToWorldsInWhichTheRuleMatters(Path chapter) throws IOException {
        List<String> links = links(bodyOf(chapter));
        assertThat(links).isNotEmpty();
        for (String link : links) {
            String fragment = link.substring(link.indexOf('#') + 1);
            if (link.startsWith("campaign.html#")) {
                assertThat(JsonParser.parseString(Page.campaign(fragment))
                                .getAsJsonObject()
                                .getAsJsonArray("problems"))
                        .as(link)
                        .isEmpty();
            } else {
                PageRun run = Page.open(fragment);
                assertThat(run.problem()).as(link).isEmpty();
                assertThat(run.broken().isEmpty()).as(link).isEqualTo(!link.contains("break="));
            }
        }
    }

    private static Element picture(Element body, String source, String run) {
        return cell(body, source).appendElement("div").attr("data-recorded", run);
    }

    @Test
    void aRunThatSeveralPicturesShowIsInThePageOnceAsFarAsTheLatestShowsIt() {
        String early = "TimerSet 0 n1 5\n";
        String late = early + "Became 5 n1 CANDIDATE 1\n";
        Element body = new Element("body");
        Element logs = picture(body, "cluster.logs()", early);
        Element other = picture(body, "other.picture()", "TimerSet 0 n2 5\n");
        Element diagram = picture(body, "cluster.picture()", late);
        Element again = picture(body, "cluster.logs()", late);
        PageLinks.addTo(body, name -> true);
        assertThat(logs.attr("data-recorded")).isEqualTo("=2,16");
        assertThat(other.attr("data-recorded")).isEqualTo("TimerSet 0 n2 5\n");
        assertThat(diagram.attr("data-recorded")).isEqualTo(late);
        assertThat(again.attr("data-recorded")).isEqualTo("=2,40");
    }

    @Test
    void aPictureOfARunThatIsLeftAloneLeadsToWhereItCanBeSteered() {
        String run;
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 974)) {
            cluster.awaitLeader();
            run = RunText.run(cluster.picture()).orElseThrow();
        }
        Element body = new Element("body");
        Element before = picture(body, "SimulatedCluster.of(3, 4)", run);
        Element first = picture(body, "SimulatedCluster cluster = SimulatedCluster.of(3, 974);", run);
        Element other = picture(body, "SimulatedCluster.of(0, 974)", "TimerSet 0 n1 5");
        Element world = picture(body, "new World(Scenario.of(3), BrokenRule.VOTES_TWICE.rules())", run);
        Element reply = body.appendElement("div").attr("data-recorded", run);
        PageLinks.addTo(body, name -> true);
        assertThat(before.hasAttr("data-steered")).isFalse();
        assertThat(before.attr("data-recorded")).isEqualTo(run);
        assertThat(first.attr("data-recorded")).isEqualTo("=0," + run.length());
        assertThat(first.attr("data-steered")).isEqualTo("raft=1&size=3&seed=974&moves=4");
        assertThat(reply.hasAttr("data-recorded")).as("it is in the page once").isFalse();
        assertThat(other.attr("data-recorded")).isEqualTo("TimerSet 0 n1 5");
        assertThat(world.hasAttr("data-recorded"))
                .as("the link to the world shows more")
                .isFalse();
        PageRun steered = Page.open(first.attr("data-steered"));
        assertThat(steered.problem()).isEmpty();
        assertThat(steered.at(steered.moments() - 1)).contains("LEADER");
    }
}
