package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftLog;
import raftbook.raft.Rules;
import raftbook.raft.Timing;
import raftbook.trace.TraceEvent;

/** A world runs its scenario under the eyes of the judge. */
class WorldTest {

    private static InvariantViolation firstFoundWith(BrokenRule broken) {
        return LongStream.rangeClosed(1, BrokenRulesTest.enough(broken))
                .mapToObj(seed -> new World(Scenario.of(seed), RaftConfig.DEFAULT.with(broken.rules()), 0).run())
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anHonestWorldEndsWell() {
        World world = new World(Scenario.of(1), Rules.PAPER);
        assertThat(world.run()).isEmpty();
        assertThat(world.steps()).isPositive();
        assertThat(world.cluster().now() % Duration.ofMillis(200).toNanos())
                .as("the end is a look")
                .isZero();
        assertThat(world.cluster().hasConverged()).isTrue();
        assertThat(world.undecidedKey()).isEmpty();
    }

    /** They are most of what happens, and campaigns look at none of them. */
    @Test
    void aWorldThatKeepsNoTraceHearsOfNoMessageThatIsNoVote() {
        SimulatedCluster mute = new World(Scenario.of(1), RaftConfig.DEFAULT, 0).cluster();
        SimulatedCluster heard = new World(Scenario.of(1), RaftConfig.DEFAULT, 100).cluster();
        assertThat(received(mute)).isZero();
        assertThat(received(heard)).isPositive();
    }

    private static long received(SimulatedCluster cluster) {
        return Stream.generate(() -> cluster.stepBy(Duration.ofSeconds(2).toNanos()))
                .takeWhile(Optional::isPresent)
                .flatMap(news -> news.get().stream())
                .filter(TraceEvent.Received.class::isInstance)
                .count();
    }

    @Test
    void peaceIsOverAsSoonAsALookFindsItAndALookIsTakenEvery200Milliseconds() {
        World world = new World(Scenario.of(1).only().onCalmNetwork().faster(100), Rules.PAPER);
        assertThat(world.run()).isEmpty();
        assertThat(world.cluster().now())
                .as("40 ms of a script without lines, and two looks")
                .isEqualTo(Duration.ofMillis(40 + 2 * 200).toNanos());
    }

    @Test
    void everyEventIsShownToTheJudge() {
        assertThat(firstFoundWith(BrokenRule.COMMITS_ALONE).invariant()).isEqualTo(Invariant.MAJORITY);
    }

    @Test
    void aWorldEndsAsItDoesWhetherATraceIsKeptOrNot() {
        for (BrokenRule broken : List.of(BrokenRule.VOTES_TWICE, BrokenRule.COMMITS_ALONE, BrokenRule.READS_UNASKED)) {
            RaftConfig behaviour = RaftConfig.DEFAULT.with(broken.rules());
            for (long seed = 1; seed <= 40; seed++) {
                World blind = new World(Scenario.of(seed), behaviour, 0);
                World traced = new World(Scenario.of(seed), behaviour, 1_000_000);
                assertThat(blind.run().map(Throwable::getMessage))
                        .as("%s, seed %d", broken, seed)
                        .isEqualTo(traced.run().map(Throwable::getMessage));
                assertThat(blind.steps()).isEqualTo(traced.steps());
                assertThat(blind.cluster().trace().events()).isEmpty();
            }
        }
    }

    @Test
    void theAnswersAreJudgedAtTheEnd() {
        InvariantViolation found = firstFoundWith(BrokenRule.READS_UNASKED);
        assertThat(found.invariant()).isEqualTo(Invariant.LINEARIZABILITY);
        assertThat(found).hasMessageContaining("no order explains the answers on /k");
    }

    @Test
    void theFirstTwoServersOfAWorldWithAPastHaveLedInTurnsAndAWorldWithoutBeginsEmpty() {
        Scenario past = LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Scenario::of)
                .filter(scenario -> scenario.past() > 0)
                .findFirst()
                .orElseThrow();
        World world = new World(past, Rules.PAPER);
        assertThat(terms(world, "n1"))
                .isEqualTo(IntStream.rangeClosed(1, past.past())
                        .filter(term -> term % 2 == 0)
                        .boxed()
                        .toList());
        assertThat(terms(world, "n2"))
                .isEqualTo(IntStream.rangeClosed(1, past.past())
                        .filter(term -> term % 2 == 1)
                        .boxed()
                        .toList());
        assertThat(world.cluster().inside(new NodeId("n1")).raft().term()).isEqualTo(past.past());
        assertThat(world.run()).isEmpty();
        assertThat(terms(new World(Scenario.of(1), Rules.PAPER), "n1")).isEmpty();
    }

    private static List<Integer> terms(World world, String id) {
        RaftLog log = world.cluster().inside(new NodeId(id)).raft().log();
        return LongStream.rangeClosed(1, log.getLastIndex())
                .mapToObj(i -> (int) log.term(i))
                .toList();
    }

    @Test
    void aPastThatIsNotRepairedInTenSecondsIsAViolation() {
        InvariantViolation found = firstFoundWith(BrokenRule.BELIEVES_REFUSALS);
        assertThat(found.invariant()).isEqualTo(Invariant.PROGRESS_UNDER_LOSS);
        assertThat(found).hasMessageContaining("after PT10S in which one message in ten is lost");
        assertThat(found.at()).isEqualTo(Duration.ofMillis(10_200).toNanos());
    }

    @Test
    void whatIsDueAtTheVeryEndOfATimeBelongsToIt() {
        RaftConfig inStep = RaftConfig.DEFAULT.with(new Timing(
                Duration.ofMillis(50),
                Duration.ofMillis(200),
                Duration.ofMillis(200).plusNanos(1)));
        World world = new World(Scenario.of(1).only().onCalmNetwork(), inStep, 0);
        // All stand at once, every 200 ms, and nobody wins. The waiting for peace is cut at these very moments.
        assertThat(world.run().orElseThrow().term()).isEqualTo(121);
        assertThat(world.steps()).as("events that the judge has seen").isEqualTo(1904);
    }
}
