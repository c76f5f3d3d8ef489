package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static raftbook.raft.Server.N1;
import static raftbook.raft.Server.N2;

import org.junit.jupiter.api.Test;

class TermStateTest {

    private final TermState term3 = TermState.INITIAL.enter(3);

    @Test
    void aNewTermHasABlankBallotAndNoLeader() {
        assertThat(term3.voteFor(N1).follow(N1).enter(4)).isEqualTo(new TermState(4, null, null));
    }

    @Test
    void termsNeverGoBackAndNeverStartTwice() {
        assertThatThrownBy(() -> term3.enter(3)).hasMessageContaining("a term is only left for a higher one");
        assertThatThrownBy(() -> term3.enter(2)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aServerVotesOnceATerm() {
        TermState voted = term3.voteFor(N1);
        assertThat(voted.voteFor(N1)).isEqualTo(voted);
        assertThatThrownBy(() -> voted.voteFor(N2)).hasMessageContaining("a server votes once a term");
    }

    @Test
    void aTermHasOneLeader() {
        TermState led = term3.follow(N1);
        assertThat(led.follow(N1)).isEqualTo(led);
        assertThatThrownBy(() -> led.follow(N2)).hasMessageContaining("a term has one leader");
    }

    @Test
    void learningTheLeaderDoesNotTouchTheVote() {
        assertThat(term3.voteFor(N2).follow(N1).votedFor()).isEqualTo(N2);
    }
}
