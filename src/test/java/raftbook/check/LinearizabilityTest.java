package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {

    private final History history = new History();

    private void write(String value, long from, long to) {
        history.wrote("/k", Optional.ofNullable(value), from, to);
    }

    private void read(String value, long from, long to) {
        history.read("/k", Optional.ofNullable(value), from, to);
    }

    private boolean isLinearizable() {
        return Linearizability.firstBrokenKey(history).isEmpty();
    }

    @Test
    void aReadAfterAWriteSeesIt() {
        write("a", 0, 1);
        read("a", 2, 3);
        assertThat(isLinearizable()).isTrue();
        read(null, 4, 5);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void aReadDuringAWriteMaySeeTheOldOrTheNew() {
        write("a", 0, 10);
        read(null, 1, 2);
        read("a", 3, 4);
        assertThat(isLinearizable()).isTrue();
        read(null, 5, 6);
        assertThat(isLinearizable()).as("once seen, it stays").isFalse();
    }

    @Test
    void aWriteOfUnknownOutcomeMayHappenLaterOrNever() {
        write("a", 0, History.OPEN);
        read(null, 5, 6);
        assertThat(isLinearizable()).isTrue();
        read("a", 7, 8);
        assertThat(isLinearizable()).isTrue();
        read(null, 9, 10);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void aDeleteIsAWriteOfNothing() {
        write("a", 0, 1);
        write(null, 2, 3);
        read(null, 4, 5);
        assertThat(isLinearizable()).isTrue();
        read("a", 6, 7);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void keysAreIndependent() {
        write("a", 0, 1);
        history.read("/other", Optional.of("a"), 2, 3);
        assertThat(Linearizability.firstBrokenKey(history)).contains("/other");
    }

    @Test
    void manyWritesOfUnknownOutcomeThatNobodySawCostNothing() {
        for (int i = 0; i < 60; i++) write("v" + i, 0, History.OPEN);
        write("z", 1, 2);
        read("z", 3, 4);
        read("a", 5, 6);
        assertThat(isLinearizable()).isFalse();
    }

    @Test
    void theOrderFoundExplainsTheAnswersAndLeavesOutWhatNeedNotHaveHappened() {
        write("a", 0, 10);
        read(null, 1, 4);
        read("a", 3, 5);
        write("unseen", 6, History.OPEN);
        assertThat(Linearizability.order(history.byKey().get("/k")).orElseThrow())
                .extracting(History.Operation::number)
                .containsExactly(1, 0, 2);
    }

    @Test
    void theOrderIsDrawnWhereThereIsOne() {
        write("a", 0, 10);
        read("a", 3, 5);
        write("b", 12, History.OPEN);
        assertThat(history.picture("/k").toSvg())
                .contains("/k: this order explains every answer", ">1</text>", ">2</text>", "never answered")
                .doesNotContain(">3</text>");
        read(null, 20, 21);
        assertThat(history.picture("/k").toSvg())
                .contains("no order explains the answers")
                .doesNotContain("<circle");
    }
}
