package raftbook.book.museum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import raftbook.check.Campaign;
import raftbook.check.HistoryPicture;
import raftbook.check.Invariant;
import raftbook.check.InvariantViolation;
import raftbook.check.Linearizability;
import raftbook.check.Scenario;
import raftbook.check.Scope;
import raftbook.check.Search;
import raftbook.check.Specification;
import raftbook.check.Verdict;
import raftbook.check.World;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftRole;
import raftbook.raft.Rules;

/**
 * What is done in a {@link Mutant}, which loads this class once more: only what the JDK knows comes in and goes out.
 *
 * <p>{@code worlds=4000} looks for the first world that breaks, and makes it smaller. {@code world=Scenario.of(7)} runs that one, and draws
 * it from {@code from} to {@code to} milliseconds. {@code judged=20} has TLC judge so many, and {@code world} after them.
 */
public final class Visit implements UnaryOperator<Map<String, String>> {
    private static final Pattern SCENARIO = Pattern.compile(
            "Scenario\\.of\\((\\d+)\\)(\\.only\\(([\\d, ]*)\\))?(\\.onCalmNetwork\\(\\))?(\\.faster\\((\\d+)\\))?");
    private static final int MOST_STATES = 400_000;
    private static final int TRIED = 15;
    private static final long BEFORE = 130;
    private static final long AFTER = 15;
    private static final long FROM_THE_START = 600;

    @Override
    public Map<String, String> apply(Map<String, String> asked) {
        if (asked.containsKey("worlds")) return campaign(Integer.parseInt(asked.get("worlds")));
        if (asked.containsKey("bridge")) return bridge(Long.parseLong(asked.get("bridge")));
        if (asked.containsKey("judged")) return judged(Integer.parseInt(asked.get("judged")), asked.get("world"));
        if (asked.containsKey("rung")) return search(Integer.parseInt(asked.get("rung")));
        return world(scenario(asked.get("world")), asked);
    }

    /** Scopes to look in one after the other, each for another kind of story; the last three are for messages that come twice and for reads. */
    private static List<Scope> ladder() {
        Scope small = Scope.of(3).withTimersOn(2).withElections(2).withPuts(1);
        return List.of(
                small,
                Scope.of(3).withElections(3).withTimersOn(2).onLinksInOrder().withPuts(1),
                Scope.of(3).withElections(4).withTimersOn(2).onLinksInOrder(),
                Scope.of(3).withElections(3).withTimersOn(2).withPuts(1),
                small.withDoublings(1),
                small.withGets(1),
                small.withGets(1).onLinksInOrder());
    }

    /** What a search finds on this rung of the ladder; nothing above the last one. */
    private static Map<String, String> search(int rung) {
        if (rung >= ladder().size()) return Map.of();
        Scope scope = ladder().get(rung).withMostStates(MOST_STATES);
        Search.Result result = Search.of(Rules.PAPER, scope).run();
        Map<String, String> found = new HashMap<>(Map.of("states", "" + result.states(), "scope", scope.toString()));
        result.story().ifPresent(story -> {
            found.put("search", story.invariant().title() + ", " + story.steps().size() + " steps");
            found.put("rung", "" + rung);
            found.put("svg", story.picture().width(760).toSvg());
        });
        return found;
    }

    /**
     * The first run that TLC refuses, and at which event: of the first so many worlds of three servers, and then this one, in which a
     * campaign has found something; null for none.
     */
    private static Map<String, String> judged(int worlds, String broken) {
        List<Scenario> scenarios = new ArrayList<>(LongStream.iterate(1, seed -> seed + 1)
                .mapToObj(Scenario::of)
                .filter(scenario -> servers(scenario) == 3)
                .limit(worlds)
                .toList());
        int cheap = Math.min(2, worlds);
        Map<String, String> refused = judged(scenarios.subList(0, cheap));
        if (refused.isEmpty()) refused = judged(scenarios.subList(cheap, worlds));
        return refused.isEmpty() && broken != null ? judged(List.of(scenario(broken))) : refused;
    }

    private static int servers(Scenario scenario) {
        return new World(scenario, Rules.PAPER).cluster().nodes().size();
    }

    private static Map<String, String> judged(List<Scenario> scenarios) {
        if (scenarios.isEmpty()) return Map.of();
        List<World> worlds = scenarios.stream()
                .map(scenario -> new World(scenario, Rules.PAPER))
                .toList();
        worlds.forEach(World::run);
        List<Specification.Judgement> judgements = Specification.ofTheBook().judge(worlds);
        for (int i = 0; i < worlds.size(); i++) {
            if (judgements.get(i).isAccepted()) continue;
            String line = judgements.get(i).unexplained().orElseThrow().line();
            return Map.of(
                    "refused",
                    scenarios.get(i).toString(),
                    "step",
                    line.substring(line.indexOf("ms") + 2).strip());
        }
        return Map.of();
    }

