package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code log[]} of Figure 2. */
class RaftLogTest {

    @Test
    void theFirstEntryHasIndex1AndEachKeepsTheTermItCameWith() {
        RaftLog log = new RaftLog();
        assertThat(log.getLastIndex()).isZero();
        assertThat(log.appendLocal(3, "a".getBytes())).isEqualTo(1);
        assertThat(log.append(new RaftLogEntry(5, "b".getBytes()))).isEqualTo(2);
        assertThat(log.term(1)).isEqualTo(3);
        assertThat(log.entry(1).command()).isEqualTo("a".getBytes());
        assertThat(log.getLastTerm()).isEqualTo(5);
    }
}
