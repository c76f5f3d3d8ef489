package raftbook.book.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;

/** A run that a reader steers, as a page sees it. Seed 974 elects n2 at 178 ms. */
class RunTest {
    private static final String SEED = "raft=1&size=3&seed=974";

    private final PageRun run = Page.create("3", "974", "");

    private static int last(PageRun run) {
        return run.moments() - 1;
    }

    private static String text(PageRun run) {
        return run.text(last(run));
    }

    private static JsonObject now(PageRun run) {
        return JsonParser.parseString(run.at(last(run))).getAsJsonObject();
    }

    private static JsonObject server(PageRun run, String id) {
        return StreamSupport.stream(now(run).getAsJsonArray("servers").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(server -> server.get("id").getAsString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> choices(PageRun run) {
        JsonArray choices = JsonParser.parseString(run.choices(last(run))).getAsJsonArray();
        return StreamSupport.stream(choices.spliterator(), false)
                .map(choice -> choice.getAsJsonObject().get("do").getAsString())
                .toList();
    }

    @Test
    void aRunGoesOnByStepsAndKeepsItsMoments() {
        assertThat(run.moments()).isEqualTo(1);
        assertThat(run.step()).isTrue();
        assertThat(run.at(1)).contains("n2  is CANDIDATE in term 1").contains("\"at\":165.592");
        run.runFor(100);
        assertThat(server(run, "n2").get("role").getAsString()).isEqualTo("LEADER");
        assertThat(run.at(1)).contains("n2  is CANDIDATE in term 1");
        assertThat(run.table(0)).doesNotContain("LEADER");
        assertThat(run.momentAt(170)).isEqualTo(2);
        assertThat(run.text(1)).isEqualTo(text(run).substring(0, run.text(1).length()));
    }

    @Test
    void aPictureMovesBetweenMomentsWithWhatIsOnItsWay() {
        run.step();
        double asked = run.time(1);
        assertThat(asked).isBetween(165.592, 165.593);
        String before = run.moving(1, asked + 2, 8);
        assertThat(before).contains("167 ms: ", "RequestVote").doesNotContain("still on its way");
        assertThat(run.moving(1, asked + 4, 8)).isNotEqualTo(before).contains("n1: follower, term 0");
        assertThat(run.moving(1, asked, 250)).isEqualTo(run.moving(1, asked, 250));
        run.step();
        assertThat(run.moving(1, asked + 2, 8)).as("a moment stays as it was").isEqualTo(before);
    }

    @Test
    void whatHasArrivedIsSeenForAsLongAsOneWishes() {
        run.step();
        run.step();
        double arrived = run.time(2);
        String arrival = (int) arrived + "\\.\\d{3} ms  n2 → n\\d  gets  RequestVote";
        assertThat(run.moving(2, arrived + 4, 8)).containsPattern(arrival);
        assertThat(run.moving(2, arrived + 4, 1)).doesNotContainPattern(arrival);
    }

    @Test
    void logsCanBeShortForANarrowPage() {
        run.runFor(250);
        for (int i = 1; i < 6; i++) run.decide("put,n2,/k" + i + ",v" + i);
        run.step();
        assertThat(run.logs(last(run))).contains("PUT k4 v4");
        assertThat(run.shortLogs(last(run), 10)).isEqualTo(run.logs(last(run)));
        assertThat(run.shortLogs(last(run), 4)).contains("…").contains("PUT k5 v5");
    }

    @Test
    void aLinkIsTheSameRunToTheByte() {
        run.runFor(250);
        assertThat(run.decide("put,n2,/config/a b,v%201%3B%26%25")).isEmpty();
        assertThat(run.decide("stop,n1")).isEmpty();
        run.runFor(300);
        String link = run.link(last(run));
        assertThat(link)
                .isEqualTo(SEED + "&moves=13;put,n2,/config/a%20b,v%201%3B%26%25;stop,n1;29")
                .matches("[A-Za-z0-9&=;,/%.]*");
        assertThat(Page.open(link).everything()).isEqualTo(run.everything());
    }

    @Test
    void aLinkMayEndAtAnyMoment() {
        run.runFor(250);
        for (int moment = 0; moment < run.moments(); moment++) {
            assertThat(Page.open(run.link(moment)).everything()).contains(run.at(moment));
            assertThat(Page.open(run.link(moment)).moments()).isEqualTo(moment + 1);
        }
    }

    @Test
    void goingBackAndDecidingOtherwiseMakesASecondFuture() {
        run.runFor(250);
        PageRun other = run.fork(5);
        String first = run.everything();
        other.decide("stop,n2");
        other.runFor(400);
        assertThat(server(other, "n2").get("running").getAsBoolean()).isFalse();
        assertThat(run.everything()).isEqualTo(first);
        assertThat(text(other)).startsWith(run.text(5)).isNotEqualTo(first);
    }

    @Test
    void theFirstInvariantThatBreaksEndsTheRunAndIsNamed() {
        PageRun broken = Page.create("3", "974", "WINS_ALONE");
        broken.decide("fire,n1");
        broken.decide("fire,n3");
        assertThat(broken.broken())
                .contains("\"invariant\":\"ELECTION_SAFETY\"")
                .contains("n1 and n3 both lead")
                .contains("\"servers\":[\"n1\",\"n3\"],\"moment\":2");
        assertThat(broken.step()).isFalse();
        assertThat(broken.whyOver()).isEqualTo("the run ends here: Election Safety is broken");
        assertThat(broken.decide("stop,n1")).endsWith("the run ends here: Election Safety is broken");
        assertThat(broken.choices(2)).isEqualTo("[]");
        assertThat(broken.diagram(2, 0, 1, 760)).contains("Election Safety is broken");
    }

    @Test
    void aRunThatIsNotJudgedGoesOnWhateverBreaks() {
        PageRun free = Page.open(SEED + "&break=WINS_ALONE&judge=no&moves=fire,n1;fire,n3;20");
        assertThat(free.problem()).isEmpty();
        assertThat(free.broken()).isEmpty();
        assertThat(text(free))
                .contains("n1  is LEADER in term 1", "n3  is LEADER in term 1", "n3  is LEADER in term 2");
        assertThat(Page.open(free.link(last(free))).everything()).isEqualTo(free.everything());
        assertThat(free.withBroken("VOTES_TWICE").link(0)).contains("&judge=no");
    }

    @Test
    void aMessageHoldsNoMoreEntriesThanTheLinkSays() {
        String late = "&moves=fire,n1;20;cut,n1,n3;put,n1,/a,1;put,n1,/b,2;20;heal,n1,n3;60";
        assertThat(text(Page.open(SEED + late))).contains("n1 → n3  sends entries 2–3 after 1@1");
        PageRun single = Page.open(SEED + "&batch=1" + late);
        assertThat(single.problem()).isEmpty();
        assertThat(text(single)).contains("sends entries 3 after 2@1").doesNotContain("entries 2–3");
    }

    @Test
    void theSameDecisionsUnderOtherRulesAreAnotherOutcome() {
        run.decide("fire,n1");
        run.decide("fire,n3");
        run.runFor(100);
        assertThat(run.broken()).isEmpty();
        PageRun broken = run.withBroken("WINS_ALONE");
        assertThat(broken.problem()).isEmpty();
        assertThat(broken.broken()).contains("ELECTION_SAFETY");
        assertThat(broken.withBroken("").problem()).isEmpty();
    }

    /** The read rule is broken, the leader has been deposed without knowing, and answers. */
    @Test
    void anAnswerThatFitsNoOrderEndsTheRun() {
        PageRun stale = Page.create("3", "974", "READS_UNASKED");
        stale.runFor(250);
        for (String way : List.of("n2,n1", "n1,n2", "n2,n3", "n3,n2"))
            assertThat(stale.decide("cut," + way)).isEmpty();
        stale.runFor(400);
        String leader = server(stale, "n1").get("role").getAsString().equals("LEADER") ? "n1" : "n3";
        stale.decide("put," + leader + ",/k,v1");
        stale.runFor(60);
        assertThat(stale.requests()).contains("done, as entry");
        stale.decide("get,n2,/k");
        stale.step();
        assertThat(stale.broken()).contains("LINEARIZABILITY").contains("no order explains the answers on /k");
    }

    @ParameterizedTest
    @CsvSource({
        "'deliver,1', 'gets  RequestVote'",
        "'lose,1', 'LOST  RequestVote, log ends at 0@0, term 1 (dropped by hand)'",
        "'fire,n3', 'n3  is CANDIDATE in term 1'",
        "'stop,n3', 'n3  STOPPED'",
        "'pause,n3', 'n3  PAUSED'",
        "'cut,n1,n2', 'network: cut n1 → n2'"
    })
    void aDecisionHappensAtOnce(String decision, String event) {
        run.step();
        assertThat(choices(run)).contains(decision);
        assertThat(run.decide(decision)).isEmpty();
        assertThat(run.at(last(run))).contains(event).contains("\"at\":165.592");
    }

    @Test
    void aChoiceKnowsItsArrowAndADiagramItsMoment() {
        run.step();
        String shown = "165.593 ms  n2 → n1  sends RequestVote";
        assertThat(run.choices(1)).contains("\"shown\":\"" + shown).contains("still on its way");
        assertThat(run.ring(1)).contains("<title>" + shown);
        assertThat(run.diagram(1, 0, 200, 760)).contains(">now<").contains("<title>" + shown);
        assertThat(run.diagram(1, 0, 165, 760)).doesNotContain(">now<");
        assertThat(run.at(0)).contains("\"next\":165.592");
        run.mark(100, "here");
        assertThat(run.diagram(1, 0, 165, 760)).contains(">here<");
    }

    @Test
    void aMessageCanBeDoubledAndDelayed() {
        run.step();
        run.decide("double,1");
        run.decide("delay,2,40");
        assertThat(choices(run)).contains("lose,1", "lose,3", "lose,4").doesNotContain("lose,2");
        run.runFor(100);
        assertThat(text(run).split("n2 → n1 {2}gets {2}RequestVote", -1)).hasSize(3);
        assertThat(text(run)).contains("214.833 ms  n2 → n3  gets  RequestVote");
    }

    @Test
    void whatWasDoneToAServerOrAWayCanBeUndone() {
        run.runFor(200);
        run.decide("pause,n1");
        assertThat(choices(run)).contains("resume,n1").doesNotContain("pause,n1", "fire,n1");
        assertThat(server(run, "n1").get("paused").getAsBoolean()).isTrue();
        run.decide("resume,n1");
        assertThat(choices(run)).contains("pause,n1", "fire,n1").doesNotContain("resume,n1");
        run.decide("cut,n1,n2");
        assertThat(now(run).get("cut")).hasToString("[[\"n1\",\"n2\"]]");
        assertThat(choices(run)).contains("heal,n1,n2", "cut,n2,n1").doesNotContain("cut,n1,n2");
        run.decide("heal,n1,n2");
        assertThat(now(run).getAsJsonArray("cut")).isEmpty();
    }

    @Test
    void everythingThatIsOfferedIsPossible() {
        run.runFor(182);
        run.decide("pause,n3");
        run.decide("cut,n1,n3");
        List<String> offered = choices(run);
        assertThat(offered).hasSizeGreaterThan(20);
        for (String choice : offered)
            assertThat(run.fork(last(run)).decide(choice)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'lose,77', 'lose,77: no message 77 is on its way; there are [1, 2]'",
        "'lose,x', 'lose,x: message ''x'': must be a number from 1'",
        "'delay,1,99999', 'delay,1,99999: milliseconds ''99999'': must be a number from 1 to 10000'",
        "'stop,n9', 'stop,n9: no node n9: this cluster has [n1, n2, n3]'",
        "'resume,n1', 'resume,n1: n1 is not paused'",
        "'heal,n1,n2', 'heal,n1,n2: the way n1 → n2 is not cut'",
        "'cut,n1,n1', 'cut,n1,n1: a server reaches itself without the network'",
        "'stop', 'stop: must have the form stop,server'"
    })
    void aDecisionThatCannotHappenIsRefusedAndNothingHasHappened(String decision, String why) {
        run.step();
        String before = run.everything();
        assertThat(run.decide(decision)).isEqualTo(why);
        assertThat(run.everything()).isEqualTo(before);
    }

    @Test
    void ofALinkWhoseDecisionCannotHappenTheRunIsShownUpToIt() {
        PageRun shown = Page.open(SEED + "&moves=10;stop,n1;stop,n1;99");
        assertThat(shown.problem()).isEqualTo("Move 3 of 4, stop,n1: n1 is stopped. The run is shown up to it.");
        assertThat(shown.moments()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "hello | 'hello' says nothing of it; it has parts [raft, size, seed, batch, break, judge, moves], as in size=3",
                "size=99 | size 99: a page runs 1 to 9 servers",
                "size=0 | size 0: a page runs 1 to 9 servers",
                "seed=abc | seed 'abc': must be a whole number, such as 3",
                "seed=99999999999999999999 | seed '99999999999999999999': must be a whole number, such as 3",
                "size=3&size=5 | it says size twice",
                "raft=2&size=3 | version '2' made it, and this is version 1, in which it would be another run",
                "batch=0 | batch 0: a message holds 1 to 512 entries at most",
                "judge=maybe | judge 'maybe': must be yes or no",
                "break=VOTES_TWICE+WINS_ALONE | break [VOTES_TWICE, WINS_ALONE]: two of them break ElectionRules,"
                        + " and only one class can take its place; break one of each class"
            })
    void aLinkThatIsNoRunSaysWhy(String link, String why) {
        PageRun shown = Page.open(link);
        assertThat(shown.problem()).isEqualTo("This link is no run: " + why + ".");
        assertThat(shown.moments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999",
                "<script>alert(1)</script>",
                "put,n1,%4,a",
                "put,n1,%zz,a",
                "put,n1,%ff,a",
                "'\"",
                "lose,1,2"
            })
    void aMoveThatIsNoneIsQuotedAndNothingElse(String move) {
        PageRun shown = Page.open(SEED + "&moves=3;" + move + ";3");
        assertThat(shown.problem()).startsWith("Move 2 of 3, ").endsWith(" The run is shown up to it.");
        assertThat(shown.moments()).isEqualTo(4);
    }

    @Test
    void aRunThatNeverEndsIsStoppedAtANamedBound() {
        PageRun shown = Page.open(SEED + "&moves=3;1000000");
        assertThat(shown.problem())
                .isEqualTo("Move 2 of 2, 1000000: after 19997 of these steps, a run ends after 20000 steps."
                        + " The run is shown up to it.");
        assertThat(shown.step()).isFalse();
    }

    @Test
    void onlySoMuchIsDecidedInOneRun() {
        for (int i = 0; i < Run.MOST_DECISIONS / 2; i++) {
            assertThat(run.decide("cut,n1,n2") + run.decide("heal,n1,n2")).isEmpty();
        }
        assertThat(run.decide("cut,n1,n2")).isEqualTo("cut,n1,n2: a run has 500 decisions at most");
    }

    @Test
    void whereNothingIsLeftToHappenTheRunSaysSo() {
        for (String node : List.of("n1", "n2", "n3")) run.decide("stop," + node);
        assertThat(run.step()).isFalse();
        assertThat(run.whyOver()).isEqualTo("nothing can happen any more by itself");
    }

    @Test
    void aMomentThatThereIsNotIsAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.table(1))
                .withMessage("moment 1: this run has moments 0 to 0");
        assertThatIllegalArgumentException().isThrownBy(() -> run.at(-1));
    }

    @Test
    void whatAReaderTypesStaysText() {
        run.runFor(250);
        run.decide("put,n2,/k,%3Cb%3E%22%0A%5C%E2%80%A8");
        String requests = run.requests();
        assertThat(requests).contains("put /k = <b>\\\"\\u000a\\\\\\u2028");
        assertThat(JsonParser.parseString(requests).getAsJsonArray()).hasSize(1);
        run.runFor(50);
        assertThat(run.logs(last(run))).doesNotContain("<b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "a b;c,d&e=f%#+", "ü€😀", "\u0000\n\u2028\u007f", "/config/a-b_c.d~"})
    void anyTextCanBeSaidInALink(String text) {
        assertThat(Words.encode(text)).matches("[A-Za-z0-9/._~%-]*");
        assertThat(Words.decode(Words.encode(text))).isEqualTo(text);
        if (text.indexOf('%') < 0) assertThat(Words.decode(text)).isEqualTo(text);
    }

    /** A notebook's reader has the library alone. */
    @Test
    void theLineOfJavaIsTheSameRunInANotebook() {
        PageRun steered = Page.open(SEED + "&batch=1&break=COUNTS_OLD_TERMS+READS_UNASKED");
        steered.runFor(182);
        for (String decision : List.of(
                "deliver,4",
                "double,5",
                "lose,6",
                "fire,n3",
                "pause,n1",
                "cut,n2,n3",
                "put,n2,/k,%22\\%0Aa%E2%80%A8")) {
            assertThat(steered.decide(decision)).isEmpty();
        }
        steered.runFor(90);
        for (String decision : List.of("resume,n1", "heal,n2,n3", "delete,n2,/k", "get,n1,/k", "stop,n2")) {
            assertThat(steered.decide(decision)).isEmpty();
        }
        steered.runFor(500);
        String line = steered.java(last(steered));
        assertThat(line).doesNotContain("\n");
        assertThat(inANotebook(line)).isEqualTo(text(steered));
    }

    private static String inANotebook(String line) {
        try (Evaluator evaluator = new Evaluator(List.of(Path.of("target/classes")))) {
            String imports = List.of("java.time", "raftbook.check", "raftbook.cluster", "raftbook.raft").stream()
                    .map(name -> "import " + name + ".*;\n")
                    .collect(Collectors.joining());
            Outcome outcome = evaluator.run(imports + line + "\ncluster.trace().text()", Sink.none());
            assertThat(outcome.failure()).isEmpty();
            return (String) outcome.value().orElseThrow().object();
        }
    }
}
