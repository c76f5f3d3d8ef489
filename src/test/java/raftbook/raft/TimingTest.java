package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** §5.6: broadcast time, election timeout, mean time between failures, each well below the next. */
class TimingTest {

    @Test
    void nothingTakesLongerThanADay() {
        Duration day = Duration.ofDays(1);
        assertThat(new Timing(Duration.ofMillis(50), day.minusMillis(1), day).electionMax())
                .isEqualTo(day);
        assertThatThrownBy(() -> new Timing(Duration.ofMillis(50), day, day.plusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not exceed a day");
    }

    @Test
    void timesAreGivenInMilliseconds() {
        assertThat(Timing.ofMillis(50, 150, 300))
                .isEqualTo(new Timing(Duration.ofMillis(50), Duration.ofMillis(150), Duration.ofMillis(300)));
    }

    @Test
    void aLeaderMustShowThatItLives() {
        assertRefused(0, 150, 300, "heartbeat PT0S", "must be positive");
        assertRefused(-1, 150, 300, "heartbeat PT-0.001S", "must be positive");
        assertThat(Timing.ofMillis(1, 2, 3).heartbeat()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void oneLateHeartbeatMustNotDeposeALeader() {
        assertRefused(50, 99, 300, "electionMin PT0.099S", "must be at least twice the heartbeat of PT0.05S");
        assertThat(Timing.ofMillis(50, 100, 300).electionMin()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void serversMustNotLosePatienceAllAtOnce() {
        assertRefused(50, 150, 150, "electionMax PT0.15S", "must exceed electionMin PT0.15S");
        assertRefused(50, 150, 149, "electionMax PT0.149S", "must exceed electionMin PT0.15S");
    }

    @Test
    void aHeartbeatIsOwedAtOnceAndThenEveryInterval() {
        HeartbeatTimer timer = new HeartbeatTimer(Timing.ofMillis(50, 150, 300));
        assertThat(timer.isDue(Long.MIN_VALUE)).isTrue();
        timer.restart(7);
        assertThat(timer.dueAt()).isEqualTo(50_000_007);
        assertThat(timer.isDue(50_000_006)).isFalse();
        assertThat(timer.isDue(50_000_007)).isTrue();
        timer.fireNow();
        assertThat(timer.isDue(8)).isTrue();
    }

    @Test
    void aMessageCarriesAtLeastOneEntryAndAWindowHoldsAtLeastOneMessage() {
        assertThat(new SendLimits(1, 1).window()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SendLimits(0, 5))
                .withMessageContainingAll("batch 0, window 5", "at least 1 entry");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SendLimits(3, 2))
                .withMessageContainingAll("batch 3, window 2", "at least one batch");
    }

    private static void assertRefused(long heartbeat, long min, long max, String input, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Timing.ofMillis(heartbeat, min, max))
                .withMessageContainingAll(input, rule);
    }
}
