package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Virtual time, what is planned for it, and where it ends. */
class AgendaTest {

    private final Agenda agenda = new Agenda();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatIsPlannedHappensInTheOrderOfItsTimesAndThenOfItsPlanning() {
        agenda.plan(7, () -> done.add("late"));
        for (String name : List.of("a", "b", "c")) agenda.plan(5, () -> done.add(name));
        assertThat(agenda.nextAt()).isEqualTo(5);
        for (int i = 0; i < 4; i++) agenda.runNext();
        assertThat(done).containsExactly("a", "b", "c", "late");
        assertThat(agenda.nextAt()).as("nothing is left").isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void timePassesAndNeverGoesBack() {
        assertThat(agenda.now()).isZero();
        agenda.passUntil(5);
        agenda.passUntil(3);
        assertThat(agenda.now()).isEqualTo(5);
        agenda.plan(4, () -> done.add("for a time that has passed"));
        assertThat(agenda.nextAt()).isEqualTo(5);
    }

    @Test
    void timeEndsAfterAYearAndNoLater() {
        assertThat(Agenda.requireInTime(Agenda.END)).isEqualTo(365L * 24 * 3600 * 1_000_000_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Agenda.requireInTime(Agenda.END + 1))
                .withMessage("time 31536000000000001 ns: simulated time ends after 365 days; start a new simulation");
        agenda.passUntil(5);
        assertThat(agenda.after(Duration.ofNanos(3))).isEqualTo(8);
        assertThatIllegalArgumentException().isThrownBy(() -> agenda.after(Times.LONGEST));
    }

    @Test
    void nothingLastsLongerThanAYearOrLessThanNoTime() {
        assertThat(Times.nanos("a wait of", Times.LONGEST)).isEqualTo(Agenda.END);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Times.nanos("a wait of", Times.LONGEST.plusNanos(1)))
                .withMessage("a wait of PT8760H0.000000001S: must not exceed 365 days");
        assertThat(Times.nanos("a wait of", Duration.ofNanos(-1))).isZero();
    }
}
