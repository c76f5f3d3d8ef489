package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import raftbook.raft.RefusedException;

class RefusalsTest {

    private final Refusals refusals = new Refusals();

    @Test
    void theLastRefusalsAreRememberedAndTheFirstOneBeyondThemIsNot() {
        for (int index = 1; index <= Refusals.MOST; index++) refusals.add(index, new RefusedException("no"));
        assertThat(refusals.at(1)).as("as many as are kept").isPresent();
        refusals.add(Refusals.MOST + 1, new RefusedException("no"));
        assertThat(refusals.at(1)).as("one more").isEmpty();
        assertThat(refusals.at(2)).isPresent();
        assertThat(refusals.at(Refusals.MOST + 1)).isPresent();
    }

    /** Each server makes one for itself, in its own thread: a trace of that would cost much, and tell a client nothing. */
    @Test
    void whatIsRefusedWhereItIsAppliedHasNoStackTrace() {
        assertThat(new ConflictException("/a", 1, 2).fillInStackTrace()).isInstanceOf(ConflictException.class);
        assertThat(new ConflictException("/a", 1, 2).getStackTrace()).isEmpty();
        assertThat(new SessionOverException("/s", 1).fillInStackTrace()).isInstanceOf(SessionOverException.class);
        assertThat(new SessionOverException("/s", 1).getStackTrace()).isEmpty();
    }
}
