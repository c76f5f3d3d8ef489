package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/** What can happen in a story, told move by move. */
class MovesTest {

    private Moves moves;
    private final int[] row = new int[Moves.WIDEST];
    private int length;

    private void begin(Scope scope) {
        begin(scope, false);
    }

    private void begin(Scope scope, boolean dropsLate) {
        moves = new Moves(new ServerStates(Rules.PAPER, scope), scope, EnumSet.allOf(Invariant.class), dropsLate, true);
        length = moves.begin(row);
    }

    /** The ways of the messages, in the order in which they stand in the row. */
    private List<String> ways() {
        return IntStream.range(moves.mailAt, length)
                .mapToObj(at -> moves.servers.mail(row[at]))
                .map(mail -> mail.from() + " to " + mail.to())
                .toList();
    }

    private List<Integer> possible() {
        int[] all = new int[4 * Moves.WIDEST];
        return Arrays.stream(all, 0, moves.moves(row, length, all)).boxed().toList();
    }

    private void make(int move) {
        assertThat(possible()).contains(move);
        length = moves.make(move, row, length);
    }

    private int left(Budget kind) {
        return kind.left(row[moves.budgetAt]);
    }

    /** The one message on this way whose class is this. */
    private int mail(int from, int to, Class<?> type) {
        for (int at = moves.mailAt; at < length; at++) {
            ServerStates.Mail mail = moves.servers.mail(row[at]);
            if (mail.from() == from && mail.to() == to && type.isInstance(mail.message())) return row[at];
        }
        throw new AssertionError("no " + type.getSimpleName() + " on its way");
    }

    private void elect() {
        make(Move.own(ServerState.TIMEOUT, 0));
        make(mail(0, 1, RequestVote.class));
        make(mail(1, 0, RequestVoteReply.class));
        assertThat(moves.servers.state(row[0]).role).isEqualTo(RaftRole.LEADER);
    }

    @Test
    void atTheBeginningTimersRunOutAndNothingElse() {
        begin(Scope.of(3)
                .withTimersOn(2)
                .withPuts(1)
                .withGets(1)
                .withHeartbeats(1)
                .withDoublings(1));
        assertThat(length).isEqualTo(moves.mailAt);
        assertThat(possible()).containsExactly(Move.own(ServerState.TIMEOUT, 0), Move.own(ServerState.TIMEOUT, 1));
    }

    @Test
    void aTimerThatRunsOutCostsAnElectionAndAsksForVotes() {
        begin(Scope.of(3));
        make(Move.own(ServerState.TIMEOUT, 2));
        assertThat(left(Budget.ELECTIONS)).isZero();
        assertThat(length).isEqualTo(moves.mailAt + 2);
        assertThat(possible())
                .as("no timer more may run out")
                .containsExactlyInAnyOrder(mail(2, 0, RequestVote.class), mail(2, 1, RequestVote.class));
    }

    @Test
    void aMessageThatArrivesIsOnItsWayNoLongerAndIsAnswered() {
        begin(Scope.of(3));
        make(Move.own(ServerState.TIMEOUT, 0));
        int ask = mail(0, 1, RequestVote.class);
        make(ask);
        assertThat(possible())
                .containsExactlyInAnyOrder(mail(0, 2, RequestVote.class), mail(1, 0, RequestVoteReply.class))
                .doesNotContain(ask);
    }

    @Test
    void aMessageThatComesTwiceStaysOnItsWayAndCostsADoubling() {
        begin(Scope.of(3).withDoublings(1));
        make(Move.own(ServerState.TIMEOUT, 0));
        int ask = mail(0, 1, RequestVote.class);
        assertThat(possible()).contains(ask, Move.doubling(ask));
        make(Move.doubling(ask));
        assertThat(left(Budget.DOUBLINGS)).isZero();
        assertThat(left(Budget.ELECTIONS)).isZero();
        assertThat(possible())
                .containsExactlyInAnyOrder(ask, mail(0, 2, RequestVote.class), mail(1, 0, RequestVoteReply.class));
    }

    @Test
    void aMessageThatIsLostReachesNobodyAndCostsALoss() {
        begin(Scope.of(3).onLinksInOrder().withLosses(1));
        make(Move.own(ServerState.TIMEOUT, 0));
        int ask = mail(0, 1, RequestVote.class);
        int other = mail(0, 2, RequestVote.class);
        assertThat(possible()).containsExactlyInAnyOrder(ask, Move.loss(ask), other, Move.loss(other));
        make(Move.loss(ask));
        assertThat(left(Budget.LOSSES)).isZero();
        assertThat(moves.servers.state(row[1])).isSameAs(moves.servers.initial(1));
        assertThat(possible()).containsExactly(other);
    }

