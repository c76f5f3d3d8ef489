package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.raft.NodeId;

/** A violation says which invariant broke, where, when, and how to see it again. */
class InvariantViolationTest {
    private static final List<NodeId> N1 = List.of(new NodeId("n1"));

    @Test
    void withoutAnIndexItSaysNoneAndTimesAreMilliseconds() {
        assertThat(new InvariantViolation(Invariant.ONE_VOTE, N1, 3, 0, 1_500_000, "n1 voted twice", "seed 7"))
                .hasMessage(
                        String.format("One Vote is broken: a server votes for at most one candidate in a term (§5.2).%n"
                                + "  n1 voted twice; nodes [n1], term 3, at 1.500 ms%n  replay: seed 7"));
    }

    @Test
    void withAnIndexItNamesThePlace() {
        assertThat(new InvariantViolation(Invariant.LOG_MATCHING, N1, 3, 1, 0, "d", "r"))
                .hasMessageContaining("term 3, index 1, at 0.000 ms");
    }

    @Test
    void whatItSaysInWordsCanBeAskedForToo() {
        InvariantViolation found = new InvariantViolation(Invariant.MAJORITY, N1, 3, 2, 1_500_000, "d", "r");
        assertThat(found.invariant()).isEqualTo(Invariant.MAJORITY);
        assertThat(found.nodes()).isEqualTo(N1);
        assertThat(List.of(found.term(), found.index(), found.at())).containsExactly(3L, 2L, 1_500_000L);
    }

    @ParameterizedTest
    @EnumSource
    void anInvariantSaysWhatItMeans(Invariant invariant) {
        assertThat(invariant.meaning()).isNotBlank();
    }

    @Test
    void aFailureShowsASmallerWorld() {
        Campaign.Failure failure =
                Campaign.of(BrokenRule.WINS_ALONE.rules(), 10).run().failure().orElseThrow();
        assertThat(failure.toString())
                .startsWith(failure.violation().getMessage())
                .contains("smaller: new World(" + failure.shrunk());
    }
}
