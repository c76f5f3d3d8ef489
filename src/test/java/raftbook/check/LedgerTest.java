package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import raftbook.check.Ledger.Asked;
import raftbook.check.Ledger.Promise;
import raftbook.check.ServerState.Step;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.Rules;

/** What the judge of a search remembers, and what it does not let pass; of four servers, so that half of them are no majority. */
class LedgerTest {

    private static final Set<Invariant> ALL = EnumSet.allOf(Invariant.class);
    private static final RaftLogEntry FIRST = RaftLogEntry.noOp(1);
    private static final RaftLogEntry SECOND = RaftLogEntry.noOp(2);
    private static final RaftLogEntry PUT = new RaftLogEntry(1, ServerStates.command(0));

    private final ServerStates servers =
            new ServerStates(Rules.PAPER, Scope.of(4).withElections(9));

    private ServerState after(ServerState before, int from, RaftMessage message) {
        int mail = servers.number(new ServerStates.Mail(from, before.server, message));
        return servers.step(before, mail).after();
    }

    /** A server that has been sent this log, and has heard that so much of it is committed. */
    private ServerState follower(int server, long commitIndex, RaftLogEntry... log) {
        long term = Math.max(
                1, Arrays.stream(log).mapToLong(RaftLogEntry::term).max().orElse(1));
        int leader = server == 3 ? 2 : 3;
        NodeId name = ServerStates.names(4).get(leader);
        return after(
                servers.initial(server), leader, new AppendEntries(term, name, 0, 0, List.of(log), commitIndex, 1));
    }

    /** It leads the term after its own, with a no-op behind its log. */
    private ServerState elected(ServerState follower) {
        ServerState candidate = servers.step(follower, ServerState.TIMEOUT).after();
        long term = candidate.term.term();
        int[] voters = {(follower.server + 1) % 4, (follower.server + 2) % 4};
        ServerState one = after(candidate, voters[0], new RequestVoteReply(term, true));
        return after(one, voters[1], new RequestVoteReply(term, true));
    }

    private static Step step(ServerState before, ServerState after) {
        return new Step(before, after, new int[0], 0, null);
    }

    private static Ledger promised(Promise... promises) {
        return new Ledger(List.of(), List.of(promises), 0, List.of());
    }

    private static Optional<Step.Breach> breach(Ledger ledger, Step step, ServerState... all) {
        try {
            ledger.after(step, all, ALL);
            return Optional.empty();
        } catch (Ledger.Broken broken) {
            return Optional.of(broken.breach());
        }
    }

    private static void assertBreaks(Ledger ledger, Step step, Invariant invariant, String detail, ServerState... all) {
        assertThat(breach(ledger, step, all)).contains(new Step.Breach(invariant, detail));
        Ledger passedOver = ledger.after(step, all, EnumSet.of(Invariant.PROGRESS));
        assertThat(passedOver).as("it does not count, and the story goes on").isNotNull();
    }

    private ServerState[] empty() {
        return new ServerState[] {servers.initial(0), servers.initial(1), servers.initial(2), servers.initial(3)};
    }

    @Test
    void eachTermHasOneLeader() {
        ServerState before = follower(0, 0, FIRST);
        ServerState leader = elected(before);
        Ledger led = Ledger.EMPTY.after(step(before, leader), empty(), ALL);
        assertThat(led.leaders()).as("nobody led term 1, and n1 term 2").containsExactly(-1, 0);
        assertThat(breach(led, step(before, leader), empty()))
                .as("the same once more")
                .isEmpty();
        ServerState otherBefore = follower(2, 0, FIRST);
        ServerState other = elected(otherBefore);
        assertBreaks(led, step(otherBefore, other), Invariant.ELECTION_SAFETY, "n1 and n3 both lead term 2", empty());
    }

    @Test
    void aLeaderHoldsWhatWasCommittedInTermsBeforeItsOwn() {
        ServerState before = follower(0, 0, FIRST);
        ServerState leader = elected(before);
        Step takesOffice = step(before, leader);
        assertThat(breach(promised(new Promise(FIRST, 1)), takesOffice, empty()))
                .isEmpty();
        assertBreaks(
                promised(new Promise(PUT, 1)),
                takesOffice,
                Invariant.LEADER_COMPLETENESS,
                "n1 leads term 2 without " + PUT,
                empty());
        assertBreaks(
                promised(new Promise(FIRST, 1), new Promise(FIRST, 1)),
                takesOffice,
                Invariant.LEADER_COMPLETENESS,
                "n1 leads term 2 without " + FIRST,
                empty());
        assertThat(breach(promised(new Promise(PUT, 2)), takesOffice, empty()))
                .as("committed in its own term")
                .isEmpty();
        assertThat(breach(promised(new Promise(PUT, 1)), step(leader, leader), empty()))
                .as("asked when it takes office alone")
                .isEmpty();
    }

