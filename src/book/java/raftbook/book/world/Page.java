package raftbook.book.world;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.teavm.jso.JSExport;
import raftbook.check.BrokenRule;
import raftbook.check.Campaign;
import raftbook.check.Invariant;
import raftbook.check.InvariantViolation;
import raftbook.check.Scenario;
import raftbook.check.World;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.RaftConfig;
import raftbook.trace.TraceEvent;

/** What a page's script can call: its functions are those of the global {@code raftbook} there. */
public final class Page {
    /** So many worlds are judged in one call, which nothing can interrupt. */
    private static final int MOST_WORLDS = 1_000;
    /** In a longer one, nothing can be told from another. */
    private static final Duration LONGEST_PICTURE = Duration.ofMillis(1500);

    private static final Duration BEFORE = Duration.ofMillis(15);
    /** More events than a world has. */
    private static final int EVERYTHING = 1_000_000;

    private Page() {}

    /** The compiler begins here. */
    public static void main(String[] args) {}

    /** The run of a link's fragment, without the #. If something is wrong with it, {@link PageRun#problem} says what. */
    @JSExport
    public static PageRun open(String link) {
        return new PageRun(RunLink.open(link));
    }

    /** A run that is still to begin. Throws an error that says what is wrong with it. */
    @JSExport
    public static PageRun create(String size, String seed, String broken) {
        return new PageRun(new RunLink.Opened(new Run(Setup.of(size, seed, broken)), ""));
    }

    static PageRun withBroken(String link, String broken) {
        StringBuilder other = new StringBuilder();
        for (String part : Words.split(link, '&')) {
            if (!part.startsWith("break=")) other.append(part).append('&');
        }
        return open(other + "break=" + broken);
    }

    /** The rules that can be broken: {@code [{name, method}]}. */
    @JSExport
    public static String rules() {
        return Json.text(List.of(BrokenRule.values()).stream()
                .map(rule -> Json.object("name", rule.name(), "method", rule.method()))
                .toList());
    }

    /** What is checked: {@code [{name, title, meaning}]}. */
    @JSExport
    public static String invariants() {
        return Json.text(List.of(Invariant.values()).stream()
                .map(each -> Json.object("name", each.name(), "title", each.title(), "meaning", each.meaning()))
                .toList());
    }

    /** How far a page goes: {@code {servers, steps, decisions, delay, worlds, campaign}}. */
    @JSExport
    public static String bounds() {
        return Json.text(Json.object(
                "servers", Setup.MOST_SERVERS,
                "steps", Run.MOST_STEPS,
                "decisions", Run.MOST_DECISIONS,
                "delay", Decision.LONGEST_DELAY_MILLIS,
                "worlds", MOST_WORLDS,
                "campaign", CampaignLink.MOST_WORLDS));
    }

    /**
     * The campaign of a link's fragment, without the #: {@code {break, from, worlds, problems: [{field, words}], link, java}}. Its
     * parts are {@code break=VOTES_TWICE&from=1&worlds=1000}, and all that is wrong with them is said at once.
     */
    @JSExport
    public static String campaign(String link) {
        return new CampaignLink(link).json();
    }

    /**
     * Judges so many worlds of a campaign, from a seed on, until one breaks: {@code {worlds, steps, undecided, failed, invariant,
     * words}}, where {@code failed} is a seed, or empty.
     */
    @JSExport
    public static String judge(String firstSeed, int worlds, String broken) {
        if (worlds < 1 || worlds > MOST_WORLDS) {
            throw new IllegalArgumentException(worlds + " worlds: a page judges 1 to " + MOST_WORLDS + " at once");
        }
        RaftConfig behaviour = behaviour(broken);
        long first = seed(firstSeed);
        long steps = 0;
        int undecided = 0;
        for (int i = 0; i < worlds; i++) {
            World world = new World(Scenario.of(first + i), behaviour, 0);
            Optional<InvariantViolation> found = world.run();
            steps += world.steps();
            if (world.undecidedKey().isPresent()) undecided++;
            if (found.isPresent()) {
                return verdict(i + 1, steps, undecided, Long.toString(first + i), found.get());
            }
        }
        return verdict(worlds, steps, undecided, "", null);
    }

    private static String verdict(int worlds, long steps, int undecided, String failed, InvariantViolation violation) {
        return Json.text(Json.object(
                "worlds", worlds,
                "steps", steps,
                "undecided", undecided,
                "failed", failed,
                "invariant", violation == null ? "" : violation.invariant().name(),
                "words", violation == null ? "" : violation.getMessage()));
    }

    /**
     * The smallest scenario that is found in which a failing world's invariant still breaks: {@code {scenario, script, invariant,
     * title, meaning, words, at, java, link, picture, from}}. Times are milliseconds; the picture begins at {@code from}.
     */
    @JSExport
    public static String shrink(String seed, String broken) {
        Setup setup = Setup.of("3", "1", broken);
        RaftConfig behaviour = RaftConfig.DEFAULT.with(setup.rules());
        InvariantViolation violation = new World(Scenario.of(seed(seed)), behaviour, 0)
                .run()
                .orElseThrow(() -> new IllegalArgumentException("world " + seed + ": no invariant breaks in it"));
        Scenario small = new Campaign.Failure(behaviour, seed(seed), violation).shrunk();
        World world = new World(small, behaviour, EVERYTHING);
        InvariantViolation found = world.run().orElse(violation);
        long from = from(world, found.at());
        return Json.text(Json.object(
                "scenario", small.toString(),
                "script", small.describe(),
                "invariant", found.invariant().name(),
                "title", found.invariant().title(),
                "meaning", found.invariant().meaning(),
                "words", Run.detail(found),
                "at", found.at() / 1e6,
                "java", WatchedWorld.java(small, setup.broken()) + " world.run(); world.picture().withoutHeartbeats()",
                "link", WatchedWorld.link(small, setup.broken()),
                "picture", picture(world, from),
                "from", from / 1e6));
    }

    /** Where a picture of a world begins: shortly before something happens in it, and not long before its end. */
    private static long from(World world, long end) {
        long first = world.cluster().trace().events().stream()
                .filter(event -> !(event instanceof TraceEvent.TimerSet))
                .mapToLong(TraceEvent::at)
                .findFirst()
                .orElse(0);
        return Math.max(0, Math.max(first - BEFORE.toNanos(), end - LONGEST_PICTURE.toNanos()));
    }

    private static String picture(World world, long from) {
        SpaceTimeDiagram picture = world.picture().withoutHeartbeats();
        return (from == 0 ? picture : picture.from(Duration.ofNanos(from))).toSvg();
    }

    /** All that can be seen of a world in one text, to compare with what another Java makes of it. */
    @JSExport
    public static String world(String seed, String broken) {
        World world = new World(Scenario.of(seed(seed)), behaviour(broken), 1_000_000);
        String words = world.run().map(InvariantViolation::getMessage).orElse("");
        return String.join(
                "\n",
                world.steps() + " steps",
                words,
                world.cluster().trace().text(),
                world.cluster().table(),
                world.cluster().logs().toSvg(),
                world.picture().toSvg());
    }

    /** What a reader may try: {@code [{name, link, par}]}, where the link is its beginning. */
    @JSExport
    public static String challenges() {
        return Json.text(
                List.of(Challenge.values()).stream().map(Challenge::json).toList());
    }

    private static RaftConfig behaviour(String broken) {
        return RaftConfig.DEFAULT.with(Setup.of("3", "1", broken).rules());
    }

    private static long seed(String typed) {
        return Setup.of("3", typed, "").seed();
    }
}
