package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import raftbook.raft.ElectionRules;
import raftbook.raft.Quorum;
import raftbook.raft.Rules;

class CoordinationWorldTest {

    private static final int WORLDS = 200;

    private static Optional<String> firstBroken(Rules rules, int worlds) {
        return LongStream.rangeClosed(1, worlds)
                .mapToObj(seed -> new CoordinationWorld(seed, rules).run().map(what -> "seed " + seed + ": " + what))
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Test
    void conditionsSessionsAndWatchesKeepTheirPromisesUnderFaults() {
        assertThat(firstBroken(Rules.PAPER, WORLDS)).isEmpty();
    }

    @Test
    void aWatcherIsToldSomethingInMostWorlds() {
        assertThat(LongStream.rangeClosed(1, 50).filter(seed -> {
                    CoordinationWorld world = new CoordinationWorld(seed, Rules.PAPER);
                    world.run();
                    return world.watched() > 10;
                }))
                .hasSizeGreaterThan(25);
    }

    /** Faults, requests and their times come from the seed alone. */
    @Test
    void aSeedAlwaysMakesTheSameWorld() {
        assertThat(LongStream.rangeClosed(1, 20).mapToObj(seed -> {
                    CoordinationWorld world = new CoordinationWorld(seed, Rules.PAPER);
                    world.run();
                    return world.watched();
                }))
                .containsExactly(60, 51, 34, 48, 90, 41, 64, 64, 57, 40, 19, 9, 29, 43, 32, 31, 46, 74, 46, 61);
    }

    @Test
    void timeIsTheSameForAllWhereNoClockIsSetAndNoTimerIsFired() {
        assertThat(CoordinationWorld.clocksAreEven(List.of(new Action(1, Action.Kind.STOP, 0))))
                .isTrue();
        for (Action.Kind kind : List.of(Action.Kind.SKEW, Action.Kind.FIRE_TIMER)) {
            List<Action> script = List.of(new Action(1, Action.Kind.HEAL, 0), new Action(2, kind, 0));
            assertThat(CoordinationWorld.clocksAreEven(script)).isFalse();
        }
    }

    @Test
    void aBrokenInvariantIsSaidWithTheLineThatReplaysIt() {
        assertThat(firstBroken(BrokenRule.COMMITS_ALONE.rules(), WORLDS).orElseThrow())
                .contains(Invariant.MAJORITY.title(), "new CoordinationWorld(1, rules).run()");
    }

    @Test
    void serversThatNeverAgreeAreNotJudged() {
        Rules leaderless = Rules.PAPER.with(new ElectionRules() {
            @Override
            public boolean wins(int votes, Quorum quorum) {
                return false;
            }
        });
        assertThat(new CoordinationWorld(1, leaderless).run())
                .contains("logs and stores still differ after PT5S of peace");
    }

    @Test
    void aBrokenRuleShowsInWhatTheseClientsAreTold() {
        assertThat(firstBroken(BrokenRule.READS_UNASKED.rules(), WORLDS)).isPresent();
    }

    @Test
    void versionsMustFitTheTimesOfTheirAnswers() {
        VersionedHistory history = new VersionedHistory();
        history.made("/a", 3, 0, 10);
        history.found("/a", 3, 5, 20);
        history.made("/a", 5, 12, 30);
        history.found("/a", 3, 15, 40); // asked before 5 was answered
        assertThat(history.firstBroken()).isEmpty();
        history.found("/a", 3, 31, 40);
        assertThat(history.firstBroken().orElseThrow()).contains("comes after version 5 was known");
    }

    @Test
    void noVersionIsMadeTwice() {
        VersionedHistory history = new VersionedHistory();
        history.made("/lock", 3, 0, 10);
        history.made("/lock", 3, 5, 12);
        assertThat(history.firstBroken().orElseThrow()).contains("made twice");
    }
}
