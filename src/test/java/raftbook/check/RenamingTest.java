package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.check.ServerStates.Mail;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/** What everything is called when n1 becomes n2, n2 n3, and n3 n1. */
class RenamingTest {

    private static final Scope SCOPE =
            Scope.of(3).withElections(2).withPuts(1).withGets(1).withDoublings(1);
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final ServerStates servers = new ServerStates(Rules.PAPER, SCOPE);
    private final Moves moves = new Moves(servers, SCOPE, EnumSet.allOf(Invariant.class), false, true);
    private final Renaming round = new Renaming(servers, moves.ledgers, new int[] {1, 2, 0});

    private int mail(int from, int to, RaftMessage message) {
        return servers.number(new Mail(from, to, message));
    }

    private static List<List<Integer>> permutations(int servers, int timers) {
        return Renaming.permutations(servers, timers).stream()
                .map(to -> Arrays.stream(to).boxed().toList())
                .toList();
    }

    @Test
    void serversWithTimersExchangeNamesAndSoDoThoseWithout() {
        assertThat(permutations(3, 3))
                .startsWith(List.of(0, 1, 2))
                .hasSize(6)
                .doesNotHaveDuplicates()
                .contains(List.of(1, 2, 0), List.of(2, 1, 0));
        assertThat(permutations(3, 2)).containsExactly(List.of(0, 1, 2), List.of(1, 0, 2));
        assertThat(permutations(3, 1)).containsExactly(List.of(0, 1, 2), List.of(0, 2, 1));
        assertThat(permutations(4, 2))
                .containsExactly(List.of(0, 1, 2, 3), List.of(0, 1, 3, 2), List.of(1, 0, 2, 3), List.of(1, 0, 3, 2));
        assertThat(Renaming.all(servers, moves.ledgers, SCOPE, true)).hasSize(6);
        assertThat(Renaming.all(servers, moves.ledgers, SCOPE, false)).hasSize(1);
    }

    @Test
    void itKnowsWhoWasWhoAndWhatUndoesIt() {
        assertThat(round.servers()).isEqualTo(3);
        assertThat(List.of(round.old(0), round.old(1), round.old(2))).containsExactly(2, 0, 1);
        Renaming back = new Renaming(servers, moves.ledgers, new int[] {2, 0, 1});
        assertThat(back.undoes(round)).isTrue();
        assertThat(round.undoes(back)).isTrue();
        assertThat(round.undoes(round)).isFalse();
    }

    @Test
    void aQuestionNamesWhoAsksAndAnAnswerNobody() {
        int ask = round.mail(mail(0, 2, new RequestVote(1, N1, 3, 1)));
        assertThat(servers.mail(ask)).isEqualTo(new Mail(1, 0, new RequestVote(1, N2, 3, 1)));
        List<RaftLogEntry> entries = List.of(RaftLogEntry.noOp(1));
        int append = round.mail(mail(0, 1, new AppendEntries(2, N1, 4, 1, entries, 3, 7)));
        assertThat(servers.mail(append)).isEqualTo(new Mail(1, 2, new AppendEntries(2, N2, 4, 1, entries, 3, 7)));
        RaftMessage answer = AppendEntriesReply.accepted(1, 2, 3);
        int number = mail(2, 1, answer);
        assertThat(round.mails.get(number)).isEqualTo(Numbers.UNKNOWN);
        assertThat(servers.mail(round.mail(number))).isEqualTo(new Mail(0, 2, answer));
        assertThat(round.mails.get(number)).as("known from now on").isEqualTo(round.mail(number));
    }

    @Test
    void aServerHasLivedThroughTheSameUnderItsNewName() {
        ServerState candidate =
                servers.step(servers.initial(0), ServerState.TIMEOUT).after();
        ServerState leader = servers.step(candidate, mail(2, 0, new RequestVoteReply(1, true)))
                .after();
        assertThat(round.states.get(leader.id)).isEqualTo(Numbers.UNKNOWN);
        ServerState renamed = servers.state(round.state(leader.id));
        assertThat(renamed.server).isOne();
        assertThat(renamed.role).isEqualTo(RaftRole.LEADER);
        assertThat(renamed.term.votedFor()).isEqualTo(N2);
        assertThat(round.states.get(leader.id)).isEqualTo(renamed.id);
        assertThat(servers.state(round.state(servers.initial(2).id))).isSameAs(servers.initial(0));
    }

