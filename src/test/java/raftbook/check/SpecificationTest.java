package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import raftbook.check.Specification.Judgement;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.LiveCluster;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.Rules;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/** The specification explains what the servers do, and nothing else. */
class SpecificationTest {

    private static final int WORLDS = Integer.getInteger("raftbook.judgedWorlds", 3);

    private final Specification specification = Specification.ofTheBook();

    /** Worlds of three servers that begin with empty logs. */
    private static List<World> worlds(int count) {
        return LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Scenario::of)
                .filter(scenario -> scenario.past() == 0)
                .map(scenario -> new World(scenario, Rules.PAPER))
                .filter(world -> world.cluster().nodes().size() == 3)
                .limit(count)
                .toList();
    }

    private static Trace trace(List<TraceEvent> events) {
        Trace trace = new Trace(events.size());
        events.forEach(trace::record);
        return trace;
    }

    @Test
    void everyEventOfAWorldIsAStepOfTheSpecification() {
        List<World> worlds = worlds(WORLDS);
        worlds.forEach(World::run);
        List<Judgement> judgements = specification.judge(
                worlds.get(0).cluster().nodes(),
                worlds.stream().map(world -> world.cluster().trace()).toList());
        assertThat(judgements).hasSize(WORLDS).allSatisfy(judgement -> {
            assertThat(judgement.unexplained()).as(judgement::toString).isEmpty();
            assertThat(judgement.events()).isGreaterThan(100);
        });
    }

    /** For each rule whose breaking a trace can show, a world in which it does. */
    private static final Map<BrokenRule, Integer> TOLD_BY_A_TRACE = Map.ofEntries(
            Map.entry(BrokenRule.VOTES_TWICE, 11),
            Map.entry(BrokenRule.PREFERS_LENGTH, 59),
            Map.entry(BrokenRule.VOTES_FOR_ANY_LOG, 16),
            Map.entry(BrokenRule.WINS_ALONE, 11),
            Map.entry(BrokenRule.OBEYS_THE_PAST, 93),
            Map.entry(BrokenRule.KEEPS_ITS_TERM, 6),
            Map.entry(BrokenRule.CHECKS_NOTHING, 6),
            Map.entry(BrokenRule.CHECKS_LENGTH, 50),
            Map.entry(BrokenRule.ALWAYS_TRUNCATES, 132),
            Map.entry(BrokenRule.NEVER_TRUNCATES, 10),
            Map.entry(BrokenRule.TRUSTS_COMMIT_INDEX, 50),
            Map.entry(BrokenRule.COMMITS_ALONE, 1),
            Map.entry(BrokenRule.COUNTS_OLD_TERMS, 2));

    @Test
    void aBrokenRuleIsRejectedWhereTheTraceCanShowIt() {
        List<BrokenRule> rules = TOLD_BY_A_TRACE.keySet().stream().sorted().toList();
        List<World> worlds = rules.stream()
                .map(rule -> new World(Scenario.of(TOLD_BY_A_TRACE.get(rule)), rule.rules()))
                .toList();
        worlds.forEach(World::run);
        List<Judgement> judgements = specification.judge(
                worlds.get(0).cluster().nodes(),
                worlds.stream().map(world -> world.cluster().trace()).toList());
        for (int i = 0; i < rules.size(); i++) {
            assertThat(judgements.get(i).isAccepted())
                    .as(rules.get(i).toString())
                    .isFalse();
        }
    }

    @Test
    void aServerThatCountsItselfAMajorityIsRejectedWhenItLeads() {
        World world = new World(Scenario.of(1), BrokenRule.WINS_ALONE.rules());
        world.run();
        Judgement judgement =
                specification.judge(world.cluster().nodes(), world.cluster().trace());
        assertThat(judgement.isAccepted()).isFalse();
        assertThat(judgement.toString()).contains("is LEADER in term 1").contains("n1, ");
    }

    @Test
    void aTraceThatWasTamperedWithIsRejectedAtTheTamperedEvent() {
        World world = worlds(1).get(0);
        world.run();
        List<TraceEvent> events = new ArrayList<>(world.cluster().trace().events());
        int place = 0;
        while (!(events.get(place) instanceof TraceEvent.Committed)) place++;
        TraceEvent.Committed honest = (TraceEvent.Committed) events.get(place);
        TraceEvent forged = new TraceEvent.Committed(honest.at(), honest.node(), honest.index() + 1);
        events.set(place, forged);
        assertThat(specification.judge(world.cluster().nodes(), trace(events)).unexplained())
                .contains(forged);
    }

    @Test
    void aMessageThatNobodySentIsRejected() {
        World world = worlds(1).get(0);
        world.run();
        List<TraceEvent> events = new ArrayList<>(world.cluster().trace().events());
        events.removeIf(event -> event instanceof TraceEvent.Sent sent && sent.id() == 1);
        assertThat(specification.judge(world.cluster().nodes(), trace(events)).isAccepted())
                .isFalse();
    }

    @Test
    void aLiveClusterWhoseLeaderIsStoppedIsExplained() throws Exception {
        try (LiveCluster cluster = new LiveCluster(ClusterConfig.of(3))) {
            NodeId leader = cluster.awaitLeader();
            cluster.node(leader).putMetadata("/a", "1").join();
            cluster.stop(leader);
            NodeId heir = cluster.awaitLeader();
            cluster.node(heir).putMetadata("/a", "2").join();
            Judgement judgement = specification.judge(cluster.nodes(), cluster.trace());
            assertThat(judgement.unexplained()).as(judgement::toString).isEmpty();
        }
    }

    @Test
    void aTraceThatHasLostItsBeginningIsRefused() {
        Trace trace = new Trace(1);
        NodeId n1 = new NodeId("n1");
        trace.record(new TraceEvent.Committed(1, n1, 1));
        trace.record(new TraceEvent.Committed(2, n1, 2));
        assertThatThrownBy(() -> specification.judge(List.of(n1), trace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has lost its 1 oldest events")
                .hasMessageContaining("larger trace capacity");
    }

    @Test
    void aTraceOfAnotherClusterIsRefused() {
        SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3));
        cluster.runFor(Duration.ofSeconds(1));
        assertThatThrownBy(() -> specification.judge(List.of(new NodeId("n1")), cluster.trace()))
                .hasMessageContaining("none of the servers");
    }

    @Test
    void toolsThatAreNotThereAreNamedWithTheRemedy() {
        assertThatThrownBy(() -> new Specification(Path.of("docs/spec"), Path.of("nowhere.jar")))
                .hasMessage("no file nowhere.jar: mvn test-compile fetches the TLA+ tools, or name them with"
                        + " -Draftbook.tlc=FILE");
    }
}
