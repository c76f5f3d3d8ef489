package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The clock of a live cluster keeps real time while somebody looks at it, and skips what nobody sees. */
class LiveClockTest {

    private final LiveClock clock = new LiveClock();

    @Test
    void itNeverRunsAheadOfRealTime() {
        long realStart = System.nanoTime();
        long start = clock.getAsLong();
        long last = start;
        for (int i = 0; i < 1_000; i++) {
            long now = clock.getAsLong();
            assertThat(now).isGreaterThanOrEqualTo(last);
            last = now;
        }
        assertThat(last - start).isPositive().isLessThanOrEqualTo(System.nanoTime() - realStart);
    }

    @Test
    void ofATimeInWhichNobodyLooksAtItTwoTicksCount() {
        long start = clock.getAsLong();
        long realStart = System.nanoTime();
        while (System.nanoTime() - realStart < 2 * LiveClock.TICK) Thread.onSpinWait();
        assertThat(clock.getAsLong() - start).isEqualTo(2 * LiveClock.TICK);
    }
}
