package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.raft.CommitRule;
import raftbook.raft.LogPosition;
import raftbook.raft.LogRules;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLog;
import raftbook.raft.Rules;
import raftbook.raft.Timing;

class CampaignTest {

    @Test
    void everyInvariantHoldsInAThousandWorlds() {
        assertThat(Campaign.of(Rules.PAPER, 1000).run().failure()).isEmpty();
    }

    @Test
    void freshWorldsAreTriedInEveryBuild() {
        Campaign fresh = new Campaign(RaftConfig.DEFAULT, System.nanoTime(), 200);
        assertThat(fresh.run().failure())
                .as("a failure names its seed and how to replay it")
                .isEmpty();
    }

    @Test
    void shippingTheWholeLogIsWastefulButSafe() {
        assertThat(Campaign.of(Rules.PAPER.with(LogRules.wholeLog()), 300).run().failure())
                .isEmpty();
    }

    @Test
    void heartbeatsTwiceAsOftenAreHarmless() {
        RaftConfig eager = RaftConfig.DEFAULT.with(Timing.ofMillis(25, 150, 300));
        assertThat(new Campaign(eager, 1, 300).run().failure()).isEmpty();
    }

    @Test
    void theSameCampaignGivesTheSameAnswer() {
        Campaign campaign = Campaign.of(Rules.PAPER.with(CommitRule.local()), 50);
        assertThat(campaign.run().failure().orElseThrow().toString())
                .isEqualTo(campaign.run().failure().orElseThrow().toString());
    }

    @Test
    void aFailureNamesTheInvariantTheNodesTheTermTheIndexTheSeedAndTheReplay() {
        Campaign.Failure failure = Campaign.of(Rules.LOCAL, 50).run().failure().orElseThrow();
        assertThat(failure.violation().getMessage())
                .contains("Committed on a Majority is broken", "nodes [n", "term ", "index ", " ms")
                .contains("replay: new World(Scenario.of(" + failure.seed() + "), rules).run()");
        assertThat(failure.violation().nodes()).isNotEmpty();
        assertThat(failure.violation().term()).isPositive();
        assertThat(failure.violation().index()).isPositive();
    }

    @Test
    void aShrunkScenarioIsSmallerAndFailsInTheSameWay() {
        Rules rules = Rules.PAPER.with(new CommitRule() {
            @Override
            public long followerCommit(long leaderCommit, long lastNewIndex) {
                return leaderCommit;
            }
        });
        Campaign.Failure failure = Campaign.of(rules, 200).run().failure().orElseThrow();
        Scenario whole = Scenario.of(failure.seed());
        assertThat(failure.shrunk().script().size()).isLessThan(whole.script().size() / 2);
        assertThat(new World(failure.shrunk(), rules).run().orElseThrow().invariant())
                .isEqualTo(failure.violation().invariant());
    }

    @Test
    void progressIsShownWhileACampaignRuns() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Campaign.of(Rules.PAPER, 100).run(new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("100 of 100 worlds");
    }

    @Test
    void whateverARuleThrowsIsACrashOfItsServer() {
        Rules rules = Rules.PAPER.with(new LogRules() {
            @Override
            public boolean matches(RaftLog log, LogPosition previous) {
                throw new NullPointerException("a bug");
            }
        });
        Campaign.Failure failure = Campaign.of(rules, 10).run().failure().orElseThrow();
        assertThat(failure.violation().invariant()).isEqualTo(Invariant.NO_CRASH);
        assertThat(failure.violation().getMessage()).contains("a bug");
    }

    @Test
    void aScenarioSaysInWordsWhatItWillDo() {
        assertThat(Scenario.of(128408).only(2, 3, 4, 7).faster(2).describe().lines())
                .containsExactly(
                        "3 servers, entries sent in batches of 1",
                        "0% of messages lost, 0% doubled, 67% reordered; 2 to 39 ms each",
                        "   114 ms  isolate the leader",
                        "   166 ms  put /k1 and /k2",
                        "   232 ms  isolate the leader",
                        "   398 ms  isolate the leader",
                        "  2000 ms  peace");
    }

    @Test
    void aWorldsPictureMarksTheViolation() {
        World world = new World(Scenario.of(1077).only().onCalmNetwork(), BrokenRule.VOTES_TWICE.rules());
        assertThat(world.run()).isPresent();
        assertThat(world.picture().toSvg())
                .contains("One Vote is broken", "new World(Scenario.of(1077).only().onCalmNetwork(), rules).run()");
    }

    @Test
    void aServerThatHardlyLetsTimePassBreaksAnInvariantAndDoesNotHang() {
        RaftConfig restless = RaftConfig.DEFAULT.with(
                new Timing(Duration.ofNanos(1_000), Duration.ofMillis(150), Duration.ofMillis(300)));
        World world = new World(Scenario.of(1), restless, 0);
        InvariantViolation endless = world.run().orElseThrow();
        assertThat(endless.invariant()).isEqualTo(Invariant.TIME_PASSES);
        assertThat(endless.getMessage()).contains(World.MOST_STEPS + " events, and no end");
        assertThat(world.steps()).isEqualTo(World.MOST_STEPS);
    }

