package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A move is a number, and says what it is. */
class MoveTest {

    @Test
    void aServersOwnMoveSaysWhoseItIsAndWhatItIsGiven() {
        for (int server = 0; server < 5; server++) {
            for (int input : List.of(ServerState.TIMEOUT, ServerState.HEARTBEAT, ServerState.GET, ServerState.PUT)) {
                int move = Move.own(input, server);
                assertThat(Move.isOwn(move)).isTrue();
                assertThat(Move.server(move)).isEqualTo(server);
                assertThat(Move.input(move)).isEqualTo(input);
                assertThat(Move.isLoss(move)).as("a server's own is no message").isFalse();
                assertThat(Move.isDoubling(move)).isFalse();
            }
        }
    }

    @Test
    void aMessageArrivesIsLostOrComesTwice() {
        for (int mail : List.of(0, 1, 77, 1 << 20)) {
            assertThat(Move.isOwn(mail)).isFalse();
            assertThat(Move.isLoss(mail)).isFalse();
            assertThat(Move.isDoubling(mail)).isFalse();
            assertThat(Move.isLoss(Move.loss(mail))).isTrue();
            assertThat(Move.isDoubling(Move.loss(mail))).isFalse();
            assertThat(Move.isDoubling(Move.doubling(mail))).isTrue();
            assertThat(Move.isLoss(Move.doubling(mail))).isFalse();
            assertThat(List.of(Move.mail(mail), Move.mail(Move.loss(mail)), Move.mail(Move.doubling(mail))))
                    .containsOnly(mail);
        }
    }

    @Test
    void noTwoMovesAreTheSameNumber() {
        assertThat(List.of(
                        Move.own(ServerState.TIMEOUT, 0),
                        Move.own(ServerState.TIMEOUT, 1),
                        Move.own(ServerState.PUT, 0),
                        Move.own(ServerState.PUT, 1),
                        0,
                        Move.loss(0),
                        Move.doubling(0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsLeftOfABudgetIsCountedForEachKindByItself() {
        Scope scope = Scope.of(3).onLinksInOrder().withElections(2).withPuts(31).withGets(5);
        int all = Budget.all(scope.withHeartbeats(1).withLosses(7).withDoublings(31));
        assertThat(Budget.PUTS.left(all)).isEqualTo(31);
        assertThat(Budget.DOUBLINGS.left(all)).isEqualTo(31);
        int less = all - Budget.PUTS.one() - Budget.LOSSES.one();
        assertThat(List.of(
                        Budget.ELECTIONS.left(less),
                        Budget.HEARTBEATS.left(less),
                        Budget.GETS.left(less),
                        Budget.PUTS.left(less),
                        Budget.LOSSES.left(less),
                        Budget.DOUBLINGS.left(less)))
                .containsExactly(2, 1, 5, 30, 6, 31);
        assertThat(List.of(ServerState.TIMEOUT, ServerState.HEARTBEAT, ServerState.GET, ServerState.PUT))
                .extracting(Budget::of)
                .containsExactly(Budget.ELECTIONS, Budget.HEARTBEATS, Budget.GETS, Budget.PUTS);
    }
}
