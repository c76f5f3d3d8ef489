package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.ElectionRules;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftNode;
import raftbook.raft.Rules;
import raftbook.raft.SendLimits;
import raftbook.raft.TermState;

/** Every order in a small scope: what is found is shortest and true, and what is not found is not there. */
class SearchTest {

    private static final Scope TWO_ELECTIONS = Scope.of(3).withTimersOn(2).withElections(2);
    private static final Scope FIGURE_8 =
            Scope.of(3).withTimersOn(2).withElections(4).onLinksInOrder();

    @ParameterizedTest
    @CsvSource({
        "VOTES_TWICE, 3, ONE_VOTE",
        "WINS_ALONE, 2, ELECTION_SAFETY",
        "COMMITS_ALONE, 3, MAJORITY",
        "OBEYS_THE_PAST, 7, LEADER_APPEND_ONLY",
        "VOTES_FOR_ANY_LOG, 8, LEADER_COMPLETENESS",
        "NEVER_TRUNCATES, 8, MAJORITY",
        "CHECKS_NOTHING, 9, MAJORITY"
    })
    void aBrokenRuleHasAShortestStoryWhichTheOtherJudgeConfirms(BrokenRule broken, int steps, Invariant invariant) {
        Story story = search(broken, TWO_ELECTIONS.withPuts(1)).story().orElseThrow();

        assertThat(story.invariant()).isEqualTo(invariant);
        assertThat(story.steps()).hasSize(steps);
        assertThat(new Story.Teller(story).tell().orElseThrow().invariant()).isEqualTo(invariant);
        assertThat(story.toSvg()).contains(invariant.title() + " is broken");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            LOG_MATCHING,         CHECKS_NOTHING,    11, 'n3 and n2 agree on entry 2, and not on all before'
            STATE_MACHINE_SAFETY, VOTES_FOR_ANY_LOG, 10, n2 commits no-op @2 where no-op @1 was committed before
            STATE_MACHINE_SAFETY, WINS_ALONE,         7, n2 commits no-op @2 where no-op @1 was committed before
            STATE_MACHINE_SAFETY, COMMITS_ALONE,      6, n2 commits no-op @2 where no-op @1 was committed before
            LEADER_COMPLETENESS,  VOTES_FOR_ANY_LOG,  8, n2 leads term 2 without no-op @1
            LEADER_COMPLETENESS,  WINS_ALONE,         5, n2 leads term 2 without no-op @1
            MAJORITY,             VOTES_FOR_ANY_LOG,  9, only 1 of 3 logs hold no-op @1
            MAJORITY,             WINS_ALONE,         6, only 1 of 3 logs hold no-op @1
            MAJORITY,             OBEYS_THE_PAST,     9, only 1 of 3 logs hold no-op @2
            ELECTION_SAFETY,      VOTES_TWICE,        6, n2 and n1 both lead term 1
            LEADER_APPEND_ONLY,   OBEYS_THE_PAST,     7, 'n2 leads, and drops its log from 1 on'
            """)
    void eachInvariantIsFoundBrokenInTheFewestStepsAndSaidInWords(
            Invariant invariant, BrokenRule broken, int steps, String detail) {
        Story story = storyOf(broken, TWO_ELECTIONS.withPuts(1), invariant);

        assertThat(story.detail()).isEqualTo(detail);
        assertThat(story.steps()).hasSize(steps);
    }

    @ParameterizedTest
    @CsvSource({"COMMITS_ALONE, 12, n2, 2", "READS_UNASKED, 16, n1, 3"})
    void aReadThatIsAnsweredFromTooLittleIsFound(BrokenRule broken, int steps, String server, int entry) {
        Scope reads = TWO_ELECTIONS.withPuts(1).withGets(1).onLinksInOrder();
        Story story = storyOf(broken, reads, Invariant.LINEARIZABILITY);

        assertThat(story.detail())
                .isEqualTo(server + " answers a read from its first 0 entries, though entry " + entry
                        + " had been done or shown before it was asked");
        assertThat(story.steps()).hasSize(steps);
    }

    @Test
    void figure8TakesTwentyOneStepsOnLinksInOrder() {
        Story story = search(BrokenRule.COUNTS_OLD_TERMS, FIGURE_8).story().orElseThrow();

        assertThat(story.steps()).hasSize(21);
        assertThat(story.invariant()).isEqualTo(Invariant.LEADER_COMPLETENESS);
        assertThat(new Story.Teller(story).tell().orElseThrow().invariant()).isEqualTo(Invariant.LEADER_COMPLETENESS);
    }

    @Test
    void theRulesOfThePaperBreakNothing() {
        Search.Result result = Search.of(Rules.PAPER, TWO_ELECTIONS.withPuts(1)).run();

        assertThat(result.end()).isEqualTo(Search.End.ALL_SEEN);
        assertThat(result.story()).isEmpty();
        assertThat(result.states()).isEqualTo(26_056);
        assertThat(result.moves()).isEqualTo(86_352);
        assertThat(result.bytes()).isEqualTo(1_703_936);
        assertThat(result.serverStates()).isEqualTo(425);
        assertThat(result)
                .hasToString("3 servers, timers on 2, 2 elections, 1 put: 26,056 states, all stories of 26 steps:"
                        + " nothing breaks");
    }

    @Test
    void theShortestStoryOfABrokenRuleIsFoundWithoutNamingAScope() {
        Search.Result result = Search.shortest(BrokenRule.READS_TOO_EARLY.rules());

        assertThat(result.search().scope())
                .hasToString("3 servers, timers on 2, 2 elections, 1 put, 1 get, links in order");
        assertThat(result.story().orElseThrow().steps()).hasSize(16);
        assertThat(result.story().orElseThrow().invariant()).isEqualTo(Invariant.LINEARIZABILITY);
    }

    /** A second vote breaks One Vote in three steps. The campaign has found something else, and is told that. */
    @Test
    void aCampaignsFailureIsToldInTheFewestStepsThatBreakTheSameInvariant() {
        Rules rules = BrokenRule.VOTES_TWICE.rules();
        InvariantViolation lost =
                new InvariantViolation(Invariant.ELECTION_SAFETY, List.of(), 1, 0, 0, "n1 and n2 both lead", "none");
        Campaign.Failure failure = new Campaign.Failure(RaftConfig.DEFAULT.with(rules), 1, lost);

        Story story = Search.shortest(failure).story().orElseThrow();

        assertThat(story.invariant()).isEqualTo(Invariant.ELECTION_SAFETY);
        assertThat(story.steps()).hasSizeGreaterThan(3);
    }

    @Test
    void aRuleThatHasNoShortStorySaysSoOfTheLastScope() {
        Search.Result result = Search.shortest(BrokenRule.KEEPS_ITS_TERM.rules());

        assertThat(result.story()).isEmpty();
        assertThat(result)
                .asString()
                .startsWith("3 servers, timers on 2, 3 elections")
                .endsWith("nothing breaks");
    }

    @Test
    void storiesWithoutAnEndFillWhatIsKeptOfServers() {
        Scope endless = Scope.of(2).withElections(2).withPuts(1);
        Search.Result result = search(BrokenRule.SKIPS_AN_ENTRY, endless);

        assertThat(result.end()).isEqualTo(Search.End.FULL);
        assertThat(result.serverStates()).isEqualTo(10_000);
    }

    @Test
    void anInvariantThatDoesNotCountIsPassedOver() {
        Search search = Search.of(BrokenRule.VOTES_TWICE.rules(), TWO_ELECTIONS).breaking(Invariant.ELECTION_SAFETY);

        Story story = search.run().story().orElseThrow();

        assertThat(story.invariant()).isEqualTo(Invariant.ELECTION_SAFETY);
    }

    /** What comes too late changes nothing, so the servers can come to be all that they could with it, and nothing else. */
    @Test
    void withoutTheAnswersThatComeTooLateTheSameRolesAndLogsAreReached() {
        Scope one = Scope.of(3).withTimersOn(1).withPuts(1).withDoublings(1);
        for (Scope scope : List.of(TWO_ELECTIONS, TWO_ELECTIONS.withPuts(1), one)) {
            Set<List<Object>> plain = rolesAndLogs(Rules.PAPER, scope, false);
            assertThat(plain).hasSizeGreaterThan(5);
            assertThat(rolesAndLogs(Rules.PAPER, scope, true)).as("%s", scope).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = BrokenRule.class,
            names = {"VOTES_TWICE", "OBEYS_THE_PAST", "KEEPS_ITS_TERM", "NEVER_TRUNCATES", "ALWAYS_TRUNCATES"})
    void noBrokenRuleMakesALateAnswerCount(BrokenRule broken) {
        for (Scope scope : List.of(TWO_ELECTIONS, Scope.of(2).withElections(3))) {
            assertThat(rolesAndLogs(broken.rules(), scope, true))
                    .as("%s", scope)
                    .isEqualTo(rolesAndLogs(broken.rules(), scope, false));
        }
    }

    /** What is left out has the names of what is kept, exchanged. */
    @Test
    void withOneStateForAllNamesTheSameRolesAndLogsAreReached() {
        Scope all = Scope.of(3).withPuts(1);
        Scope inOrder = TWO_ELECTIONS.withGets(1).onLinksInOrder();
        Scope two = Scope.of(2).withElections(2).withPuts(1).withHeartbeats(1);
        for (Scope scope : List.of(
                all, TWO_ELECTIONS.withPuts(1), inOrder, two, Scope.of(4).withTimersOn(2))) {
            requireSameWithAllNames(Rules.PAPER, scope);
        }
    }

    @ParameterizedTest
    @EnumSource(BrokenRule.class)
    void noBrokenRuleTellsServersApartByTheirNames(BrokenRule broken) {
        Search.Result result = search(broken, TWO_ELECTIONS.withMostStates(20_000));
        assertThat(result.search().symmetric()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = BrokenRule.class,
            names = {"VOTES_TWICE", "OBEYS_THE_PAST", "KEEPS_ITS_TERM", "NEVER_TRUNCATES", "ALWAYS_TRUNCATES"})
    void noBrokenRuleReachesMoreUnderOtherNames(BrokenRule broken) {
        for (Scope scope : List.of(TWO_ELECTIONS, Scope.of(2).withElections(3))) {
            requireSameWithAllNames(broken.rules(), scope);
        }
    }

    private static void requireSameWithAllNames(Rules rules, Scope scope) {
        Set<List<Object>> plain = rolesAndLogs(rules, scope, true, false);
        Set<List<Object>> kept = rolesAndLogs(rules, scope, true, true);
        Set<List<Object>> named = new HashSet<>();
        for (int[] to : Renaming.permutations(scope.servers(), scope.timers())) {
            for (List<Object> each : kept) {
                Object[] renamed = new Object[each.size()];
                for (int i = 0; i < each.size(); i++) renamed[2 * to[i / 2] + i % 2] = each.get(i);
                named.add(List.of(renamed));
            }
        }
        assertThat(named).as("%s", scope).isEqualTo(plain);
    }

    /** Renamed, a server sends what the one that it is named after would: else its states and the messages would not fit together. */
    @ParameterizedTest
    @EnumSource(
            value = BrokenRule.class,
            names = {"READS_UNASKED", "COMMITS_ALONE", "ALWAYS_TRUNCATES"})
    void everyStateThatCanBeReachedSettlesOnOneThatIsKept(BrokenRule broken) {
        Scope one = Scope.of(3).withPuts(1);
        Scope led = Scope.of(3).withTimersOn(1);
        for (Rules rules : List.of(Rules.PAPER, broken.rules())) {
            for (Scope scope : List.of(one, one.onLinksInOrder(), led.withHeartbeats(1)))
                requireAllSettle(rules, scope);
        }
    }

    private static void requireAllSettle(Rules rules, Scope scope) {
        Moves moves = new Moves(new ServerStates(rules, scope), scope, EnumSet.noneOf(Invariant.class), true, true);
        Symmetry symmetry = Symmetry.of(moves);
        Rows all = reached(moves, Symmetry.none(moves));
        Rows kept = reached(moves, symmetry);
        Rows settled = new Rows();
        int[] row = new int[Moves.WIDEST];
        for (int state = 0; state < all.count(); state++) {
            int length = all.copy(state, row);
            symmetry.settle(row, length);
            settled.add(row, length);
        }
        assertThat(rows(settled)).as("%s", scope).isEqualTo(rows(kept));
    }

    private static Set<List<Integer>> rows(Rows rows) {
        Set<List<Integer>> all = new HashSet<>();
        int[] row = new int[Moves.WIDEST];
        for (int i = 0; i < rows.count(); i++) {
            all.add(Arrays.stream(row, 0, rows.copy(i, row)).boxed().toList());
        }
        return all;
    }

    private static Rows reached(Moves moves, Symmetry symmetry) {
        Rows seen = new Rows();
        int[] row = new int[Moves.WIDEST];
        int[] next = new int[Moves.WIDEST];
        int[] choices = new int[4 * Moves.WIDEST];
        seen.add(row, moves.begin(row));
        for (int state = 0; state < seen.count(); state++) {
            int length = seen.copy(state, row);
            int count = moves.moves(row, length, choices);
            for (int i = 0; i < count; i++) {
                System.arraycopy(row, 0, next, 0, length);
                int nextLength = moves.make(choices[i], next, length);
                symmetry.settle(next, nextLength);
                seen.add(next, nextLength);
            }
        }
        return seen;
    }

    @Test
    void aSearchWithAStateForEachNameFindsTheSameStoryAndTakesMore() {
        for (BrokenRule broken : List.of(BrokenRule.VOTES_FOR_ANY_LOG, BrokenRule.CHECKS_NOTHING)) {
            Search search = Search.of(broken.rules(), TWO_ELECTIONS.withPuts(1));
            Search.Result one = search.run();
            Search.Result each = search.withoutSymmetry().run();
            assertThat(one.states()).isLessThan(each.states());
            assertThat(one.story().orElseThrow().steps())
                    .hasSameSizeAs(each.story().orElseThrow().steps());
        }
        assertThat(Search.of(Rules.PAPER, TWO_ELECTIONS.withPuts(1))
                        .withoutSymmetry()
                        .run()
                        .states())
                .isEqualTo(52_109);
    }

    @Test
    void whereARuleLooksAtNamesEachNameHasItsState() {
        Rules loyal = Rules.PAPER.with(new ElectionRules() {
            @Override
            public boolean grantsVote(TermState state, RequestVote request, boolean upToDate) {
                return super.grantsVote(state, request, upToDate)
                        && request.candidate().name().equals("n1");
            }
        });
        Search.Result result = Search.of(loyal, TWO_ELECTIONS).run();

        assertThat(result.search().symmetric()).isFalse();
        assertThat(result.end()).isEqualTo(Search.End.ALL_SEEN);
        assertThat(result).isEqualTo(Search.of(loyal, TWO_ELECTIONS).runAlone(null));
    }

    /** The one rule changes nothing in a server, and shows in its answer alone. */
    @ParameterizedTest
    @CsvSource({"n1, n2", "n1, n3", "n2, n1", "n2, n3", "n3, n1", "n3, n2"})
    void aRuleThatLooksAtNamesInWhatItSendsIsFoundOut(String favourite, String voter) {
        Rules partial = Rules.PAPER.with(new ElectionRules() {
            @Override
            public boolean grantsVote(TermState state, RequestVote request, boolean upToDate) {
                return super.grantsVote(state, request, upToDate)
                        || request.candidate().name().equals(favourite)
                                && state.votedFor() != null
                                && state.votedFor().name().equals(voter);
            }
        });
        Search search = Search.of(partial, Scope.of(3).withElections(2)).breaking(Invariant.ELECTION_SAFETY);
        Search.Result result = search.run();
        assertThat(result.end()).isEqualTo(Search.End.FOUND);
        assertThat(result).isEqualTo(search.withoutSymmetry().run());
        assertThat(result).isEqualTo(search.runAlone(null));
        Search ofTwo = Search.of(partial, TWO_ELECTIONS).breaking(Invariant.ELECTION_SAFETY);
        assertThat(ofTwo.run().end()).isEqualTo(ofTwo.withoutSymmetry().run().end());
    }

    private static Set<List<Object>> rolesAndLogs(Rules rules, Scope scope, boolean dropsLate) {
        return rolesAndLogs(rules, scope, dropsLate, false);
    }

    private static Set<List<Object>> rolesAndLogs(Rules rules, Scope scope, boolean dropsLate, boolean symmetric) {
        ServerStates servers = new ServerStates(rules, scope);
        Moves moves = new Moves(servers, scope, EnumSet.noneOf(Invariant.class), dropsLate, symmetric);
        Rows seen = reached(moves, Symmetry.of(moves));
        Set<List<Object>> reached = new HashSet<>();
        int[] row = new int[Moves.WIDEST];
        for (int state = 0; state < seen.count(); state++) {
            seen.copy(state, row);
            reached.add(IntStream.range(0, scope.servers())
                    .boxed()
                    .flatMap(i -> Stream.<Object>of(servers.state(row[i]).role, servers.state(row[i]).log))
                    .toList());
        }
        return reached;
    }

    /** A state that is looked up is the one that a server would really be in, whatever way it came there. */
    @Test
    void anyStoryIsToldAlikeByRealServers() {
        Scope scope = Scope.of(3)
                .withElections(3)
                .withPuts(2)
                .withGets(2)
                .withHeartbeats(2)
                .withDoublings(2)
                .with(new SendLimits(1, 2));
        ServerStates servers = new ServerStates(Rules.PAPER, scope);
        Moves moves = new Moves(servers, scope, EnumSet.allOf(Invariant.class), false, true);
        for (int seed = 1; seed <= 300; seed++) {
            int[] row = new int[Moves.WIDEST];
            Story story = randomStory(new Random(seed), scope, moves, row);
            SimulatedCluster cluster = story.cluster();
            for (int i = 0; i < 3; i++) {
                RaftNode real = cluster.inside(cluster.nodes().get(i)).raft();
                ServerState state = servers.state(row[i]);
                assertThat(List.of(real.role(), real.termState(), real.commitIndex(), real.lastApplied()))
                        .as("n%d after story %d: %s", i + 1, seed, story)
                        .isEqualTo(List.of(state.role, state.term, state.commitIndex, state.lastApplied));
                assertThat(real.log().entries(1, real.log().getLastIndex())).isEqualTo(state.log);
            }
        }
    }

    private static Story randomStory(Random random, Scope scope, Moves moves, int[] row) {
        int[] choices = new int[4 * Moves.WIDEST];
        List<Story.Step> steps = new ArrayList<>();
        int length = moves.begin(row);
        for (int count; steps.size() < 40 && (count = moves.moves(row, length, choices)) > 0; ) {
            int move = choices[random.nextInt(count)];
            steps.add(moves.inWords(move, row));
            length = moves.make(move, row, length);
        }
        return new Story(Rules.PAPER, scope, steps, Invariant.PROGRESS, "nothing");
    }

    @Test
    void aScopeTooLargeSaysHowFarItCame() {
        Search.Result result = Search.of(
                        Rules.PAPER, Scope.of(5).withElections(3).withMostStates(10_000))
                .run();

        assertThat(result.end()).isEqualTo(Search.End.FULL);
        assertThat(result.toString())
                .startsWith("5 servers, 3 elections: 10,")
                .contains(" steps: nothing broken so far", "take a smaller scope, or withMostStates(…) more");
    }

    @Test
    void aSearchThatReachesItsBoundIsFull() {
        Search.Result all = Search.of(Rules.PAPER, Scope.of(2)).run();
        Scope justSo = Scope.of(2).withMostStates(all.states());

        assertThat(all.end()).isEqualTo(Search.End.ALL_SEEN);
        assertThat(Search.of(Rules.PAPER, justSo).run().end()).isEqualTo(Search.End.FULL);
        assertThat(Search.of(Rules.PAPER, justSo.withMostStates(all.states() + 1))
                        .run()
                        .end())
                .isEqualTo(Search.End.ALL_SEEN);
    }

    @Test
    void aSearchThatIsInterruptedSaysHowFarItCame() {
        Thread.currentThread().interrupt();
        Search.Result result = Search.of(Rules.PAPER, TWO_ELECTIONS).run();

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(result.end()).isEqualTo(Search.End.INTERRUPTED);
        assertThat(result.states()).isOne();
        assertThat(result.toString()).endsWith("nothing broken so far, and interrupted");
    }

    /** The states have the same numbers, so that parents, depth and story are the same; whatever thread is first. */
    @Test
    void allCoresComeToWhatOneComesTo() {
        Scope small = TWO_ELECTIONS.withPuts(1);
        List<Search> searches = List.of(
                Search.of(Rules.PAPER, small),
                Search.of(Rules.PAPER, small.withGets(1).onLinksInOrder().withMostStates(50_000)),
                Search.of(BrokenRule.VOTES_FOR_ANY_LOG.rules(), small.withElections(3)),
                Search.of(BrokenRule.COUNTS_OLD_TERMS.rules(), FIGURE_8));
        for (Search search : searches) assertThat(search.run()).isEqualTo(search.runAlone(null));
    }

    @Test
    void whereFewStatesWaitTheSearchGoesOnByItself() {
        Stories stories = new Stories(Rules.PAPER, TWO_ELECTIONS, EnumSet.allOf(Invariant.class), true);
        try (Ahead ahead = stories.ahead()) {
            assertThat(ahead.from(0)).isNull();
        }
    }

    @Test
    void aSearchThatIsBrokenOffOnItsWayLeavesNoThreadBehind() throws InterruptedException {
        PrintStream interrupts = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
            @Override
            public PrintStream printf(Locale locale, String format, Object... args) {
                Thread.currentThread().interrupt();
                return this;
            }
        };

        Search.Result result = Search.of(Rules.PAPER, TWO_ELECTIONS.withPuts(1)).run(interrupts);

        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        assertThat(result.end()).isEqualTo(Search.End.INTERRUPTED);
        assertThat(result.states()).as("came so far").isGreaterThan(16_384);
        assertThat(Search.of(Rules.PAPER, TWO_ELECTIONS.withPuts(1)).runAlone(interrupts))
                .as("interrupted by the same line")
                .isEqualTo(result);
        assertThat(Thread.interrupted()).isTrue();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            boolean searches = thread instanceof ForkJoinWorkerThread worker
                    && worker.getPool() != ForkJoinPool.commonPool()
                    && worker.getPool() != ForkJoinTask.getPool();
            if (!searches) continue;
            thread.join(10_000);
            assertThat(thread.isAlive()).as("%s has ended", thread).isFalse();
        }
    }

    @Test
    void aFewStatesTakeWhatAnEmptySearchTakes() {
        Search.Result result = Search.of(Rules.PAPER, Scope.of(2)).run();

        assertThat(result.states()).isLessThan(256);
        assertThat(result.bytes()).isEqualTo(4 * ((1 << 12) + (1 << 10) + 3 * (1 << 8)));
    }

    @Test
    void progressIsShown() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Search.of(Rules.PAPER, TWO_ELECTIONS.withPuts(1)).run(new PrintStream(shown, true, StandardCharsets.UTF_8));

        assertThat(shown.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("18,591 states, 16,384 of them looked at, 18 steps");
    }

    @Test
    void aScopeThatMakesNoSenseIsRefusedWithTheRemedy() {
        assertThatThrownBy(() -> Scope.of(6)).hasMessage("a scope with servers 6: must be 1 to 5");
        assertThatThrownBy(() -> Scope.of(3).withElections(0)).hasMessage("a scope with elections 0: must be 1 to 31");
        assertThatThrownBy(() -> Scope.of(3).withTimersOn(4)).hasMessage("a scope with timers 4: must be 1 to 3");
        assertThatThrownBy(() -> Scope.of(3).withPuts(32)).hasMessage("a scope with puts 32: must be 0 to 31");
        assertThatThrownBy(() -> Scope.of(3).withGets(-1)).hasMessage("a scope with gets -1: must be 0 to 31");
        assertThatThrownBy(() -> Scope.of(3).withHeartbeats(32))
                .hasMessage("a scope with heartbeats 32: must be 0 to 31");
        assertThatThrownBy(() -> Scope.of(3).onLinksInOrder().withLosses(32))
                .hasMessage("a scope with losses 32: must be 0 to 31");
        assertThatThrownBy(() -> Scope.of(3).withDoublings(-1))
                .hasMessage("a scope with doublings -1: must be 0 to 31");
        assertThatThrownBy(() -> Scope.of(3).withMostStates(0)).hasMessageContaining("mostStates 0: must be 1 to");
        assertThatThrownBy(() -> Scope.of(3).withLosses(1))
                .hasMessageContaining("use onLinksInOrder() or withLosses(0)");
        assertThatThrownBy(() -> new Search(Rules.PAPER, Scope.of(3), EnumSet.noneOf(Invariant.class), true))
                .hasMessageContaining("name one or more");
    }

    private static Story storyOf(BrokenRule broken, Scope scope, Invariant invariant) {
        return Search.of(broken.rules(), scope)
                .breaking(invariant)
                .run()
                .story()
                .orElseThrow();
    }

    private static Search.Result search(BrokenRule broken, Scope scope) {
        return Search.of(broken.rules(), scope).run();
    }
}
