package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.book.world.Decision.Kind;

/** The judges of the challenges; the solutions are those that the check in a browser hands to a page as well. */
class ChallengeTest {
    private static final Path SOLUTIONS = Path.of("src/test/resources/challenges/solutions.json");

    private static String solution(Challenge challenge) throws IOException {
        return JsonParser.parseString(Files.readString(SOLUTIONS))
                .getAsJsonObject()
                .get(challenge.id())
                .getAsString();
    }

    private static PageRun run(Challenge challenge, String moves) {
        PageRun run = Page.open(challenge.link() + (moves.isEmpty() ? "" : "&moves=" + moves));
        assertThat(run.problem()).isEmpty();
        return run;
    }

    private static JsonObject judge(PageRun run, Challenge challenge, int moment) {
        return JsonParser.parseString(run.judge(challenge.id(), moment)).getAsJsonObject();
    }

    private static boolean isDone(PageRun run, Challenge challenge, int moment) {
        return judge(run, challenge, moment).get("done").getAsBoolean();
    }

    private static String missing(Challenge challenge, String moves) {
        PageRun run = run(challenge, moves);
        return judge(run, challenge, run.moments() - 1).get("words").getAsString();
    }

    @ParameterizedTest
    @EnumSource(Challenge.class)
    void aSolutionIsDoneAndUntilThenTheJudgeSaysWhatIsMissing(Challenge challenge) throws IOException {
        PageRun run = run(challenge, solution(challenge));
        int last = run.moments() - 1;
        assertThat(judge(run, challenge, last).get("words").getAsString()).isEmpty();
        assertThat(isDone(run, challenge, last)).isTrue();
        int first = 0;
        while (!isDone(run, challenge, first)) {
            assertThat(judge(run, challenge, first).get("words").getAsString()).endsWith(".");
            first++;
        }
        for (int moment = first; moment <= last; moment++)
            assertThat(isDone(run, challenge, moment)).isTrue();
        assertThat(first).isGreaterThan(5);
    }

    @ParameterizedTest
    @EnumSource(Challenge.class)
    void nothingIsDoneByWaiting(Challenge challenge) {
        for (String moves : List.of("", "40", "400"))
            assertThat(missing(challenge, moves)).isNotEmpty();
    }