    @Test
    void badArgumentsAreRefusedAtTheDoor() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(3).only(999))
                .withMessageContainingAll("line 999 of scenario 3", "lines 0 to");
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.of(3).only(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(3).faster(0))
                .withMessageContainingAll("faster(0)", "1 to 1000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(3).faster(1000).faster(2))
                .withMessageContaining("pace 2000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Campaign.of(Rules.PAPER, 0))
                .withMessageContaining("looks at nothing");
        History history = new History();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.wrote("/k", Optional.of("v"), 2, 1))
                .withMessageContaining("answered at 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.read("/k", Optional.of("v"), 2, History.OPEN))
                .withMessageContaining("leave it out");
    }

    @Test
    void whatIsMissingOrNegativeIsRefusedAtTheDoorToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Action(5, Action.Kind.PUT, -1))
                .withMessage("PUT at 5 with choice -1: neither may be negative");
        assertThatIllegalArgumentException().isThrownBy(() -> new Action(-1, Action.Kind.GET, 0));
        assertThat(new Action(0, Action.Kind.GET, 0).at()).isZero();
        assertThatNullPointerException()
                .isThrownBy(() -> new Action(0, null, 0))
                .withMessageContaining("what is done?");
        World world = new World(Scenario.of(1), Rules.PAPER);
        Clients clients = new Clients(world.cluster());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clients.get(-1))
                .withMessage("choice -1: must be 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new World(Scenario.of(1), RaftConfig.DEFAULT, -1))
                .withMessageContaining("capacity -1");
        assertThatNullPointerException()
                .isThrownBy(() -> new World(null, Rules.PAPER))
                .withMessageContaining("Scenario.of(seed)");
        assertThatNullPointerException()
                .isThrownBy(() -> new World(Scenario.of(1), null, 0))
                .withMessageContaining("RaftConfig.DEFAULT");
        assertThatNullPointerException()
                .isThrownBy(() -> new Campaign(null, 1, 1))
                .withMessageContaining("RaftConfig.DEFAULT");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shrinker(null, Invariant.PROGRESS))
                .withMessageContaining("failing world");
        assertThatNullPointerException()
                .isThrownBy(() -> new Shrinker(RaftConfig.DEFAULT, null))
                .withMessageContaining("the one that broke");
        History history = new History();
        assertThatNullPointerException()
                .isThrownBy(() -> history.wrote("/k", null, 0, 1))
                .withMessageContaining("Optional.empty()");
        assertThatNullPointerException()
                .isThrownBy(() -> history.read(null, Optional.empty(), 0, 1))
                .withMessageContaining("which one");
    }

    @Test
    void aReportCountsWhatWasRun() {
        Campaign.Report report = Campaign.of(Rules.PAPER, 3).run();
        assertThat(report.worlds()).isEqualTo(3);
        assertThat(report.undecided()).isZero();
        assertThat(report.steps()).isGreaterThan(1000);
        assertThat(report.toString()).startsWith("3 worlds, ").endsWith(" events: every invariant held");
        assertThat(new Campaign.Report(1, 2, 3, Optional.empty()).toString())
                .isEqualTo("1 worlds, 2 events: every invariant held; the answers of 3 are undecided");
    }

    @Test
    void progressIsShownOncePerHundredWorldsAndWhenOneBreaks() {
        assertThat(shown(Rules.PAPER, 99)).isEmpty();
        assertThat(shown(Rules.PAPER, 100).lines()).hasSize(1);
        assertThat(shown(Rules.LOCAL, 50)).contains(" of 50 worlds");
    }

    @Test
    void whoeverFailsFirstTheLowestSeedIsReportedAndNoLaterOneIsWanted() {
        Campaign.Hunt hunt = Campaign.of(Rules.PAPER, 9).new Hunt(null);
        InvariantViolation later = violation("later");
        InvariantViolation earlier = violation("earlier");
        hunt.note(7, Optional.of(later), false);
        hunt.note(5, Optional.of(earlier), false);
        hunt.note(6, Optional.of(later), false);
        hunt.note(4, Optional.empty(), true);
        assertThat(hunt.isWanted(4)).isTrue();
        assertThat(hunt.isWanted(5)).isFalse();
        Campaign.Report report = hunt.report();
        assertThat(report.worlds()).isEqualTo(4);
        assertThat(report.undecided()).isEqualTo(1);
        assertThat(report.failure()).contains(new Campaign.Failure(RaftConfig.DEFAULT, 5, earlier));
    }

    private static InvariantViolation violation(String detail) {
        return new InvariantViolation(Invariant.PROGRESS, List.of(), 1, 0, 0, detail, "replay");
    }

    @Test
    void anInterruptedCampaignSaysSo() {
        Thread.currentThread().interrupt();
        assertThatIllegalStateException()
                .isThrownBy(() -> Campaign.of(Rules.PAPER, 5).run())
                .withMessage("interrupted while the campaign ran")
                .withCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
    }

    @Test
    void aCampaignLeavesNoThreadBehind() throws InterruptedException {
        List<Thread> workers = new CopyOnWriteArrayList<>();
        PrintStream spy = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public PrintStream printf(String format, Object... args) {
                workers.add(Thread.currentThread());
                return this;
            }
        };
        Campaign.of(Rules.LOCAL, 50).run(spy);
        assertThat(workers).isNotEmpty();
        for (Thread worker : workers) {
            worker.join(20_000);
            assertThat(worker.isAlive()).isFalse();
        }
    }

    @Test
    void aBugOfTheCampaignItselfIsNoViolation() {
        PrintStream broken = new PrintStream(OutputStream.nullOutputStream()) {
            @Override
            public PrintStream printf(String format, Object... args) {
                throw new UnsupportedOperationException("a bug");
            }
        };
        assertThatIllegalStateException()
                .isThrownBy(() -> Campaign.of(Rules.LOCAL, 50).run(broken))
                .withMessage("the campaign itself failed")
                .withCauseInstanceOf(UnsupportedOperationException.class);
    }

    private static String shown(Rules rules, int worlds) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Campaign.of(rules, worlds).run(new PrintStream(shown, true, StandardCharsets.UTF_8));
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void progressIsGivenUpTwentySecondsAfterTheChaosHasEnded() {
        World world = new World(Scenario.of(17), BrokenRule.KEEPS_ITS_TERM.rules());
        InvariantViolation found = world.run().orElseThrow();
        assertThat(found.invariant()).isEqualTo(Invariant.PROGRESS);
        assertThat(found.getMessage()).contains("no write succeeded after PT20S of peace");
        // Looked at every 200 ms: four seconds of chaos, twenty of peace, and the first look after them.
        assertThat(found.at()).isEqualTo(Duration.ofMillis(24_200).toNanos());
        assertThat(found.term())
                .isEqualTo(world.cluster().nodes().stream()
                        .mapToLong(id -> world.cluster().inside(id).raft().term())
                        .max()
                        .orElseThrow());
    }

    @Test
    void aWorldNamesTheKeyOnWhichTheCheckerGaveUp() {
        World world = new World(Scenario.of(1), Rules.PAPER);
        assertThat(world.undecidedKey()).isEmpty();
        for (int i = 0; i < 60; i++) world.history().wrote("/hard", Optional.of("v" + i % 2), 0, 1000);
        for (int i = 0; i < 30; i++) world.history().read("/hard", Optional.of("v" + i % 2), 10 * i, 10 * i + 1);
        world.history().read("/hard", Optional.of("never written"), 1001, 1002);
        assertThat(world.undecidedKey()).contains("/hard");
    }

    @ParameterizedTest
    @EnumSource(names = {"VOTES_TWICE", "TRUSTS_COMMIT_INDEX", "COMMITS_ALONE", "READS_UNASKED"})
    void nothingCanBeTakenFromAShrunkScenario(BrokenRule broken) {
        Campaign.Failure failure = Campaign.of(broken.rules(), BrokenRulesTest.enough(broken))
                .run()
                .failure()
                .orElseThrow();
        Invariant invariant = failure.violation().invariant();
        Scenario shrunk = failure.shrunk();
        long at = brokenAt(shrunk, broken, invariant);
        assertThat(at).as("%s", shrunk).isNotNegative();
        for (Integer line : shrunk.lines()) {
            List<Integer> others = new ArrayList<>(shrunk.lines());
            others.remove(line);
            assertThat(brokenAt(shrunk.only(others), broken, invariant))
                    .as("%s without %d", shrunk, line)
                    .isNegative();
        }
        if (!shrunk.calm()) {
            assertThat(brokenAt(shrunk.onCalmNetwork(), broken, invariant))
                    .as("%s, calm", shrunk)
                    .isNegative();
        }
        assertThat(shrunk.pace()).isBetween(1, 16);
        if (shrunk.pace() < 16) {
            long faster = brokenAt(shrunk.faster(2), broken, invariant);
            assertThat(faster < 0 || faster >= at).as("%s, faster", shrunk).isTrue();
        }
    }

    private static long brokenAt(Scenario scenario, BrokenRule broken, Invariant invariant) {
        return new World(scenario, broken.rules())
                .run()
                .filter(found -> found.invariant() == invariant)
                .map(InvariantViolation::at)
                .orElse(-1L);
    }

    @Test
    void theShrinkerTakesNoOtherViolationForTheOneItShrinks() {
        // This rule breaks several invariants, and smaller worlds often another one than the whole.
        RaftConfig obedient = RaftConfig.DEFAULT.with(BrokenRule.OBEYS_THE_PAST.rules());
        int shrunk = 0;
        for (long seed = 1; seed <= 400; seed++) {
            Optional<InvariantViolation> whole = new World(Scenario.of(seed), obedient, 0).run();
            if (whole.isEmpty()) continue;
            Scenario smaller = new Shrinker(obedient, whole.get().invariant()).shrink(Scenario.of(seed));
            assertThat(new World(smaller, obedient, 0).run().orElseThrow().invariant())
                    .as("seed %d, %s", seed, smaller)
                    .isEqualTo(whole.get().invariant());
            shrunk++;
        }
        assertThat(shrunk).isPositive();
    }
}