    @Test
    void aLeaderTakesInWhatTheScopeAllows() {
        begin(Scope.of(3).withPuts(2).withGets(1).withHeartbeats(1));
        elect();
        assertThat(possible())
                .contains(
                        Move.own(ServerState.HEARTBEAT, 0), Move.own(ServerState.PUT, 0), Move.own(ServerState.GET, 0))
                .doesNotContain(Move.own(ServerState.TIMEOUT, 0));
        assertThat(moves.nextPut(row)).isZero();
        make(Move.own(ServerState.PUT, 0));
        assertThat(moves.nextPut(row)).isOne();
        assertThat(left(Budget.PUTS)).isOne();
        make(Move.own(ServerState.PUT, 0));
        make(Move.own(ServerState.GET, 0));
        make(Move.own(ServerState.HEARTBEAT, 0));
        assertThat(List.of(left(Budget.PUTS), left(Budget.GETS), left(Budget.HEARTBEATS)))
                .containsOnly(0);
        assertThat(possible()).allMatch(move -> !Move.isOwn(move));
        assertThat(moves.servers.state(row[0]).log).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void whereLinksKeepTheOrderTheOldestMessageOfEachIsNext() {
        begin(Scope.of(3).onLinksInOrder().withHeartbeats(1));
        elect();
        int first = mail(0, 2, RequestVote.class);
        make(Move.own(ServerState.HEARTBEAT, 0));
        int second = mail(0, 2, AppendEntries.class);
        assertThat(possible()).contains(first).doesNotContain(second);
        make(first);
        assertThat(possible()).contains(second);
    }

    /** So that it does not matter for the row who has sent first. */
    @Test
    void whereLinksKeepTheOrderMessagesAreSortedByTheirLinks() {
        begin(Scope.of(3).withElections(2).onLinksInOrder());
        make(Move.own(ServerState.TIMEOUT, 1));
        make(Move.own(ServerState.TIMEOUT, 0));
        assertThat(ways()).containsExactly("0 to 1", "0 to 2", "1 to 0", "1 to 2");
        assertThat(possible()).as("each is the oldest of its link").hasSize(4);
    }

    @Test
    void whereTheyMayOvertakeEachOtherMessagesAreSortedByTheirNumbers() {
        begin(Scope.of(3).withElections(2));
        make(Move.own(ServerState.TIMEOUT, 1));
        make(Move.own(ServerState.TIMEOUT, 0));
        make(mail(1, 2, RequestVote.class));
        int[] sorted = row.clone();
        Arrays.sort(sorted, moves.mailAt, length);
        assertThat(row).isEqualTo(sorted);
    }

    /** The second vote can do nothing any more: n1 leads. */
    @Test
    void anAnswerThatComesTooLateIsTakenOffItsWay() {
        begin(Scope.of(3), true);
        make(Move.own(ServerState.TIMEOUT, 0));
        make(mail(0, 1, RequestVote.class));
        make(mail(0, 2, RequestVote.class));
        assertThat(ways()).containsExactlyInAnyOrder("1 to 0", "2 to 0");
        make(mail(1, 0, RequestVoteReply.class));
        assertThat(ways()).as("the leader's first entry").containsExactlyInAnyOrder("0 to 1", "0 to 2");
    }

    @Test
    void aVoteForWhoLeadsAlreadyIsNotEvenSent() {
        begin(Scope.of(3), true);
        make(Move.own(ServerState.TIMEOUT, 0));
        make(mail(0, 1, RequestVote.class));
        make(mail(1, 0, RequestVoteReply.class));
        make(mail(0, 2, RequestVote.class));
        assertThat(ways()).containsExactlyInAnyOrder("0 to 1", "0 to 2");
    }

    @Test
    void aFullRowCanStillLoseAMessage() {
        begin(Scope.of(2).onLinksInOrder().withLosses(2));
        make(Move.own(ServerState.TIMEOUT, 0));
        int ask = mail(0, 1, RequestVote.class);
        Arrays.fill(row, moves.mailAt, Moves.WIDEST, ask);
        assertThat(moves.make(Move.loss(ask), row, Moves.WIDEST)).isEqualTo(Moves.WIDEST - 1);
        assertThat(moves.make(ask, row, Moves.WIDEST - 1))
                .as("and take the answer")
                .isEqualTo(Moves.WIDEST - 1);
    }

    @Test
    void oneOfTwoEqualMessagesNeedBeTriedAlone() {
        begin(Scope.of(3).withDoublings(2));
        make(Move.own(ServerState.TIMEOUT, 0));
        int ask = mail(0, 1, RequestVote.class);
        make(Move.doubling(ask));
        make(Move.doubling(ask));
        assertThat(possible()).as("two equal votes are on their way").doesNotHaveDuplicates();
        assertThat(length).isEqualTo(moves.mailAt + 4);
    }

    @Test
    void moreMessagesThanFitIntoARowAreRefused() {
        begin(Scope.of(2));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> moves.insert(0, row, Moves.WIDEST))
                .withMessage("1024 messages on their way at once: too many");
    }

    @Test
    void anOnlookerFindsNothingOut() {
        begin(Scope.of(2));
        Moves onlooker = moves.forOnlooker();
        int timeout = Move.own(ServerState.TIMEOUT, 0);
        assertThatExceptionOfType(Moves.Unknown.class).isThrownBy(() -> onlooker.make(timeout, row.clone(), length));
        int[] found = row.clone();
        int longer = moves.make(timeout, found, length);
        int[] seen = row.clone();
        assertThat(onlooker.make(timeout, seen, length)).isEqualTo(longer);
        assertThat(seen).isEqualTo(found);
    }
}