    /** But for those that bring about more than they are asked for: n3 comes back to lead, and what is dropped was done. */
    @ParameterizedTest
    @EnumSource(Challenge.class)
    void theSolutionOfAnotherIsNone(Challenge challenge) throws IOException {
        for (Challenge other : Challenge.values()) {
            if (other == challenge) continue;
            PageRun run = Page.open(challenge.link() + "&moves=" + solution(other));
            boolean doesThisToo = challenge == Challenge.ELECT_N3 && other == Challenge.RETURNING
                    || challenge == Challenge.LOSE_A_WRITE
                            && List.of(Challenge.CUT_OFF, Challenge.LONGER_LOG).contains(other);
            assertThat(isDone(run, challenge, run.moments() - 1)).as(other.id()).isEqualTo(doesThisToo);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ELECT_N3 | fire,n1;30 | n3 does not lead: it is a follower in term 1.",
                "ELECT_N3 | fire,n3;3 | n3 leads term 1, but not all know it: n1 and n2 must still hear from it.",
                "ELECT_N3 | fire,n3;10;stop,n1 | Stopped: n1. All three must run.",
                "ELECT_N3 | fire,n3;10;stop,n3 | Stopped: n3. All three must run.",
                "ELECT_N3 | fire,n3;10;fire,n1 | n3 leads term 1, but not all know it: n1 must still hear from it.",
                "SPLIT_VOTE | fire,n1;30 | Split terms in a row so far: 0 of 3. In term 1 somebody has won.",
                "SPLIT_VOTE | fire,n1;fire,n2;deliver,2;deliver,6;fire,n1;fire,n2;deliver,10;deliver,14;fire,n1;fire,n2;deliver,18"
                        + "| Split terms in a row so far: 2 of 3. In term 3, 3 of 4 have voted.",
                "SPLIT_VOTE | fire,n1;fire,n2;deliver,2;deliver,6;fire,n1;fire,n1;fire,n2;fire,n2"
                        + "| Split terms in a row so far: 0 of 3. In term 3, 2 of 4 have voted.",
                "RETURNING | fire,n2;20;cut,n3,n1;cut,n3,n2;cut,n1,n3;cut,n2,n3;fire,n3;fire,n3;fire,n3;fire,n3"
                        + "| n2 leads term 1; n3 is in term 5. It must get to term 6.",
                "RETURNING | fire,n2;20;cut,n3,n1;cut,n3,n2;cut,n1,n3;cut,n2,n3;fire,n3;fire,n3;fire,n3;fire,n3;fire,n3"
                        + "| n2 leads term 1; n3 is in term 6. Now let it back.",
                "RETURNING | fire,n2;20;fire,n3;fire,n3;fire,n3;fire,n3;fire,n3;60"
                        + "| n3 leads term 6. No server is cut off from both others.",
                "RETURNING | fire,n2;20;fire,n3;fire,n3;fire,n3;fire,n3;fire,n3"
                        + "| n2 leads term 1. No server is cut off from both others.",
                "RETURNING | fire,n2;20;cut,n3,n1;cut,n3,n2;cut,n1,n3;cut,n2,n3;fire,n3;fire,n3;fire,n3;fire,n3;fire,n3;"
                        + "heal,n3,n1;heal,n3,n2;heal,n1,n3;heal,n2,n3;60;stop,n1 | The old leader is gone. All three"
                        + " servers must now follow one new leader; let them go on.",
                "RETURNING | fire,n2;20;fire,n3;fire,n3;fire,n3;fire,n3;fire,n3;lose,21;lose,23;lose,25;lose,27;100"
                        + "| n3 leads term 6. No server is cut off from both others.",
                "CUT_OFF | fire,n1;20;put,n1,/k,v1;20 | All writes so far are committed: this leader reaches somebody.",
                "CUT_OFF | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;fire,n2;20;heal,n1,n2;heal,n1,n3;heal,n2,n1;"
                        + "heal,n3,n1;30;put,n1,/k,v1;1 | No leader has taken in a write yet.",
                "CUT_OFF | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;put,n1,/k,v1;1"
                        + "| n1 has entry 2@1, and it is not committed. The others have no new leader yet.",
                "CUT_OFF | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;put,n1,/k,v1;1;fire,n2;20"
                        + "| n1 has entry 2@1, and it is not committed. n1 must hear from the new leader.",
                "CUT_OFF | fire,n1;12;cut,n1,n2;cut,n1,n3;put,n1,/k,v1;1;stop,n1;fire,n2;20"
                        + "| n1 has entry 2@1, and it is not committed. But n1 is stopped, and cannot lose it any more.",
                "TWO_LEADERS | fire,n1;fire,n3;deliver,1;deliver,4;deliver,5"
                        + "| One leader to a term so far: n1 leads term 1.",
                "LOSE_A_WRITE | fire,n1;12;put,n2,/k,v1;20 | No client has been told yet that its write is done.",
                "LOSE_A_WRITE | fire,n1;12;put,n1,/k,v1;20;stop,n1;fire,n2;30"
                        + "| The client of “put /k = v1” has been told that it is done. Holders that run: n2 and n3."
                        + " A leader of a later term must lack it.",
                "LOSE_A_WRITE | fire,n1;12;cut,n1,n2;cut,n1,n3;fire,n2;12;put,n1,/k,v1;1;9"
                        + "| No client has been told yet that its write is done.",
                "UNKNOWN | fire,n1;12;put,n1,/k,v1;20;stop,n1;fire,n2;30"
                        + "| No client has been told yet that the outcome of its write is unknown.",
                "UNKNOWN | fire,n1;12;cut,n1,n3;cut,n1,n2;put,n1,/k,v1;1;stop,n1;fire,n2;40"
                        + "| The client of “put /k = v1” has been told that nobody knows. No server that runs has the entry:"
                        + " this one will not happen.",
                "UNKNOWN | fire,n1;12;cut,n1,n3;put,n1,/k,v1;1;deliver,13;stop,n1"
                        + "| The client of “put /k = v1” has been told that nobody knows. The entry is on n2; a leader must"
                        + " apply it.",
                "STALE_READ | fire,n1;20;get,n1,/k;1 | n1 leads alone: no other server believes that it leads.",
                "STALE_READ | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;fire,n2;10;get,n1,/k;1"
                        + "| n1 has answered after it was replaced, but its answer is still true. Write the key at the new"
                        + " leader first.",
                "STALE_READ | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;fire,n2;10;put,n2,/k,v1;20;get,n2,/k;1"
                        + "| n1 and n2 believe that they lead, in different terms. No answer of the older one yet.",
                "LONGER_LOG | fire,n1;20;put,n1,/a,1;1 | No log is longer than another that ends in a later term.",
                "LONGER_LOG | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;put,n1,/a,1;put,n1,/b,2;put,n1,/c,3;3;"
                        + "fire,n2;12;stop,n2;heal,n1,n3;heal,n3,n1;fire,n3;deliver,21;lose,23;fire,n1;deliver,24;deliver,25"
                        + "| n1 has been refused, with 4 entries. Now a server whose log is shorter and ends in a later term"
                        + " must win.",
                "LONGER_LOG | fire,n1;12;cut,n1,n2;cut,n1,n3;cut,n2,n1;cut,n3,n1;put,n1,/a,1;put,n1,/b,2;put,n1,/c,3;3;"
                        + "fire,n2;12;stop,n2;heal,n1,n3;heal,n3,n1;fire,n3;10"
                        + "| n1's log ends with 4@1 and is longer than n3's, which ends with 3@3. Let n1 ask n3 for its vote."
            })
    void aNearMissIsNotDoneAndIsToldWhatIsMissing(Challenge challenge, String moves, String words) {
        assertThat(missing(challenge, moves)).isEqualTo(words);
    }

