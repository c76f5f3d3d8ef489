package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftConfig;

/** What the shrinker tries, in which order, and when it is content; what breaks is said by each test, without a world. */
class ShrinkerTest {

    private static final Scenario EIGHT_LINES =
            Scenario.of(3).only(IntStream.range(0, 8).boxed().toList());

    private final List<String> tried = new ArrayList<>();

    private Scenario shrink(Scenario failing, ToLongFunction<Scenario> breaksAt) {
        return new Shrinker(RaftConfig.DEFAULT, Invariant.PROGRESS) {
            @Override
            long breaksAt(Scenario candidate) {
                tried.add((candidate.calm() ? "calm " : "") + candidate.pace() + " " + candidate.lines());
                return breaksAt.applyAsLong(candidate);
            }
        }.shrink(failing);
    }

    @Test
    void halvesAreTakenAwayThenQuartersAndAtLastLineByLine() {
        // Every round asks first whether the network's faults and the time between lines are needed: here they are.
        Scenario shrunk = shrink(
                EIGHT_LINES, world -> !world.calm() && world.lines().containsAll(List.of(1, 4)) ? 7 : Shrinker.NEVER);
        assertThat(shrunk).isEqualTo(EIGHT_LINES.only(1, 4));
        assertThat(String.join("\n", tried)).isEqualTo("""
                        calm 1 [0, 1, 2, 3, 4, 5, 6, 7]
                        2 [0, 1, 2, 3, 4, 5, 6, 7]
                        1 [0, 1, 2, 3, 4, 5, 6, 7]
                        1 [4, 5, 6, 7]
                        1 [0, 1, 2, 3]
                        calm 1 [0, 1, 2, 3, 4, 5, 6, 7]
                        2 [0, 1, 2, 3, 4, 5, 6, 7]
                        1 [0, 1, 2, 3, 4, 5, 6, 7]
                        1 [2, 3, 4, 5, 6, 7]
                        1 [0, 1, 4, 5, 6, 7]
                        1 [0, 1, 6, 7]
                        1 [0, 1, 4, 5]
                        calm 1 [0, 1, 4, 5]
                        2 [0, 1, 4, 5]
                        1 [0, 1, 4, 5]
                        1 [1, 4, 5]
                        1 [4, 5]
                        1 [1, 5]
                        1 [1, 4]
                        calm 1 [1, 4]
                        2 [1, 4]
                        1 [1, 4]
                        1 [4]
                        1 [1]""");
    }

    @Test
    void whatCannotBeMadeSmallerIsTriedOnceWithEachChunk() {
        Scenario four = EIGHT_LINES.only(1, 4, 5, 6);
        assertThat(shrink(four, world -> world.equals(four) ? 7 : Shrinker.NEVER))
                .isEqualTo(four);
        List<String> gentler = List.of("calm 1 [1, 4, 5, 6]", "2 [1, 4, 5, 6]", "1 [1, 4, 5, 6]");
        assertThat(tried).startsWith(gentler.toArray(String[]::new)).hasSize(3 + 2 + 3 + 4);
    }

    @Test
    void theNetworkIsMadeCalmAndThePaceDoubledUpTo16WhileItBreaksEarlier() {
        Scenario shrunk = shrink(EIGHT_LINES, world -> 1000 / world.pace());
        assertThat(shrunk).isEqualTo(EIGHT_LINES.only().onCalmNetwork().faster(16));
    }

    @Test
    void whatBreaksNoEarlierIsMadeNoFaster() {
        assertThat(shrink(EIGHT_LINES, world -> 1000))
                .isEqualTo(EIGHT_LINES.only().onCalmNetwork());
    }

    @Test
    void whatOneLineLessHasMadeSuperfluousGoesToo() {
        Scenario shrunk = shrink(
                EIGHT_LINES,
                world -> world.lines().contains(0) || !world.lines().contains(7) ? 7 : Shrinker.NEVER);
        assertThat(shrunk.lines()).isEmpty();
    }

    @Test
    void aThousandRunsAreEnough() {
        Scenario whole = LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Scenario::of)
                .filter(world -> world.lines().size() > 60)
                .findFirst()
                .orElseThrow();
        List<Integer> needed = new ArrayList<>(whole.lines());
        // Only the last line can go, a single one at a time: each round tries all of them, and takes one.
        Scenario shrunk = shrink(whole, world -> {
            if (!world.lines().equals(needed.subList(0, needed.size() - 1))) return Shrinker.NEVER;
            needed.remove(needed.size() - 1);
            return 7;
        });
        assertThat(tried).hasSize(1000);
        assertThat(shrunk.lines()).isEqualTo(needed);
    }

    @Test
    void aWorldBreaksWhenItsOwnInvariantDoesAndNoOther() {
        RaftConfig alone = RaftConfig.DEFAULT.with(BrokenRule.COMMITS_ALONE.rules());
        InvariantViolation found = new World(Scenario.of(1), alone, 0).run().orElseThrow();
        assertThat(new Shrinker(alone, found.invariant()).breaksAt(Scenario.of(1)))
                .isEqualTo(found.at());
        assertThat(new Shrinker(alone, Invariant.ONE_VOTE).breaksAt(Scenario.of(1)))
                .isEqualTo(Shrinker.NEVER);
    }
}
