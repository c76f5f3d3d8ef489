package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.CommitRule;
import raftbook.raft.ElectionRules;
import raftbook.raft.NodeId;
import raftbook.raft.Quorum;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.RequestVote;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;
import raftbook.trace.TraceEvent;

/** A story told by hand is carried out as it is written. */
class StoryTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final RaftMessage ASKS = new RequestVote(1, N1, 0, 0);
    private static final Story.Step TIMEOUT = new Story.Step(Story.Kind.TIMEOUT, N1, null, null, 0);

    private static Story story(Rules rules, Invariant invariant, Story.Step... steps) {
        return new Story(rules, Scope.of(3), List.of(steps), invariant, "for a test");
    }

    private static Story.Step asks(Story.Kind kind) {
        return new Story.Step(kind, N2, N1, ASKS, 0);
    }

    @Test
    void eachStepTakesTenMilliseconds() {
        SimulatedCluster told = story(Rules.PAPER, Invariant.PROGRESS, TIMEOUT, asks(Story.Kind.DELIVER))
                .cluster();
        assertThat(told.now()).isEqualTo(30_000_000);
        assertThat(told.state(N2).term()).isOne();
    }

    @Test
    void aLostMessageReachesNobody() {
        SimulatedCluster told = story(Rules.PAPER, Invariant.PROGRESS, TIMEOUT, asks(Story.Kind.LOSE))
                .cluster();
        assertThat(told.state(N2).term()).isZero();
        assertThat(told.trace().events())
                .filteredOn(TraceEvent.Lost.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aMessageThatComesTwiceIsStillOnItsWay() {
        SimulatedCluster told = story(Rules.PAPER, Invariant.PROGRESS, TIMEOUT, asks(Story.Kind.DELIVER_TWICE))
                .cluster();
        assertThat(told.state(N2).term()).isOne();
        assertThat(told.inFlight())
                .filteredOn(copy -> copy.message().equals(ASKS) && copy.to().equals(N2))
                .hasSize(1);
        assertThat(told.state(N1).role()).isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void aMessageThatIsNotOnItsWayIsNamed() {
        Story story = story(Rules.PAPER, Invariant.PROGRESS, asks(Story.Kind.DELIVER));
        assertThatIllegalStateException()
                .isThrownBy(story::cluster)
                .withMessageContaining("no such message is on its way");
    }

    @Test
    void aCrashThatTheStoryDoesNotTellOfIsNoPartOfIt() {
        Rules throwing = Rules.PAPER.with(new ElectionRules() {
            @Override
            public boolean wins(int votes, Quorum quorum) {
                throw new IllegalStateException("no votes counted");
            }
        });
        Story.Teller teller = new Story.Teller(story(throwing, Invariant.ONE_VOTE, TIMEOUT));
        assertThatIllegalStateException().isThrownBy(teller::tell).withMessage("no votes counted");
    }

    @Test
    void itSaysWhatBreaksAndEachStepOnALine() {
        Story told = story(
                Rules.PAPER,
                Invariant.ONE_VOTE,
                TIMEOUT,
                asks(Story.Kind.DELIVER),
                asks(Story.Kind.DELIVER_TWICE),
                asks(Story.Kind.LOSE),
                new Story.Step(Story.Kind.HEARTBEAT, N1, null, null, 0),
                new Story.Step(Story.Kind.PUT, N1, null, null, 2),
                new Story.Step(Story.Kind.GET, N1, null, null, 0));
        assertThat(told).hasToString("""
                One Vote breaks after 7 steps: for a test
                  n1  times out
                  n1 → n2  gets  RequestVote, log ends at 0@0, term 1
                  n1 → n2  gets  RequestVote, log ends at 0@0, term 1, not for the last time
                  n1 → n2  LOST  RequestVote, log ends at 0@0, term 1 (lost)
                  n1  owes a heartbeat
                  n1  takes in put 2
                  n1  takes in a get""");
    }

    /** A request is taken in one step later, and the judge looks there, too. */
    @Test
    void whatARequestBreaksIsSeenByTheOtherJudge() {
        Rules hasty = Rules.PAPER.with(new CommitRule() {
            @Override
            public long replicated(Quorum quorum, long... matchIndexes) {
                return matchIndexes[0] > 1 ? matchIndexes[0] : super.replicated(quorum, matchIndexes);
            }
        });
        Story story = Search.of(hasty, Scope.of(3).withPuts(1)).run().story().orElseThrow();
        assertThat(story.steps()).hasSize(4);
        assertThat(story.steps().get(3).kind()).isEqualTo(Story.Kind.PUT);
        assertThat(new Story.Teller(story).tell().orElseThrow().invariant()).isEqualTo(Invariant.MAJORITY);
        assertThat(story.events()).isEqualTo(story.cluster().trace().events());
    }

    /** The note stands where the judge has seen it, or, where no judge looks, at the last step. */
    @Test
    void thePictureSaysWhenItBreaks() {
        Story story = Search.of(
                        BrokenRule.WINS_ALONE.rules(),
                        Scope.of(3).withElections(2).withTimersOn(2))
                .run()
                .story()
                .orElseThrow();
        Story.Teller teller = new Story.Teller(story);
        assertThat(teller.tell().orElseThrow().at()).isEqualTo(20_000_000);
        assertThat(teller.picture().toSvg()).contains("Election Safety is broken");
    }
}
