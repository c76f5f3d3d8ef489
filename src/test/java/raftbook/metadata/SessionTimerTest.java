package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

    @Test
    void aSessionIsNamedOverdueOnceInATerm() {
        store.apply(1, new ConditionalCommand.Open("/s", "", 50).encode());
        assertThat(endsAt(0)).isFalse();
        assertThat(endsAt(49)).isFalse();
        assertThat(endsAt(50)).isTrue();
        assertThat(endsAt(60)).as("its end is in the log").isFalse();
    }

    @Test
    void whoeverBeginsToLeadGivesEachSessionItsWholeTimeAgain() {
        store.apply(1, new ConditionalCommand.Open("/s", "", 50).encode());
        assertThat(timer.overdue(0, 1, store)).isEmpty();
        assertThat(timer.overdue(50 * MS, 1, store)).hasSize(1);
        assertThat(timer.overdue(60 * MS, 3, store)).isEmpty();
        assertThat(timer.overdue(109 * MS, 3, store)).isEmpty();
        assertThat(timer.overdue(110 * MS, 3, store))
                .as("the end that it wrote before may be lost")
                .hasSize(1);
    }

    @Test
    void whatIsKeptAliveHasItsWholeTimeAgain() {
        store.apply(1, new ConditionalCommand.Open("/s", "", 50).encode());
        Session session = store.sessions().get(0);
        assertThat(endsAt(0)).isFalse();
        timer.renew(40 * MS, 1, session);
        assertThat(endsAt(89)).isFalse();
        assertThat(endsAt(90)).isTrue();
        assertThatExceptionOfType(SessionOverException.class).isThrownBy(() -> timer.renew(91 * MS, 1, session));
    }
}
