package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import raftbook.raft.CommitRule;
import raftbook.raft.LogRules;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;
import raftbook.raft.Timing;

class CampaignTest {

    @Test
    void everyInvariantHoldsInAThousandWorlds() {
        assertThat(Campaign.of(Rules.PAPER, 1000).run().failure()).isEmpty();
    }

    @Test
    void freshWorldsAreTriedInEveryBuild() {
        Campaign fresh = new Campaign(RaftConfig.DEFAULT, System.nanoTime(), 200);
        assertThat(fresh.run().failure())
                .as("a failure names its seed and how to replay it")
                .isEmpty();
    }

    @Test
    void shippingTheWholeLogIsWastefulButSafe() {
        assertThat(Campaign.of(Rules.PAPER.with(LogRules.wholeLog()), 300).run().failure())
                .isEmpty();
    }

    @Test
    void heartbeatsTwiceAsOftenAreHarmless() {
        RaftConfig eager = RaftConfig.DEFAULT.with(Timing.ofMillis(25, 150, 300));
        assertThat(new Campaign(eager, 1, 300).run().failure()).isEmpty();
    }

    @Test
    void theSameCampaignGivesTheSameAnswer() {
        Campaign campaign = Campaign.of(Rules.PAPER.with(CommitRule.local()), 50);
        assertThat(campaign.run().failure().orElseThrow().toString())
                .isEqualTo(campaign.run().failure().orElseThrow().toString());
    }

    @Test
    void aFailureNamesTheInvariantTheNodesTheTermTheIndexTheSeedAndTheReplay() {
        Campaign.Failure failure = Campaign.of(Rules.LOCAL, 50).run().failure().orElseThrow();
        assertThat(failure.violation().getMessage())
                .contains("Committed on a Majority is broken", "nodes [n", "term ", "index ", " ms")
                .contains("replay: new World(Scenario.of(" + failure.seed() + "), rules).run()");
        assertThat(failure.violation().nodes()).isNotEmpty();
        assertThat(failure.violation().term()).isPositive();
        assertThat(failure.violation().index()).isPositive();
    }

    @Test
    void aShrunkScenarioIsSmallerAndFailsInTheSameWay() {
        Rules rules = Rules.PAPER.with(new CommitRule() {
            @Override
            public long followerCommit(long leaderCommit, long lastNewIndex) {
                return leaderCommit;
            }
        });
        Campaign.Failure failure = Campaign.of(rules, 200).run().failure().orElseThrow();
        Scenario whole = Scenario.of(failure.seed());
        assertThat(failure.shrunk().script().size()).isLessThan(whole.script().size() / 2);
        assertThat(new World(failure.shrunk(), rules).run().orElseThrow().invariant())
                .isEqualTo(failure.violation().invariant());
    }

    @Test
    void progressIsShownWhileACampaignRuns() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Campaign.of(Rules.PAPER, 100).run(new PrintStream(shown, true, StandardCharsets.UTF_8));
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains("100 of 100 worlds");
    }
}
