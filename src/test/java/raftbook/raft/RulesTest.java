package raftbook.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The decisions of Figure 2, one by one, and how one of them is replaced. */
class RulesTest {

    private final ElectionRules election = new ElectionRules();
    private final LogRules log = new LogRules();
    private final CommitRule commit = new CommitRule();
    private final ReadRule read = new ReadRule();
    private final Rules others = new Rules(new ElectionRules(), new LogRules(), new CommitRule(), new ReadRule());

    @Test
    void oneDecisionIsReplacedAndTheOthersStay() {
        assertThat(others.with(election)).isEqualTo(new Rules(election, others.log(), others.commit(), others.read()));
        assertThat(others.with(log)).isEqualTo(new Rules(others.election(), log, others.commit(), others.read()));
        assertThat(others.with(commit)).isEqualTo(new Rules(others.election(), others.log(), commit, others.read()));
        assertThat(others.with(read)).isEqualTo(new Rules(others.election(), others.log(), others.commit(), read));
    }

    @Test
    void oneSettingIsReplacedAndTheOthersStay() {
        RaftConfig config = RaftConfig.DEFAULT;
        Timing timing = Timing.ofMillis(1, 2, 3);
        SendLimits limits = new SendLimits(1, 1);
        assertThat(config.with(timing)).isEqualTo(new RaftConfig(timing, config.rules(), config.limits()));
        assertThat(config.with(others)).isEqualTo(new RaftConfig(config.timing(), others, config.limits()));
        assertThat(config.with(limits)).isEqualTo(new RaftConfig(config.timing(), config.rules(), limits));
    }

    @Test
    void aCopyOnTheLeaderAloneIsEnoughForTheSimpleCommitRuleOnly() {
        Quorum three = new Quorum(3);
        assertThat(CommitRule.local().replicated(three, 5, 0, 0)).isEqualTo(5);
        assertThat(commit.replicated(three, 5, 0, 0)).isZero();
    }

    @Test
    void theSimpleLogRuleSendsEverythingAgain() {
        assertThat(LogRules.wholeLog().firstToSend(7)).isEqualTo(1);
        assertThat(log.firstToSend(7)).isEqualTo(7);
    }

    @Test
    void theFirstMessageAfterAReadConfirmsIt() {
        assertThat(read.isConfirmed(new Quorum(3), 4, Long.MAX_VALUE, 4, 0)).isTrue();
        assertThat(read.isConfirmed(new Quorum(3), 4, Long.MAX_VALUE, 3, 3)).isFalse();
    }
}
