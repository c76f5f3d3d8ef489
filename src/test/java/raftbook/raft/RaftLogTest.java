package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
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

    @Test
    void aLogCanBeDroppedFromItsFirstEntryOnButNotTheSentinel() {
        RaftLog log = new RaftLog();
        Server.log(1, 1, 2).forEach(log::append);
        log.truncateFrom(3);
        log.truncateFrom(1);
        assertThat(log.getLastIndex()).isZero();
        assertThat(log.truncations()).as("an observer can tell what is new").containsExactly(3L, 1L);
        assertThatThrownBy(() -> log.truncateFrom(0)).hasMessage("no log entry 0: this log ends at 0");
    }

    @Test
    void anEntryIsItsTermAndItsCommand() {
        RaftLogEntry entry = new RaftLogEntry(2, "PUT\n/a\nv".getBytes());
        RaftLogEntry same = new RaftLogEntry(2, "PUT\n/a\nv".getBytes());
        assertThat(entry).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(entry)
                .isNotEqualTo(new RaftLogEntry(3, entry.command()))
                .isNotEqualTo(new RaftLogEntry(2, "PUT\n/a\nw".getBytes()))
                .isNotEqualTo("PUT /a v @2");
        assertThat(LongStream.range(1, 100)
                        .mapToObj(term -> RaftLogEntry.noOp(term).hashCode())
                        .distinct())
                .as("terms tell entries apart in a hash table")
                .hasSize(99);
    }

    @Test
    void anEntryReadsAsOneLine() {
        assertThat(new RaftLogEntry(2, "PUT\n/a\nv".getBytes())).hasToString("PUT /a v @2");
        assertThat(RaftLogEntry.noOp(3)).hasToString("no-op @3");
    }
}
