package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void aSessionLastsTenMillisecondsToADay() {
        assertThatCode(() -> new Session("/s", 1, Duration.ofMillis(10))).doesNotThrowAnyException();
        assertThatCode(() -> new Session("/s", 1, Duration.ofDays(1))).doesNotThrowAnyException();
    }

    @Test
    void otherTimesAreRefusedHoweverLong() {
        for (Duration time : new Duration[] {
            null,
            Duration.ZERO,
            Duration.ofMillis(9),
            Duration.ofDays(1).plusMillis(1),
            Duration.ofDays(1).plusNanos(1),
            Duration.ofSeconds(Long.MAX_VALUE)
        }) {
            assertThatExceptionOfType(InvalidRequestException.class)
                    .as("%s", time)
                    .isThrownBy(() -> new Session("/s", 1, time))
                    .withMessageContaining("must last 10 ms to a day");
        }
    }

    @Test
    void noStackIsRecordedWhereACommandIsApplied() {
        assertThat(new SessionOverException("/s", 1).getStackTrace()).isEmpty();
        assertThat(new ConflictException("/a", 1, 2).getStackTrace()).isEmpty();
    }
}
