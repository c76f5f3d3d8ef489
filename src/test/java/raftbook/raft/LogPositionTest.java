package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntries;

/** A place in a log is an index and the term of the entry there. */
class LogPositionTest {

    @Test
    void aPositionReadsAsTracesShowIt() {
        assertThat(new LogPosition(3, 2)).hasToString("3@2");
    }

    @Test
    void aMessageNamesThePositionBeforeItsEntries() {
        AppendEntries message = new AppendEntries(2, new NodeId("a"), 3, 1, List.of(), 0, 0);
        assertThat(message.previous()).isEqualTo(new LogPosition(3, 1));
    }
}