    /** Five servers: the old leader reaches one other, which reaches two more; nobody reaches the fifth. Who leads after five seconds? */
    private static Map<String, String> bridge(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(5, seed);
        NodeId leader = cluster.awaitLeader();
        cluster.runFor(Duration.ofMillis(100));
        List<NodeId> others =
                cluster.nodes().stream().filter(id -> !id.equals(leader)).toList();
        cluster.isolate(others.get(3));
        for (NodeId far : others.subList(1, 3)) {
            cluster.cut(leader, far);
            cluster.cut(far, leader);
        }
        long cutAt = cluster.now();
        cluster.runFor(Duration.ofSeconds(5));
        boolean replaced =
                others.stream().anyMatch(id -> cluster.inside(id).raft().role() == RaftRole.LEADER);
        SpaceTimeDiagram picture = cluster.picture()
                .replay("SimulatedCluster.of(5, " + seed + "), three links cut at the first line")
                .from(Duration.ofNanos(cutAt - 50_000_000))
                .to(Duration.ofNanos(cutAt + 500_000_000))
                .note(Duration.ofNanos(cutAt), leader + " reaches " + others.get(0) + " alone");
        return Map.of(
                "replaced", replaced ? "yes" : "no", "svg", picture.width(760).toSvg());
    }

    private static Map<String, String> campaign(int worlds) {
        Map<String, String> found = new HashMap<>();
        Optional<Campaign.Failure> first = next(1, worlds);
        first.ifPresent(failure -> {
            found.put("seed", "" + failure.seed());
            found.put("breaks", failure.violation().invariant().title());
            found.put("world", smallest(failure, worlds).toString());
        });
        return found;
    }

    private static Optional<Campaign.Failure> next(long firstSeed, int worlds) {
        int left = worlds - (int) firstSeed + 1;
        return left < 1
                ? Optional.empty()
                : new Campaign(RaftConfig.DEFAULT, firstSeed, left).run().failure();
    }

    /** Some seeds shrink further than others: of the first worlds that break the same, the one with the shortest script. */
    private static Scenario smallest(Campaign.Failure first, int worlds) {
        Scenario smallest = first.shrunk();
        Optional<Campaign.Failure> failure = Optional.of(first);
        for (int tried = 1; tried < TRIED; tried++) {
            failure = next(failure.get().seed() + 1, worlds);
            if (failure.isEmpty()) break;
            if (failure.get().violation().invariant() != first.violation().invariant()) continue;
            Scenario shrunk = failure.get().shrunk();
            if (length(shrunk) < length(smallest)) smallest = shrunk;
        }
        return smallest;
    }

    /** In lines; a network with faults of its own counts as many. */
    private static int length(Scenario scenario) {
        return scenario.kept().size() + (scenario.calm() ? 0 : 5);
    }

    private static Map<String, String> world(Scenario scenario, Map<String, String> asked) {
        World world = new World(scenario, Rules.PAPER);
        Optional<InvariantViolation> violation = world.run();
        Map<String, String> found = new HashMap<>();
        violation.ifPresent(each -> {
            found.put("breaks", each.invariant().title());
            found.put("says", each.getMessage().lines().toList().get(1).strip());
            found.put("svg", picture(world, each, asked));
        });
        return found;
    }

    private static String picture(World world, InvariantViolation violation, Map<String, String> asked) {
        boolean answers = violation.invariant() == Invariant.LINEARIZABILITY;
        if (answers) {
            String key =
                    Linearizability.firstKey(world.history(), Verdict.BROKEN).orElseThrow();
            return HistoryPicture.of(world.history(), key).toSvg();
        }
        long at = violation.at() / 1_000_000;
        boolean atTheEnd = violation.invariant().title().startsWith("Progress");
        long from = Long.parseLong(asked.getOrDefault("from", "" + (atTheEnd ? 0 : Math.max(0, at - BEFORE))));
        long to = Long.parseLong(asked.getOrDefault("to", "" + (atTheEnd ? FROM_THE_START : at + AFTER)));
        // Who has crashed once would crash again.
        if (!atTheEnd && violation.invariant() != Invariant.NO_CRASH)
            world.cluster().runFor(Duration.ofMillis(AFTER));
        SpaceTimeDiagram picture = world.picture()
                .from(Duration.ofMillis(from))
                .to(Duration.ofMillis(to))
                .width(760);
        return picture.withoutHeartbeats().toSvg();
    }

    static Scenario scenario(String text) {
        Matcher call = SCENARIO.matcher(text);
        if (!call.matches()) throw new IllegalArgumentException("not a scenario: " + text);
        Scenario scenario = Scenario.of(Long.parseLong(call.group(1)));
        if (call.group(2) != null) {
            List<Integer> lines = Stream.of(call.group(3).split(","))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(Integer::valueOf)
                    .toList();
            scenario = scenario.only(lines.toArray(Integer[]::new));
        }
        if (call.group(4) != null) scenario = scenario.onCalmNetwork();
        return call.group(6) == null ? scenario : scenario.faster(Integer.parseInt(call.group(6)));
    }
}
