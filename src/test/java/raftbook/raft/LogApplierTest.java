package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** {@code lastApplied} of Figure 2, and the rule that moves it. */
class LogApplierTest {

    private static final int MANY = 3000;

    private final List<Long> applied = new ArrayList<>();
    private final RaftLog log = new RaftLog();
    private final LogApplier applier = new LogApplier(log, (index, command) -> applied.add(index));

    @Test
    void lastAppliedSaysHowFarTheStateMachineHasCome() {
        for (int i = 0; i < MANY; i++) log.appendLocal(1, new byte[] {1});
        assertThat(applier.lastApplied()).isZero();
        for (int step = 0; step < MANY && applier.lastApplied() < MANY; step++) {
            applier.advance(MANY);
            assertThat(applied).last().as("what is much is applied in parts").isEqualTo(applier.lastApplied());
        }
        assertThat(applied)
                .as("in order, each once")
                .isEqualTo(LongStream.rangeClosed(1, MANY).boxed().toList());
    }

    @Test
    void aNoOpIsPassedWithoutEffect() {
        log.append(RaftLogEntry.noOp(1));
        applier.advance(1);
        assertThat(applier.lastApplied()).isEqualTo(1);
        assertThat(applied).isEmpty();
    }

    @Test
    void aServerThatHasMoreToApplyIsWokenAtOnce() {
        long[] terms = new long[MANY];
        Arrays.fill(terms, 1);
        Server server = Server.of(1, terms);
        assertThat(server.node.wakeAt()).as("there is nothing to do").isEqualTo(server.node.electionDeadline());
        server.appends(Server.N2, 1, MANY, 1, MANY);
        for (int step = 0; step < MANY && server.node.lastApplied() < MANY; step++) {
            assertThat(server.node.wakeAt()).isLessThanOrEqualTo(server.now);
            server.advance();
        }
        assertThat(server.node.wakeAt()).as("all is applied").isEqualTo(server.node.electionDeadline());
    }
}
