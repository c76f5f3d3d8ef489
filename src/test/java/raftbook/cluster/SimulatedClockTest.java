package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clock shows that can be set and run at another rate, and when it will show a time. */
class SimulatedClockTest {

    private final SimulatedClock clock = new SimulatedClock();

    @Test
    void itRunsAtItsRateFromWhereItWasSet() {
        assertThat(clock.toLocal(7)).isEqualTo(7);
        clock.jumpTo(100, 1000);
        assertThat(clock.toLocal(100)).isEqualTo(1000);
        assertThat(clock.toLocal(150)).isEqualTo(1050);
        clock.setRate(150, 2);
        assertThat(clock.toLocal(150)).as("no jump").isEqualTo(1050);
        assertThat(clock.toLocal(160)).isEqualTo(1070);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 100})
    void aRateMayBeAsSlowAndAsFastAsItsBounds(double rate) {
        clock.setRate(0, rate);
        assertThat(clock.toLocal(1000)).isEqualTo((long) (1000 * rate));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 1e-12, 0.0099, 101, Double.POSITIVE_INFINITY, Double.NaN})
    void aRateHasBounds(double rate) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> clock.setRate(0, rate))
                .withMessage("clock rate " + rate + ": must lie between 0.01 and 100.0");
    }

    @Test
    void aTimeIsShownFirstAtTheMomentThatIsNotTooEarly() {
        OtherThread.start(() -> {
                    clock.setRate(0, 0.3);
                    assertThat(clock.toVirtual(1)).isEqualTo(4);
                    assertThat(clock.toVirtual(3)).isEqualTo(10);
                })
                .awaitEnd();
    }

    @Test
    void atItsOwnRateATimeIsShownAsLongFromNowAsItIsAhead() {
        clock.jumpTo(100, 1000);
        assertThat(clock.toVirtual(1050)).isEqualTo(150);
        assertThat(clock.toVirtual(1000)).isEqualTo(100);
        assertThat(clock.toVirtual(5)).as("since it was set").isEqualTo(100);
    }

    @Test
    void yearsAheadAreFoundAtOnceAndWhatIsTooFarAheadNever() {
        OtherThread.start(() -> {
                    assertThat(clock.toVirtual(Agenda.END)).isEqualTo(Agenda.END);
                    clock.jumpTo(5, 0);
                    assertThat(clock.toVirtual(Long.MAX_VALUE - 6)).isEqualTo(Long.MAX_VALUE - 1);
                    assertThat(clock.toVirtual(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
                    assertThat(clock.toVirtual(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
                    clock.jumpTo(50, 10);
                    assertThat(clock.toVirtual(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
                    clock.jumpTo(5, 0);
                    clock.setRate(5, 0.5);
                    assertThat(clock.toVirtual(Agenda.END)).isEqualTo(2 * Agenda.END + 5);
                    assertThat(clock.toVirtual(SimulatedClock.LATEST)).isEqualTo(Long.MAX_VALUE);
                })
                .awaitEnd();
    }

    @Test
    void localAndVirtualTimeFitTogetherAtAnyRate() {
        OtherThread.start(SimulatedClockTest::assertFitTogether).awaitEnd();
    }

    private static void assertFitTogether() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            SimulatedClock clock = new SimulatedClock();
            long now = 0;
            for (int i = 0; i < 20; i++) {
                now += random.nextInt(1_000_000);
                long before = clock.toLocal(now);
                clock.setRate(now, 0.1 + 3 * random.nextDouble());
                assertThat(clock.toLocal(now)).as("no jump, seed %d", seed).isEqualTo(before);
                long local = before + 1 + random.nextInt(1_000_000);
                long virtual = clock.toVirtual(local);
                assertThat(clock.toLocal(virtual)).as("seed %d", seed).isGreaterThanOrEqualTo(local);
                assertThat(clock.toLocal(virtual - 1)).as("seed %d", seed).isLessThan(local);
            }
            assertThat(clock.toVirtual(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        }
    }
}
