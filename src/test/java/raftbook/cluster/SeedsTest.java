package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** One seed gives many sources of randomness, the same on every machine: a run that is quoted stays the run that it is. */
class SeedsTest {

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
    void aSeedThatNobodyHasChosenIsShortAndNotAlwaysTheSame() {
        assertThat(LongStream.generate(Seeds::fresh).limit(10).boxed())
                .allMatch(seed -> 0 <= seed && seed < 1_000_000_000)
                .doesNotHaveDuplicates();
    }
}
