package raftbook.book.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import raftbook.check.BrokenRule;
import raftbook.check.InvariantViolation;
import raftbook.check.Scenario;
import raftbook.check.World;
import raftbook.cluster.SimulatedCluster;
import raftbook.trace.TraceEvent;

/**
 * A world of a campaign, run to its end, with all its moments: to be looked at, and not to be steered. It is run twice. The
 * first time tells when something happens; the second time somebody looks right after each of these times, and looking
 * changes nothing.
 */
final class WatchedWorld implements Watched {

    /** Nobody looks at more; what is beyond is left out, but for the end. */
    static final int MOST_MOMENTS = 20_000;

    private final Scenario scenario;
    private final Set<BrokenRule> broken;
    private final World world;
    private final SimulatedCluster cluster;
    private final List<TraceEvent> events;
    private final List<Moment> moments = new ArrayList<>();
    private final Watcher watcher;
    private final Optional<InvariantViolation> violation;

    WatchedWorld(Scenario scenario, Set<BrokenRule> broken) {
        this.scenario = scenario;
        this.broken = broken;
        World first = begin();
        first.run();
        this.events = first.cluster().trace().events();
        this.world = begin();
        this.cluster = world.cluster();
        this.watcher = new Watcher(cluster, false);
        remember(0);
        planLooks();
        this.violation = world.run();
        if (!cluster.trace().events().equals(events)) {
            throw new IllegalArgumentException("world " + scenario + " is another one when somebody looks");
        }
        if (moments.get(moments.size() - 1).events() < events.size()) remember(events.size());
    }

    private World begin() {
        return new World(scenario, new Setup(1, 1, broken).rules());
    }

    /** A look comes after all that happens at a time; one that is set by timers alone is not worth one. */
    private void planLooks() {
        boolean news = false;
        int looks = 0;
        for (int i = 0; i < events.size() && looks < MOST_MOMENTS; i++) {
            news |= !(events.get(i) instanceof TraceEvent.TimerSet);
            long at = events.get(i).at();
            if (!news || i + 1 < events.size() && events.get(i + 1).at() == at) continue;
            int count = i + 1;
            cluster.at(at + 1, () -> remember(count));
            looks++;
            news = false;
        }
    }

    private void remember(int count) {
        int before = moments.isEmpty() ? 0 : moments.get(moments.size() - 1).events();
        long at = count == 0 ? 0 : events.get(count - 1).at();
        moments.add(watcher.look(null, 1, at, count, events.subList(before, count)));
    }

    @Override
    public List<TraceEvent> events() {
        return events;
    }

    @Override
    public List<Moment> moments() {
        return moments;
    }

    @Override
    public Optional<Run.Broken> broken() {
        return violation.map(
                found -> new Run.Broken(found.invariant(), Run.detail(found), found.nodes(), moments.size() - 1));
    }

    @Override
    public String what() {
        return "a world of a campaign, " + replay();
    }

    @Override
    public String whyOver() {
        return "the run ends here: "
                + violation
                        .map(found -> found.invariant().title() + " is broken")
                        .orElse("every invariant held");
    }

    /** What makes this world, without its rules. */
    @Override
    public String replay() {
        return scenario.toString();
    }

    @Override
    public String java() {
        return java(scenario, broken) + " world.run();";
    }

    /** The statement that makes a world in which these rules are broken. */
    static String java(Scenario scenario, Set<BrokenRule> broken) {
        return "World world = new World(" + scenario + ", " + Setup.rulesInJava(broken) + ");";
    }

    Scenario scenario() {
        return scenario;
    }

    /** As it was at its end. */
    World world() {
        return world;
    }

    /** What ended it; empty if all went well. */
    Optional<InvariantViolation> violation() {
        return violation;
    }

    @Override
    public String link() {
        return link(scenario, broken);
    }

    /** A world's run as the text of a link, as {@link RunLink} opens it. */
    static String link(Scenario scenario, Set<BrokenRule> broken) {
        StringBuilder link = new StringBuilder("raft=" + RunLink.VERSION + "&world=" + scenario.seed());
        if (scenario.kept() != null) {
            link.append("&only=")
                    .append(scenario.kept().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        if (scenario.calm()) link.append("&calm=yes");
        if (scenario.pace() > 1) link.append("&pace=").append(scenario.pace());
        String names = new Setup(1, 1, broken).names();
        return (names.isEmpty() ? link : link.append("&break=").append(names)).toString();
    }

    /**
     * The scenario of a link's words.
     *
     * @param only the lines of its script that are carried out, with a comma between them; null for all of them
     * @throws IllegalArgumentException if there is none
     */
    static Scenario scenario(String seed, String only, String calm, String pace) {
        Scenario scenario = Scenario.of(Setup.of("3", seed, "").seed());
        if (only != null) {
            List<Integer> lines = new ArrayList<>();
            for (String line : Words.split(only, ',')) lines.add(Setup.count("only", line));
            scenario = scenario.only(lines.toArray(Integer[]::new));
        }
        if (!calm.equals("yes") && !calm.equals("no")) {
            throw new IllegalArgumentException("calm '" + Setup.shown(calm) + "': must be yes or no");
        }
        if (calm.equals("yes")) scenario = scenario.onCalmNetwork();
        return scenario.faster(Setup.count("pace", pace));
    }
}