    @Test
    void aStepIsLikeItsOwnUnderOtherNamesAndLikeNoOther() {
        ServerState.Step stands = servers.step(servers.initial(0), ServerState.TIMEOUT);
        round.requireAlike(stands, ServerState.TIMEOUT);
        ServerState.Step silent = new ServerState.Step(stands.before(), stands.after(), new int[0], 0, null);
        ServerState.Step idle = new ServerState.Step(stands.before(), stands.before(), stands.sent(), 0, null);
        ServerState.Step cut = new ServerState.Step(stands.before(), stands.after(), stands.sent(), 1, null);
        ServerState.Step broken = new ServerState.Step(
                stands.before(),
                stands.after(),
                stands.sent(),
                0,
                new ServerState.Step.Breach(Invariant.ONE_VOTE, "for a test"));
        for (ServerState.Step other : List.of(silent, idle, cut, broken)) {
            assertThatExceptionOfType(Renaming.NamesMatter.class)
                    .isThrownBy(() -> round.requireAlike(other, ServerState.TIMEOUT));
        }
    }

    @Test
    void aLedgerNamesLeadersAndWhoWasAsked() {
        Ledger ledger = new Ledger(
                List.of(-1, 0, 2),
                List.of(new Ledger.Promise(RaftLogEntry.noOp(1), 1)),
                5,
                List.of(new Ledger.Asked(1, 2, 3, 4)));
        int number = moves.ledgers.number(ledger);
        assertThat(round.ledgerNumbers.get(number)).isEqualTo(Numbers.UNKNOWN);
        Ledger renamed = moves.ledgers.get(round.ledger(number));
        assertThat(renamed)
                .isEqualTo(new Ledger(List.of(-1, 1, 0), ledger.promises(), 5, List.of(new Ledger.Asked(2, 2, 3, 4))));
        assertThat(round.ledgerNumbers.get(number)).isEqualTo(round.ledger(number));
    }

    @Test
    void aMoveIsTheSameOfAnotherServerOrMessage() {
        assertThat(round.move(Move.own(ServerState.GET, 1))).isEqualTo(Move.own(ServerState.GET, 2));
        int ask = mail(0, 2, new RequestVote(1, N1, 0, 0));
        int renamed = round.mail(ask);
        assertThat(renamed).isNotEqualTo(ask);
        assertThat(round.move(ask)).isEqualTo(renamed);
        assertThat(round.move(Move.loss(ask))).isEqualTo(Move.loss(renamed));
        assertThat(round.move(Move.doubling(ask))).isEqualTo(Move.doubling(renamed));
    }

    /** The row after a server has stood for election. */
    private int[] stood(int server) {
        int[] row = new int[Moves.WIDEST];
        int length = moves.begin(row);
        return Arrays.copyOf(row, moves.make(Move.own(ServerState.TIMEOUT, server), row, length));
    }

    @Test
    void statesThatDifferByNamesAloneSettleOnOneAndTheirMovesAreFoundAgain() {
        Symmetry symmetry = Symmetry.of(moves);
        int[] kept = stood(0);
        symmetry.settle(kept, kept.length);
        for (int server = 0; server < 3; server++) {
            int[] row = stood(server);
            int[] settled = row.clone();
            int renaming = symmetry.settle(settled, settled.length);
            assertThat(settled).isEqualTo(kept);
            assertThat(symmetry.settle(settled, settled.length))
                    .as("it stays as it is")
                    .isZero();
            for (int at = moves.mailAt; at < kept.length; at++) {
                assertThat(row).contains(symmetry.undo(renaming, kept[at]));
            }
            int[] asItIs = row.clone();
            assertThat(Symmetry.none(moves).settle(asItIs, asItIs.length)).isZero();
            assertThat(asItIs).isEqualTo(row);
        }
    }

    @Test
    void anOnlookerDoesNotFindOutWhatAStateIsCalled() {
        int[] row = new int[Moves.WIDEST];
        int length = moves.begin(row);
        Symmetry onlooker = Symmetry.of(moves).forOnlooker();
        assertThatExceptionOfType(Moves.Unknown.class).isThrownBy(() -> onlooker.settle(row.clone(), length));
        Symmetry.of(moves).settle(row.clone(), length);
        assertThat(onlooker.settle(row.clone(), length)).isZero();
    }
}
