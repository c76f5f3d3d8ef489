package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;

class ScenarioTest {

    @Test
    void theFirstAndTheLastLineCanBeKeptAndTheOneAfterThatCannot() {
        int lines = Scenario.of(3).lines().size();
        assertThat(Scenario.of(3).only(0, lines - 1).script()).hasSize(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.of(3).only(lines))
                .withMessageContaining("lines 0 to " + (lines - 1) + ",");
    }

    @Test
    void aPaceOf1To1000IsFine() {
        assertThat(Scenario.of(3).faster(1)).isEqualTo(Scenario.of(3));
        assertThat(Scenario.of(3).faster(1000).pace()).isEqualTo(1000);
        assertThatIllegalArgumentException().isThrownBy(() -> Scenario.of(3).faster(1001));
    }

    @Test
    void aFasterScriptIsTheSameScriptInLessTime() {
        List<Action> script = Scenario.of(3).script();
        List<Action> faster = Scenario.of(3).faster(2).script();
        assertThat(faster)
                .extracting(Action::kind)
                .isEqualTo(script.stream().map(Action::kind).toList());
        assertThat(faster)
                .extracting(Action::at)
                .isEqualTo(script.stream().map(action -> action.at() / 2).toList());
        assertThat(Scenario.of(3).faster(2).chaos())
                .isEqualTo(Scenario.of(3).chaos().dividedBy(2));
    }

    @Test
    void oneWorldInEightHasARareNumberOfServers() {
        assertThat(LongStream.range(0, 1000).mapToObj(Scenario::of))
                .filteredOn(world -> {
                    int size = world.cluster(RaftConfig.DEFAULT).nodes().size();
                    return size != 3 && size != 5;
                })
                .hasSizeBetween(50, 125);
    }

    @Test
    void aScenarioIsWrittenAsTheCallThatMakesIt() {
        assertThat(Scenario.of(3)).hasToString("Scenario.of(3)");
        assertThat(Scenario.of(3).only(1, 2).onCalmNetwork().faster(2))
                .hasToString("Scenario.of(3).only(1, 2).onCalmNetwork().faster(2)");
    }

    @Test
    void someWorldsHave2To7ServersAndSomeBeginWithAPastOf40TermsOrMore() {
        List<Scenario> worlds = LongStream.range(0, 1000).mapToObj(Scenario::of).toList();
        assertThat(worlds)
                .extracting(world -> world.cluster(RaftConfig.DEFAULT).nodes().size())
                .contains(2, 3, 4, 5, 6, 7)
                .allMatch(size -> size >= 2 && size <= 7);
        assertThat(worlds)
                .extracting(Scenario::past)
                .contains(0)
                .allMatch(past -> past == 0 || past >= 40 && past < 80);
        assertThat(worlds).filteredOn(world -> world.past() > 0).hasSizeBetween(30, 100);
    }

    @ParameterizedTest
    @CsvSource({
        "CUT_ONE_WAY, 5, cut the way n3 → n2",
        "CUT_ONE_WAY, 3, cut the way n1 → n2",
        "ISOLATE, 4, isolate n2",
        "ISOLATE_LEADER, 4, isolate the leader",
        "PARTITION, 6, part [n2; n3] from the others",
        "HEAL, 4, heal the network",
        "PAUSE, 4, pause n2",
        "RESUME, 4, resume n2",
        "STOP, 4, stop n2 if a majority remains",
        "SKEW, 175, let the clock of n2 run at 2.00",
        "FIRE_TIMER, 4, let the timer of n2 fire",
        "PUT, 4, put /k1",
        "PUT_TWICE, 5, put /k2 and /k0",
        "DELETE, 4, delete /k1",
        "GET, 4, get /k1",
    })
    void everyActionIsDescribed(Action.Kind kind, int choice, String words) {
        List<NodeId> nodes = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));
        assertThat(new Action(0, kind, choice).describe(nodes)).isEqualTo(words.replace(';', ','));
    }
}