    @Test
    void figure8IsDoneNoSoonerThanTheEntryIsOverwritten() throws IOException {
        String whole = solution(Challenge.FIGURE_8);
        assertThat(missing(Challenge.FIGURE_8, whole.substring(0, whole.indexOf(";deliver,41"))))
                .isEqualTo(
                        "n1 leads term 3 and has 1@1, of an older term, which is on n1, n2 and n3. It has not counted a"
                                + " majority yet.");
        assertThat(missing(Challenge.FIGURE_8, whole.substring(0, whole.indexOf(";lose,42"))))
                .isEqualTo("n1 has called 1@1 committed in term 3. Now elect a leader without it.");
        assertThat(missing(Challenge.FIGURE_8, whole.replace(";60", ";50"))).isNotEmpty();
        assertThat(missing(Challenge.FIGURE_8, whole.replace("lose,42", "deliver,42")))
                .isNotEmpty();
    }

    /** What is done under the rules of the paper, or from another beginning, is another matter. */
    @ParameterizedTest
    @EnumSource(Challenge.class)
    void aRunWithAnotherBeginningIsNotJudged(Challenge challenge) throws IOException {
        for (String other : List.of("seed=975", "size=7", "break=WINS_ALONE", "batch=2", "judge=no")) {
            String name = other.substring(0, other.indexOf('='));
            String beginning = challenge.link().replaceAll("&" + name + "=[^&]*", "") + "&" + other;
            if (challenge.link().contains(other)) continue;
            PageRun run = Page.open(beginning + "&moves=" + solution(challenge));
            assertThat(judge(run, challenge, run.moments() - 1).get("words").getAsString())
                    .isEqualTo("This run has another beginning than the challenge: begin again.");
        }
    }

    @Test
    void movesAreCountedUntilTwoLead() throws IOException {
        PageRun run = run(Challenge.TWO_LEADERS, solution(Challenge.TWO_LEADERS) + ";20");
        JsonObject verdict = judge(run, Challenge.TWO_LEADERS, run.moments() - 1);
        assertThat(verdict.get("decisions").getAsInt()).isEqualTo(Challenge.FEWEST_TO_TWO_LEADERS);
        assertThat(verdict.get("steps").getAsInt()).isZero();
    }

