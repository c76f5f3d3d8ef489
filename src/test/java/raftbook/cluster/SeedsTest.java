package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeedsTest {

    /** Of 2^30 + 1, half of what is drawn must be drawn again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 10, 70, 10_000, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE})
    void aBoundedNumberIsTheOneThatTheJdkDraws(int bound) {
        for (int seed = 0; seed < 1_000; seed++) {
            Random ours = new Random(seed);
            Random theirs = new Random(seed);
            for (int draw = 0; draw < 3; draw++) {
                assertThat(Seeds.below(bound, ours))
                        .as("draw %d of seed %d", draw, seed)
                        .isEqualTo(theirs.nextInt(bound));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void aBoundBelowOneIsRefused(int bound) {
        assertThatThrownBy(() -> Seeds.below(bound, new Random(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound " + bound + ": must be 1 or more");
    }
}
