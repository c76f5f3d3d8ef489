package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed gives many sources of randomness, the same on every machine: a run that is quoted stays the run that it is. */
class SeedsTest {

    /** Of 2^30 + 1, half of what is drawn must be drawn again. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 10, 70, 10_000, 1 << 30, (1 << 30) + 1, Integer.MAX_VALUE})
    void aBoundedNumberIsTheOneThatTheJdkDraws(int bound) {
        OtherThread.start(() -> assertDrawsAsTheJdk(bound)).awaitEnd();
    }

    private static void assertDrawsAsTheJdk(int bound) {
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

    @Test
    void aSeedAndAPartGiveTheNumbersThatTheyAlwaysGave() {
        assertThat(first(0, -1)).isEqualTo(-4_962_768_465_676_381_896L);
        assertThat(first(1, 0)).isEqualTo(-1_392_690_992_726_152_989L);
        assertThat(first(1, 1)).isEqualTo(4_955_590_145_638_535_048L);
        assertThat(first(2, 0)).isEqualTo(6_895_045_800_367_294_191L);
        assertThat(first(123_456_789, 4)).isEqualTo(-321_955_206_907_431_208L);
    }

    private static long first(long seed, int part) {
        return Seeds.randomFor(seed, part).nextLong();
    }

    @Test
    void aSourceGivesTheNumbersOfTheJdksRandom() {
        for (long seed : new long[] {0, 1, -1, 42, 1L << 47, Long.MAX_VALUE, Long.MIN_VALUE}) {
            Random theirs = new Random(seed);
            Seeds.Source ours = new Seeds.Source(seed);
            for (int draw = 0; draw < 100; draw++) {
                assertThat(ours.nextInt()).as("seed %d", seed).isEqualTo(theirs.nextInt());
                assertThat(ours.nextInt(7 + draw)).as("seed %d", seed).isEqualTo(theirs.nextInt(7 + draw));
                assertThat(ours.nextLong()).as("seed %d", seed).isEqualTo(theirs.nextLong());
                assertThat(ours.nextDouble()).as("seed %d", seed).isEqualTo(theirs.nextDouble());
            }
        }
    }

    @Test
    void aSeedThatNobodyHasChosenIsShortAndNotAlwaysTheSame() {
        assertThat(LongStream.generate(Seeds::fresh).limit(10).boxed())
                .allMatch(seed -> 0 <= seed && seed < 1_000_000_000)
                .doesNotHaveDuplicates();
    }
}
