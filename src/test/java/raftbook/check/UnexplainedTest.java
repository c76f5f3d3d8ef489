package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import raftbook.check.History.Operation;

/** What is left to explain, one operation at a time. */
class UnexplainedTest {

    private static final Operation WRITES_A = new Operation(0, true, Optional.of("a"), 0, 5);
    private static final Operation READS_A = new Operation(1, false, Optional.of("a"), 3, 8);
    private static final Operation WRITES_B = new Operation(2, true, Optional.of("b"), 6, History.OPEN);

    private final Unexplained rest = new Unexplained(List.of(WRITES_A, READS_A, WRITES_B));

    @Test
    void takingTakingBackAndLookingAreStepsAndNothingElseIs() {
        assertThat(rest.steps()).isZero();
        rest.explain(0);
        assertThat(rest.steps()).isEqualTo(1);
        rest.explain(1);
        assertThat(rest.steps()).isEqualTo(2);
        rest.goBackTo(1);
        assertThat(rest.steps()).isEqualTo(3);
        rest.nextWrites();
        assertThat(rest.steps()).isEqualTo(4);
        rest.readsOfValueLeft();
        rest.situation();
        assertThat(rest.steps()).isEqualTo(4);
    }

    @Test
    void whatIsTakenIsNotLeftUntilItIsTakenBack() {
        rest.explain(0);
        assertThatIllegalStateException().isThrownBy(() -> rest.explain(0)).withMessageContaining("already");
        assertThat(rest.readsOfValueLeft()).containsExactly(1);
        rest.explain(1);
        assertThat(rest.readsOfValueLeft()).isEmpty();
        assertThat(rest.isEmpty()).as("an open write may never have happened").isTrue();
        assertThat(rest.explained()).containsExactly(WRITES_A, READS_A);
        rest.goBackTo(1);
        assertThat(rest.readsOfValueLeft()).containsExactly(1);
        assertThat(rest.isEmpty()).isFalse();
        assertThat(rest.explainedCount()).isEqualTo(1);
        rest.goBackTo(0);
        rest.explain(0);
    }

    @Test
    void theNextWriteIsOneThatWasAskedBeforeTheFirstAnswerAndIsWanted() {
        assertThat(rest.nextWrites()).containsExactly(0);
        rest.explain(0);
        assertThat(rest.nextWrites()).as("nobody has seen b").isEmpty();
        Operation readsB = new Operation(3, false, Optional.of("b"), 9, 10);
        Unexplained seen = new Unexplained(List.of(WRITES_A, READS_A, WRITES_B, readsB));
        seen.explain(0);
        assertThat(seen.nextWrites()).containsExactly(2);
        assertThat(seen.isInTime(1)).isTrue();
        assertThat(seen.isInTime(3)).isFalse();
    }

    @Test
    void aValueComesBackOnlyByAWriteThatIsLeft() {
        Operation againA = new Operation(3, true, Optional.of("a"), 9, 10);
        Unexplained twice = new Unexplained(List.of(WRITES_A, READS_A, WRITES_B, againA));
        twice.explain(0);
        assertThat(twice.canBeWrittenAgain()).isTrue();
        twice.explain(3);
        assertThat(twice.canBeWrittenAgain()).isFalse();
        twice.goBackTo(1);
        assertThat(twice.canBeWrittenAgain()).isTrue();
    }
}
