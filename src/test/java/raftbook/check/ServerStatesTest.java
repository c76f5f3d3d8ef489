package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import raftbook.raft.ElectionRules;
import raftbook.raft.Quorum;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftMessage.AppendEntries;
import raftbook.raft.RaftMessage.AppendEntriesReply;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/** What a single server can be, and what it does, found out once. */
class ServerStatesTest {

    private static final Scope SCOPE = Scope.of(3).withElections(2);

    private ServerStates servers = new ServerStates(Rules.PAPER, SCOPE);

    private int mail(int from, int to, RaftMessage message) {
        return servers.number(new ServerStates.Mail(from, to, message));
    }

    private ServerState candidate() {
        return servers.step(servers.initial(0), ServerState.TIMEOUT).after();
    }

    private ServerState leader() {
        return servers.step(candidate(), mail(1, 0, new RequestVoteReply(1, true)))
                .after();
    }

    @Test
    void aServerIsTheSameWhicheverWayItHasBecomeWhatItIs() {
        ServerState first = servers.initial(0);
        assertThat(servers.initial(0)).isSameAs(first);
        assertThat(servers.initial(1)).as("equal but for the name").isNotSameAs(first);
        assertThat(servers.count()).isEqualTo(2);
        assertThat(candidate()).isSameAs(candidate());
        assertThat(servers.state(candidate().id)).isSameAs(candidate());
        assertThat(servers.count()).isEqualTo(3);
        assertThat(leader().role).isEqualTo(RaftRole.LEADER);
    }

    @Test
    void whatItDoesIsFoundOutOnce() {
        ServerState first = servers.initial(0);
        assertThat(first.step(ServerState.TIMEOUT)).isNull();
        ServerState.Step step = servers.step(first, ServerState.TIMEOUT);
        assertThat(servers.step(first, ServerState.TIMEOUT)).isSameAs(step);
        assertThat(first.step(ServerState.TIMEOUT)).isSameAs(step);
        assertThat(step.sent()).hasSize(2);
    }

    @Test
    void whetherAMessageIsLateIsFoundOutOnce() {
        int vote = mail(2, 0, new RequestVoteReply(1, true));
        assertThat(leader().isLate(vote)).isNull();
        assertThat(servers.isLate(leader(), vote)).isTrue();
        assertThat(leader().isLate(vote)).isTrue();
    }

    @Test
    void aVoteIsLateForALeaderAndNotForACandidate() {
        int vote = mail(2, 0, new RequestVoteReply(1, true));
        assertThat(servers.isLate(candidate(), vote)).isFalse();
        assertThat(servers.isLate(leader(), vote)).isTrue();
        assertThat(servers.isLate(leader(), mail(2, 0, new RequestVoteReply(2, false))))
                .as("of a later term")
                .isFalse();
    }

    @Test
    void aQuestionIsNeverLate() {
        AppendEntries heartbeat = (AppendEntries)
                servers.mail(servers.step(leader(), ServerState.HEARTBEAT).sent()[0])
                        .message();
        assertThat(servers.isLate(servers.initial(2), mail(0, 2, heartbeat))).isFalse();
    }

    @Test
    void anAnswerThatIsKnownIsLateAndOneThatMayStillCountIsNot() {
        int first = mail(1, 0, AppendEntriesReply.accepted(1, 1, 1));
        assertThat(servers.isLate(leader(), first)).as("news").isFalse();
        ServerState told = servers.step(leader(), first).after();
        assertThat(told.log).hasSize(1);
        assertThat(servers.isLate(told, first)).as("the same once more").isTrue();
        int beyond = mail(1, 0, AppendEntriesReply.accepted(1, 5, 1));
        assertThat(servers.step(told, beyond).after())
                .as("nothing comes of it now")
                .isSameAs(told);
        assertThat(servers.isLate(told, beyond))
                .as("when there is an entry 5 it counts")
                .isFalse();
    }

    @Test
    void whereThePastIsObeyedNoAnswerIsLateAsLongAsATermMayFollow() {
        servers = new ServerStates(BrokenRule.OBEYS_THE_PAST.rules(), SCOPE);
        assertThat(servers.isLate(leader(), mail(2, 0, new RequestVoteReply(1, true))))
                .as("in term 2, the last, it would count")
                .isFalse();
        servers = new ServerStates(BrokenRule.OBEYS_THE_PAST.rules(), SCOPE.withElections(1));
        assertThat(servers.isLate(leader(), mail(2, 0, new RequestVoteReply(1, true))))
                .as("there is no term 2")
                .isTrue();
    }

    /** No rules take it back, but a server with another {@code TermState} does: one of the museum's. */
    @Test
    void aTermThatGoesBackIsSeen() {
        assertThat(servers.breach(leader(), servers.initial(0), new int[0], 0))
                .isEqualTo(new ServerState.Step.Breach(Invariant.MONOTONIC, "n1 goes back to an older term"));
        assertThat(servers.breach(servers.initial(0), leader(), new int[0], 0)).isNull();
    }

    @Test
    void aStepIsNewsIfItTakesOfficeOrChangesALogOrAnIndexOrIfSomebodyReads() {
        ServerState.Step stands = servers.step(servers.initial(0), ServerState.TIMEOUT);
        assertThat(stands.takesOffice()).isFalse();
        assertThat(stands.changesLog()).isFalse();
        assertThat(stands.isNews(false)).as("it stands for election").isFalse();
        assertThat(stands.isNews(true)).as("somebody reads").isTrue();
        ServerState.Step elected = new ServerState.Step(candidate(), leader(), new int[0], 0, null);
        assertThat(elected.takesOffice()).isTrue();
        assertThat(elected.isNews(false)).isTrue();
        ServerState.Step put = servers.step(leader(), ServerState.PUT);
        assertThat(put.takesOffice()).isFalse();
        assertThat(put.changesLog()).isTrue();
        assertThat(put.isNews(false)).isTrue();
        ServerState.Step cut = new ServerState.Step(leader(), leader(), new int[0], 1, null);
        assertThat(cut.changesLog()).as("and was as long in the end").isTrue();
        ServerState.Step heartbeat = servers.step(leader(), ServerState.HEARTBEAT);
        assertThat(heartbeat.isNews(false)).isFalse();
        ServerState.Step acknowledged = servers.step(leader(), mail(1, 0, AppendEntriesReply.accepted(1, 1, 1)));
        assertThat(acknowledged.changesLog()).isFalse();
        assertThat(acknowledged.isNews(false)).as("it commits").isTrue();
    }

    @Test
    void aRuleThatThrowsIsACrashAndItsStoryIsToldAllTheSame() {
        Rules throwing = Rules.PAPER.with(new ElectionRules() {
            @Override
            public boolean wins(int votes, Quorum quorum) {
                throw new IllegalStateException("no votes counted");
            }
        });
        Story story = Search.of(throwing, Scope.of(3)).run().story().orElseThrow();
        assertThat(story.invariant()).isEqualTo(Invariant.NO_CRASH);
        assertThat(story.detail()).contains("no votes counted");
        assertThat(new Story.Teller(story).tell()).isEmpty();
        assertThat(story.toSvg()).contains("No Crash is broken");
    }
}
