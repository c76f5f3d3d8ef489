package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuorumTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 2", "4, 3", "5, 3", "6, 4", "7, 4"})
    void aMajorityIsMoreThanHalf(int size, int majority) {
        Quorum quorum = new Quorum(size);
        assertThat(quorum.majority()).isEqualTo(majority);
        assertThat(quorum.isReachedBy(majority)).isTrue();
        assertThat(quorum.isReachedBy(majority - 1)).isFalse();
    }

    @Test
    void whatAMajorityHasReachedIsReachedByAMajority() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            long[] reached = random.longs(1 + random.nextInt(7), 0, 10).toArray();
            Quorum quorum = new Quorum(reached.length);
            long index = quorum.reachedByMajority(reached);
            assertThat(quorum.isReachedBy(count(reached, index)))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(quorum.isReachedBy(count(reached, index + 1)))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    private static int count(long[] reached, long index) {
        int count = 0;
        for (long r : reached) if (r >= index) count++;
        return count;
    }

    @Test
    void aClusterHasAtLeastOneServer() {
        assertThatThrownBy(() -> new Quorum(0)).hasMessageContaining("cluster size 0");
    }
}
