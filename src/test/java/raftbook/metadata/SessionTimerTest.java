package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionTimerTest {

    private static final long MS = 1_000_000;

    private final MetadataStore store = new MetadataStore();
    private final SessionTimer timer = new SessionTimer();

    private boolean endsAt(long ms) {
        return !timer.overdue(ms * MS, 1, store).isEmpty();
    }

    @Test
    void aLeapOfTheClockCountsForATenthOfASecond() {
        store.apply(1, new ConditionalCommand.Open("/s", "", 250).encode());
        assertThat(endsAt(0)).isFalse();
        assertThat(endsAt(3_600_000)).as("an hour later, at one step").isFalse();
        assertThat(endsAt(3_600_100)).isFalse();
        assertThat(endsAt(3_600_151)).isTrue();
    }

    @Test
    void aClockThatGoesBackTakesNothingAndGivesNothing() {
        store.apply(1, new ConditionalCommand.Open("/s", "", 100).encode());
        assertThat(endsAt(1000)).isFalse();
        assertThat(endsAt(0)).isFalse();
        assertThat(endsAt(90)).isFalse();
        assertThat(endsAt(101)).as("it does not live for ever").isTrue();
    }
}