    @Test
    void whatIsCommittedStandsOnMoreThanHalfOfAllServers() {
        ServerState before = follower(0, 0, FIRST);
        ServerState after = follower(0, 1, FIRST);
        ServerState[] three = {after, follower(1, 0, FIRST), follower(2, 0, FIRST), servers.initial(3)};
        Ledger next = Ledger.EMPTY.after(step(before, after), three, ALL);
        assertThat(next.promises()).containsExactly(new Promise(FIRST, 1));
        ServerState[] two = {after, follower(1, 0, FIRST), servers.initial(2), servers.initial(3)};
        assertBreaks(Ledger.EMPTY, step(before, after), Invariant.MAJORITY, "only 2 of 4 logs hold " + FIRST, two);
    }

    @Test
    void allThatIsCommittedInOneStepIsPromised() {
        ServerState after = follower(0, 2, FIRST, PUT);
        ServerState[] all = {after, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST, PUT), servers.initial(3)};
        Ledger next = Ledger.EMPTY.after(step(servers.initial(0), after), all, ALL);
        assertThat(next.promises()).containsExactly(new Promise(FIRST, 1), new Promise(PUT, 1));
        Ledger same = next.after(step(servers.initial(0), after), all, ALL);
        assertThat(same).as("what is promised already").isEqualTo(next);
        assertThat(next.after(step(after, after), all, ALL)).isSameAs(next);
        ServerState[] third = {after, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST), servers.initial(3)};
        assertBreaks(
                Ledger.EMPTY,
                step(servers.initial(0), after),
                Invariant.MAJORITY,
                "only 2 of 4 logs hold " + PUT,
                third);
    }

    @Test
    void noTwoServersCommitDifferentEntriesInOnePlace() {
        ServerState after = follower(0, 1, SECOND);
        assertBreaks(
                promised(new Promise(FIRST, 1)),
                step(follower(0, 0, SECOND), after),
                Invariant.STATE_MACHINE_SAFETY,
                "n1 commits " + SECOND + " where " + FIRST + " was committed before",
                after,
                servers.initial(1),
                servers.initial(2),
                servers.initial(3));
    }

    @Test
    void whoLeadsALaterTermMustHoldWhatIsCommittedNow() {
        ServerState leader = elected(follower(1, 0, FIRST));
        ServerState after = follower(0, 2, FIRST, PUT);
        ServerState[] all = {after, leader, follower(2, 0, FIRST, PUT), follower(3, 0, FIRST, PUT)};
        assertBreaks(
                promised(new Promise(FIRST, 1)),
                step(follower(0, 1, FIRST, PUT), after),
                Invariant.LEADER_COMPLETENESS,
                "n2 leads term 2 without " + PUT,
                all);
        ServerState wellInformed = elected(follower(1, 0, FIRST, PUT));
        all[1] = wellInformed;
        assertThat(breach(promised(new Promise(FIRST, 1)), step(follower(0, 1, FIRST, PUT), after), all))
                .isEmpty();
    }

    @Test
    void whatIsCutOffALogMustNotHaveBeenPromised() {
        ServerState before = follower(0, 0, FIRST, PUT);
        ServerState after = follower(0, 0, FIRST);
        Ledger both = promised(new Promise(FIRST, 1), new Promise(PUT, 1));
        ServerState[] all = {after, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST, PUT), servers.initial(3)};
        Step cut = new Step(before, after, new int[0], 2, null);
        assertBreaks(both, cut, Invariant.MAJORITY, "only 2 of 4 logs hold " + PUT, all);
        assertThat(breach(promised(new Promise(FIRST, 1)), cut, all))
                .as("promised before the cut, and behind it nothing")
                .isEmpty();
        ServerState[] held = {after, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST, PUT), follower(3, 0, FIRST, PUT)
        };
        assertThat(breach(both, cut, held)).as("a majority holds it still").isEmpty();
        assertThat(breach(both, step(before, after), all)).as("nothing was cut").isEmpty();
    }

    @Test
    void logsThatAgreeOnAnEntryAgreeOnAllBeforeIt() {
        ServerState changed = follower(0, 0, FIRST, SECOND);
        ServerState[] all = {
            changed, follower(1, 0, RaftLogEntry.noOp(2), SECOND), servers.initial(2), servers.initial(3)
        };
        Step appended = step(servers.initial(0), changed);
        assertBreaks(
                Ledger.EMPTY,
                appended,
                Invariant.LOG_MATCHING,
                "n1 and n2 agree on entry 2, and not on all before",
                all);
        all[1] = follower(1, 0, SECOND, new RaftLogEntry(3, new byte[] {1}));
        assertThat(breach(Ledger.EMPTY, appended, all))
                .as("they agree on nothing")
                .isEmpty();
        all[1] = follower(1, 0, new RaftLogEntry(1, new byte[] {1}));
        assertThat(breach(Ledger.EMPTY, appended, all))
                .as("the first is of the same term, and another")
                .contains(new Step.Breach(Invariant.LOG_MATCHING, "n1 and n2 agree on entry 1, and not on all before"));
    }

    /** n1 leads, has taken in a write, and the others have it: applied up to entry 2. */
    private ServerState leaderWithAWrite(boolean applied) {
        ServerState leader = elected(servers.initial(0));
        ServerState wrote = servers.step(leader, ServerState.PUT).after();
        if (!applied) return wrote;
        return after(after(wrote, 1, AppendEntriesReply.accepted(1, 2, 1)), 2, AppendEntriesReply.accepted(1, 2, 1));
    }

    @Test
    void aWriteIsToldWhenItsLeaderHasAppliedIt() {
        ServerState before = leaderWithAWrite(false);
        ServerState after = leaderWithAWrite(true);
        assertThat(after.lastApplied).isEqualTo(2);
        ServerState[] all = {after, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST, PUT), servers.initial(3)};
        Ledger led = Ledger.EMPTY;
        assertThat(led.after(step(before, after), all, ALL).told()).isEqualTo(2);
        assertThat(led.after(step(after, after), all, ALL).told())
                .as("told when it is applied, and not again")
                .isZero();
        Ledger more = new Ledger(List.of(), List.of(), 7, List.of());
        assertThat(more.after(step(before, after), all, ALL).told())
                .as("less than was told before")
                .isEqualTo(7);
        ServerState learner = follower(1, 2, FIRST, PUT);
        assertThat(led.after(step(follower(1, 0, FIRST, PUT), learner), all, ALL)
                        .told())
                .as("a follower tells nobody")
                .isZero();
    }

    @Test
    void aReadThatIsAnsweredMustShowWhatWasToldBeforeItWasAsked() {
        ServerState before = leaderWithAWrite(true);
        ServerState asked = servers.step(before, ServerState.GET).after();
        ServerState answers = after(asked, 1, AppendEntriesReply.accepted(1, 2, 9));
        answers = after(answers, 2, AppendEntriesReply.accepted(1, 2, 9));
        assertThat(answers.answerableReads).isOne();
        ServerState[] all = {answers, follower(1, 0, FIRST, PUT), follower(2, 0, FIRST, PUT), servers.initial(3)};

        Ledger waiting = Ledger.EMPTY.ask(before, 1);
        assertThat(waiting.asked()).containsExactly(new Asked(0, 1, 1, 0));
        assertThat(new Ledger(List.of(), List.of(), 2, List.of()).ask(before, 1).asked())
                .containsExactly(new Asked(0, 1, 1, 2));
        Ledger answered = waiting.after(step(asked, answers), all, ALL);
        assertThat(answered.asked()).isEmpty();
        assertThat(answered.told()).as("a read shows, too").isEqualTo(2);
        assertThat(waiting.after(step(before, asked), all, ALL))
                .as("not answered as yet")
                .isEqualTo(waiting);

        Ledger next = new Ledger(List.of(), List.of(), 0, List.of(new Asked(0, 1, 2, 0)));
        assertThat(next.after(step(asked, answers), all, ALL).asked())
                .as("the second read waits")
                .hasSize(1);
        Ledger another = new Ledger(List.of(), List.of(), 0, List.of(new Asked(1, 1, 1, 9)));
        assertThat(another.after(step(asked, answers), all, ALL).asked())
                .as("another server's waits")
                .hasSize(1);

        Ledger shown = new Ledger(List.of(), List.of(), 2, List.of(new Asked(0, 1, 1, 2)));
        assertThat(breach(shown, step(asked, answers), all))
                .as("just what was told")
                .isEmpty();
        Ledger more = new Ledger(List.of(), List.of(), 3, List.of(new Asked(0, 1, 1, 3)));
        assertBreaks(
                more,
                step(asked, answers),
                Invariant.LINEARIZABILITY,
                "n1 answers a read from its first 2 entries, though entry 3 had been done or shown before it was asked",
                all);
    }

    @Test
    void aReadIsDroppedByWhoLeadsNoLongerAndByWhoLeadsAnotherTerm() {
        ServerState leader = leaderWithAWrite(true);
        Ledger waiting = new Ledger(List.of(), List.of(), 0, List.of(new Asked(0, 1, 1, 0)));
        ServerState deposed = after(leader, 1, new RequestVoteReply(5, false));
        ServerState[] all = {deposed, servers.initial(1), servers.initial(2), servers.initial(3)};
        assertThat(waiting.after(step(leader, deposed), all, ALL).asked()).isEmpty();
        ServerState again = elected(deposed);
        assertThat(waiting.after(step(deposed, again), all, EnumSet.of(Invariant.PROGRESS))
                        .asked())
                .isEmpty();
        assertThat(waiting.after(step(leader, leader), all, ALL)).isSameAs(waiting);
    }
}
