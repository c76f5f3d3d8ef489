package raftbook.book.world;

import java.time.Duration;
import java.util.List;
import org.teavm.jso.JSExport;
import raftbook.check.BrokenRule;
import raftbook.check.Invariant;
import raftbook.check.InvariantViolation;
import raftbook.check.Scenario;
import raftbook.check.World;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.OneLine;
import raftbook.trace.TraceEvent;

/** What a page's script can call: its functions are those of the global {@code raftbook} there. */
public final class Page {
    /** In a longer one, nothing can be told from another. */
    private static final Duration LONGEST_PICTURE = Duration.ofMillis(1500);

    private static final Duration BEFORE = Duration.ofMillis(15);

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

    /**
     * The run that came with a picture, which can only be looked at: as {@link Recording} reads it. Throws an error if it is none.
     *
     * @param what it is, as a part of a sentence
     */
    @JSExport
    public static PageRun recorded(String run, String what) {
        return PageRun.of(new Recording(RecordedEvents.of(run), what));
    }

    /**
     * The run of a story that a search has found, in which an invariant breaks at the end: to be looked at, too.
     *
     * @param run as {@link Worker#search} gives it
     * @param words how it breaks
     */
    @JSExport
    public static PageRun story(String run, String invariant, String words) {
        return PageRun.of(
                new Recording(RecordedEvents.of(run), "a shortest story", Invariant.valueOf(invariant), words));
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
                "worlds", Worlds.MOST,
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

    /** See {@link Worlds#judge}. */
    @JSExport
    public static String judge(String firstSeed, int worlds, String broken) {
        return Worlds.judge(firstSeed, worlds, broken);
    }

    /** See {@link Worlds#smallest}. */
    @JSExport
    public static String smallest(String seed, String broken) {
        return Worlds.smallest(seed, broken);
    }

    /**
     * A world in which an invariant breaks, by its link: {@code {scenario, script, invariant, title, meaning, words, at, java, link,
     * picture, from}}. Times are milliseconds; the picture begins at {@code from}.
     */
    @JSExport
    public static String shrunk(String link) {
        WatchedWorld watched = RunLink.open(link)
                .run()
                .watched()
                .map(WatchedWorld.class::cast)
                .orElseThrow(() -> new IllegalArgumentException(OneLine.of(link, 80) + ": is no link of a world"));
        Scenario small = watched.scenario();
        World world = watched.world();
        InvariantViolation found = watched.violation()
                .orElseThrow(() -> new IllegalArgumentException(small + ": no invariant breaks in it"));
        long from = from(world, found.at());
        return Json.text(Json.object(
                "scenario", small.toString(),
                "script", small.describe(),
                "invariant", found.invariant().name(),
                "title", found.invariant().title(),
                "meaning", found.invariant().meaning(),
                "words", Run.detail(found),
                "at", found.at() / 1e6,
                "java", watched.java() + " world.picture().withoutHeartbeats()",
                "link", watched.link(),
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
        World world = new World(
                Scenario.of(Worlds.seed(seed)), Setup.of("3", "1", broken).rules());
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
}
