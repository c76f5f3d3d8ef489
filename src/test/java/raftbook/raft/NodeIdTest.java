package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {" ", "n 1"})
    void aNameThatCannotBeSeenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NodeId(name))
                .withMessageContainingAll("node name '" + name + "'", "1 to 64 visible characters", "such as n1");
    }

    @ParameterizedTest
    @CsvSource({"'n1\n', n1\\n", "'n\u0001', n\\u0001", "'n\u007f', n\\u007f"})
    void aControlCharacterInANameIsRefusedAndShown(String name, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NodeId(name))
                .withMessageContainingAll("node name '" + shown + "'", "1 to 64 visible characters");
    }

    @Test
    void aNameHas1To64Characters() {
        assertThat(new NodeId("n".repeat(64)).name()).hasSize(64);
        assertThat(new NodeId("n")).hasToString("n");
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeId("n".repeat(65)));
    }

    @Test
    void serversAreSortedByName() {
        assertThat(new NodeId("n1")).isLessThan(new NodeId("n2")).isEqualByComparingTo(new NodeId("n1"));
        assertThat(new NodeId("n3")).isGreaterThan(new NodeId("n2"));
    }

    @Test
    void aServerIsItsName() {
        assertThat(new NodeId("n1"))
                .isEqualTo(new NodeId("n1"))
                .hasSameHashCodeAs(new NodeId("n1"))
                .isNotEqualTo(new NodeId("n2"))
                .isNotEqualTo("n1")
                .doesNotHaveSameHashCodeAs(new NodeId("n2"));
    }
}
