package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
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
    void muchThatIsPlannedInAnyOrderHappensInTheOrderOfItsTimesAndThenOfItsPlanning() {
        RandomGenerator random = Seeds.randomFor(7, 0);
        record Plan(long at, int number) {}
        List<Plan> plans = new ArrayList<>();
        List<Plan> carriedOut = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Plan plan = new Plan(random.nextInt(300), i);
            plans.add(plan);
            agenda.plan(plan.at, () -> carriedOut.add(plan));
        }
        for (int i = 0; i < 2_000; i++) agenda.runNext();
        plans.sort(Comparator.comparingLong(Plan::at));
        assertThat(carriedOut).isEqualTo(plans);
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        Agenda.Planned unwanted = new Agenda.Planned() {
            @Override
            void happen() {
                done.add("unwanted");
            }
        };
        agenda.plan(1, unwanted);
        agenda.plan(2, () -> done.add("wanted"));
        assertThat(agenda.planned(unwanted.getClass())).hasSize(1);
        agenda.cancel(unwanted);
        assertThat(agenda.planned(Agenda.Planned.class)).hasSize(1);
        agenda.runNext();
        assertThat(done).containsExactly("wanted");
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
