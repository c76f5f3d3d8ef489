package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import raftbook.check.BrokenRule;
import raftbook.check.Scope;
import raftbook.check.Search;
import raftbook.check.Story;
import raftbook.raft.Rules;

/** A page searches a small scope as a notebook does, and opens what it finds as a run to look at. */
class SearchLinkTest {

    private static final String TWICE = "break=VOTES_TWICE&servers=3&timers=2&elections=2&puts=1";

    private static JsonObject search(String link) {
        return JsonParser.parseString(Worker.search(link, words -> {})).getAsJsonObject();
    }

    @Test
    void itFindsTheStoryThatTheLibraryFinds() {
        Story story = Search.of(
                        BrokenRule.VOTES_TWICE.rules(),
                        Scope.of(3).withTimersOn(2).withElections(2).withPuts(1))
                .run()
                .story()
                .orElseThrow();
        JsonObject found = search(TWICE).getAsJsonObject("story");
        List<String> steps = new ArrayList<>();
        found.getAsJsonArray("steps").forEach(step -> steps.add(step.getAsString()));
        assertThat(steps)
                .isEqualTo(story.steps().stream().map(Story.Step::toString).toList());
        assertThat(found.get("invariant").getAsString())
                .isEqualTo(story.invariant().name());
        PageRun run = Page.story(
                found.get("run").getAsString(),
                found.get("invariant").getAsString(),
                found.get("words").getAsString());
        assertThat(run.text(run.moments() - 1))
                .isEqualTo(story.cluster().trace().text());
        assertThat(run.broken()).contains(story.detail());
        assertThat(run.whyOver()).isEqualTo("the story ends here: One Vote is broken");
        assertThat(run.choices(run.moments() - 1)).isEqualTo("[]");
        assertThat(run.diagram(run.moments() - 1, 0, 100, 760)).contains("One Vote is broken");
    }

    @Test
    void itSaysThatThereIsNone() {
        JsonObject found = search("servers=3&timers=2&elections=2");
        Search.Result result = Search.of(
                        Rules.PAPER, Scope.of(3).withTimersOn(2).withElections(2))
                .run();
        assertThat(found.get("words").getAsString())
                .isEqualTo(result.toString())
                .endsWith("nothing breaks");
        assertThat(found.get("states").getAsInt()).isEqualTo(result.states());
        assertThat(found.get("story").getAsString()).isEmpty();
    }

    @Test
    void aSearchThatDoesNotEndStopsAtItsBoundAndTellsOnTheWay() {
        List<String> told = new ArrayList<>();
        JsonObject found = JsonParser.parseString(Worker.search("servers=4&timers=2&elections=4&puts=2", told::add))
                .getAsJsonObject();
        assertThat(found.get("words").getAsString()).contains("nothing broken so far");
        assertThat(found.get("states").getAsInt()).isBetween(SearchLink.MOST_STATES, SearchLink.MOST_STATES + 100);
        assertThat(told).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "servers=9 | a scope with servers 9: must be 1 to 5",
                "servers=2&timers=3 | a scope with timers 3: must be 1 to 2",
                "elections=0 | a scope with elections 0: must be 1 to 31",
                "losses=1 | a scope of 1 losses",
                "puts=many | puts 'many': must be a whole number",
                "order=maybe | order 'maybe': must be yes or no",
                "break=EVERYTHING | break 'EVERYTHING': there is no such rule",
                "servers=3&servers=3 | 'servers=3' says nothing new of a search",
                "clocks=2 | 'clocks=2' says nothing new of a search"
            })
    void whatIsWrongWithItIsSaid(String link, String words) {
        assertThatThrownBy(() -> search(link))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                TWICE + " | Scope.of(3).withTimersOn(2).withElections(2).withPuts(1)",
                "break=VOTES_TWICE | Scope.of(3)",
                "break=VOTES_TWICE&servers=2&gets=1&order=yes&losses=2 |"
                        + " Scope.of(2).onLinksInOrder().withGets(1).withLosses(2)"
            })
    void itsJavaIsTheSameSearch(String link, String scope) {
        assertThat(new SearchLink(link).java())
                .isEqualTo("Search.of(BrokenRule.VOTES_TWICE.rules(), " + scope + ").run()");
    }
}