    /** Among steps, fired timers and delivered messages; what else can be decided brings no vote any sooner. */
    @Test
    void noShorterWayToTwoLeadersIsFound() {
        assertThat(shortest(new ArrayList<>(), Challenge.FEWEST_TO_TWO_LEADERS - 1))
                .isEmpty();
    }

    private static Optional<List<String>> shortest(List<String> moves, int more) {
        Run run = replay(moves);
        if (Challenge.TWO_LEADERS.judge(run).done()) return Optional.of(moves);
        if (more == 0) return Optional.empty();
        List<String> next = new ArrayList<>(List.of("step"));
        for (Decision choice : Choices.at(run.last(), 0)) {
            if (choice.kind() == Kind.FIRE || choice.kind() == Kind.DELIVER) next.add(choice.toString());
        }
        for (String move : next) {
            List<String> longer = new ArrayList<>(moves);
            longer.add(move);
            Optional<List<String>> found = shortest(longer, more - 1);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static Run replay(List<String> moves) {
        Run run = RunLink.open(Challenge.TWO_LEADERS.link()).run();
        for (String move : moves) {
            if (move.equals("step")) run.step();
            else run.decide(Decision.parse(move));
        }
        return run;
    }

    @Test
    void goingBackTakesBackWhatIsDone() throws IOException {
        PageRun run = run(Challenge.UNKNOWN, solution(Challenge.UNKNOWN));
        assertThat(judge(run, Challenge.UNKNOWN, 17).get("words").getAsString())
                .isEqualTo("No client has been told yet that the outcome of its write is unknown.");
    }

    /** Each leads to a part of a chapter that is there, has hints, and gives no solution away. */
    @Test
    void thePageHasWordsForEach() throws IOException {
        Document page = Jsoup.parse(Files.readString(Path.of("src/book/resources/raftbook/book/challenges.html")));
        assertThat(page.select("section.challenge").eachAttr("id"))
                .isEqualTo(page.select(".challenge-list a").eachAttr("href").stream()
                        .map(href -> href.substring(1))
                        .toList())
                .isEqualTo(Stream.of(Challenge.values()).map(Challenge::id).toList())
                .hasSize(10);
        for (Element challenge : page.select("section.challenge")) {
            String href = challenge.select(".challenge-about a").attr("href");
            String chapter = Files.readString(Path.of("docs/chapters/" + href.replaceAll("\\.html.*", ".adoc")));
            assertThat(chapter)
                    .startsWith("= " + challenge.select(".challenge-about a").text() + "\n");
            if (href.contains("#")) assertThat(anchors(chapter)).contains(href.substring(href.indexOf('#') + 1));
            assertThat(challenge.select(".hint")).hasSizeBetween(2, 4);
            assertThat(challenge.select(".challenge-counts p, .challenge-seen").eachText())
                    .hasSize(2)
                    .doesNotContain("");
        }
        assertThat(page.html() + Page.challenges()).doesNotContain(";deliver", "moves=");
    }

    @Test
    void aPageIsToldHowEachBegins() {
        for (JsonElement each : JsonParser.parseString(Page.challenges()).getAsJsonArray()) {
            String name = each.getAsJsonObject().get("name").getAsString();
            PageRun beginning = Page.open(each.getAsJsonObject().get("link").getAsString());
            assertThat(beginning.problem()).isEmpty();
            assertThat(judge(beginning, Challenge.named(name), 0).get("words").getAsString())
                    .doesNotContain("another beginning");
        }
    }

    private static List<String> anchors(String chapter) {
        return chapter.lines()
                .filter(line -> line.startsWith("=="))
                .map(line -> line.replaceAll("^=+ ", "")
                        .toLowerCase()
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-'))
                .toList();
    }

    @Test
    void aChallengeThatThereIsNotIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Page.open("").judge("win", 0))
                .withMessageStartingWith("challenge 'win': there is none; there are [elect-n3, split-vote,");
    }
}
