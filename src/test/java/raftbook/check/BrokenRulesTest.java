package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static raftbook.check.Invariant.ELECTION_SAFETY;
import static raftbook.check.Invariant.LEADER_APPEND_ONLY;
import static raftbook.check.Invariant.LEADER_COMPLETENESS;
import static raftbook.check.Invariant.LINEARIZABILITY;
import static raftbook.check.Invariant.LOG_MATCHING;
import static raftbook.check.Invariant.MAJORITY;
import static raftbook.check.Invariant.ONE_VOTE;
import static raftbook.check.Invariant.PROGRESS;
import static raftbook.check.Invariant.PROGRESS_UNDER_LOSS;
import static raftbook.check.Invariant.STATE_MACHINE_SAFETY;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import raftbook.raft.CommitRule;
import raftbook.raft.ElectionRules;
import raftbook.raft.LogRules;
import raftbook.raft.ReadRule;

/** Every rule, broken: a campaign finds the world in which it matters, and names what it protects. */
class BrokenRulesTest {

    @ParameterizedTest
    @EnumSource
    void aCampaignFindsIt(BrokenRule broken) {
        Campaign.Report report = Campaign.of(broken.rules(), enough(broken)).run();
        assertThat(report.failure()).as("%s: %s", broken, report).isPresent();
        assertThat(report.failure().orElseThrow().violation().invariant())
                .as("%s: %s", broken, report)
                .isIn(protects(broken));
    }

    /** In how many worlds it is found. Most rules are missed soon; a read that comes too early is rarely seen by anyone. */
    static int enough(BrokenRule broken) {
        return switch (broken) {
            case READS_ON_AN_EARLIER_ROUND -> 4000;
            case READS_TOO_EARLY -> 1500;
            default -> 150;
        };
    }

    @Test
    void everyRuleIsBroken() {
        Stream<String> rules = Stream.of(ElectionRules.class, LogRules.class, CommitRule.class, ReadRule.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .map(BrokenRulesTest::name)
                // To stream on a guess costs bandwidth alone; with backUp broken as well it costs time without end.
                .filter(rule -> !rule.equals("LogRules.mayStream"));
        assertThat(Stream.of(BrokenRule.values()).map(BrokenRule::method))
                .as("a rule that can be replaced is broken once in BrokenRule")
                .containsAll(rules.toList());
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    private static Set<Invariant> protects(BrokenRule broken) {
        return switch (broken) {
            case VOTES_TWICE -> EnumSet.of(ONE_VOTE, ELECTION_SAFETY);
            case PREFERS_LENGTH, VOTES_FOR_ANY_LOG -> EnumSet.of(LEADER_COMPLETENESS);
            case WINS_ALONE, HALF_ELECTS -> EnumSet.of(ELECTION_SAFETY);
            case OBEYS_THE_PAST -> EnumSet.of(ELECTION_SAFETY, LEADER_APPEND_ONLY, LEADER_COMPLETENESS, MAJORITY);
            case KEEPS_ITS_TERM, SKIPS_AN_ENTRY -> EnumSet.of(PROGRESS);
            case CHECKS_NOTHING -> EnumSet.of(LOG_MATCHING, MAJORITY, STATE_MACHINE_SAFETY);
            case CHECKS_LENGTH -> EnumSet.of(LOG_MATCHING, STATE_MACHINE_SAFETY);
            case NEVER_TRUNCATES -> EnumSet.of(LOG_MATCHING, STATE_MACHINE_SAFETY, MAJORITY);
            case ALWAYS_TRUNCATES -> EnumSet.of(MAJORITY, LEADER_COMPLETENESS);
            case TRUSTS_COMMIT_INDEX -> EnumSet.of(STATE_MACHINE_SAFETY);
            case COMMITS_ALONE, HALF_COMMITS -> EnumSet.of(MAJORITY);
            case BELIEVES_REFUSALS -> EnumSet.of(PROGRESS_UNDER_LOSS);
            case COUNTS_OLD_TERMS -> EnumSet.of(LEADER_COMPLETENESS, STATE_MACHINE_SAFETY, MAJORITY);
            case READS_UNASKED, READS_TOO_EARLY, READS_ON_AN_EARLIER_ROUND -> EnumSet.of(LINEARIZABILITY);
        };
    }
}
