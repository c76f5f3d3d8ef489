package raftbook.book.world;

import java.time.Duration;
import java.util.List;
import org.teavm.jso.JSExport;
import raftbook.cluster.StateTable;
import raftbook.raft.OneLine;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A run, as a page's script sees it: texts, numbers, and JSON. Moments count from 0, the beginning, to {@code moments() - 1};
 * times are milliseconds. Whoever names a moment that is none gets an error.
 */
public final class PageRun {
    private static final int TITLE = 200;

    private final Run run;
    private final String problem;
    private final RunPictures pictures;

    /** A run that is over, to its end. */
    static PageRun of(Watched watched) {
        return new PageRun(new RunLink.Opened(new Run(watched, Integer.MAX_VALUE), ""));
    }

    PageRun(RunLink.Opened opened) {
        this.run = opened.run();
        this.problem = opened.problem();
        this.pictures = new RunPictures(run);
    }

    /** What is wrong with the link that it was opened from; empty if nothing is. */
    @JSExport
    public String problem() {
        return problem;
    }

    /** How many moments there are; at least one. */
    @JSExport
    public int moments() {
        return run.moments().size();
    }

    /** What this run is that can only be looked at, as a part of a sentence; empty if it is steered. */
    @JSExport
    public String watched() {
        return run.watched().map(Watched::what).orElse("");
    }

    /** Goes on to the next event. Returns whether there was one; else {@link #whyOver} says why not. */
    @JSExport
    public boolean step() {
        return run.step();
    }

    /** Goes on with all events that are due within so many milliseconds. */
    @JSExport
    public void runFor(int milliseconds) {
        run.runFor(Duration.ofMillis(milliseconds));
    }

    /** Why no event can follow; empty if one can. */
    @JSExport
    public String whyOver() {
        return run.whyOver();
    }

    /** Does what is decided, at the last moment. Returns why that cannot happen; empty if it has. */
    @JSExport
    public String decide(String decision) {
        try {
            run.decide(Decision.parse(decision));
            return "";
        } catch (IllegalArgumentException refused) {
            return OneLine.of(decision, TITLE) + ": " + refused.getMessage();
        }
    }

    /** The same run up to a moment, to go on otherwise from there. */
    @JSExport
    public PageRun fork(int moment) {
        return new PageRun(RunLink.open(link(moment)));
    }

    /** The same seed and decisions with other rules broken: names with a plus between them; empty for none. */
    @JSExport
    public PageRun withBroken(String rules) {
        return Page.withBroken(link(moments() - 1), rules);
    }

    /** The run up to a moment as the fragment of a link. */
    @JSExport
    public String link(int moment) {
        require(moment);
        return RunLink.of(run, moment);
    }

    /** The run up to a moment as one line of Java, for a notebook. */
    @JSExport
    public String java(int moment) {
        require(moment);
        if (run.watched().isPresent()) return run.watched().get().java();
        StringBuilder line = new StringBuilder(run.setup().java());
        int steps = 0;
        for (Moment each : run.moments().subList(1, moment + 1)) {
            steps += each.steps();
            if (each.decision() == null) continue;
            appendSteps(steps, line);
            steps = 0;
            line.append(' ').append(each.decision().java());
        }
        appendSteps(steps, line);
        return line.toString();
    }

    private static void appendSteps(int steps, StringBuilder line) {
        if (steps > 0) line.append(" for (int i = 0; i < ").append(steps).append("; i++) cluster.step();");
    }

    /** The first moment after which this time has passed; the last one if none is so late. */
    @JSExport
    public int momentAt(double milliseconds) {
        int moment = 0;
        while (moment < moments() - 1 && millis(run.moments().get(moment).at()) < milliseconds) moment++;
        return moment;
    }

    /**
     * A moment: {@code {at, next, decision, news: [text], servers: [{id, running, paused, role, term, …}], cut: [[from, to]]}}.
     * The next event is due at {@code next}; -1 if none is.
     */
    @JSExport
    public String at(int moment) {
        return Json.text(RunJson.moment(run, require(moment), moment));
    }

    /**
     * What can be decided at a moment: {@code [{do, kind, words, server, from, to, message, copy, arrives, shown}]}; {@code do} is
     * for {@link #decide}, and {@code shown} is what the message's arrow has as its title in the pictures. The next event is not
     * among them: see {@link #step}.
     */
    @JSExport
    public String choices(int moment) {
        Moment now = require(moment);
        boolean isOver = run.broken().isPresent() && moment == moments() - 1;
        return isOver || run.watched().isPresent() ? "[]" : Json.text(RunJson.choices(run, now));
    }

    /** What clients have asked so far: {@code [{what, server, from, to, end, answer}]}; {@code to} is -1 while nothing has come. */
    @JSExport
    public String requests() {
        return Json.text(RunJson.requests(run));
    }

    /** The invariant that has ended the run: {@code {invariant, title, meaning, words, servers, moment}}; empty if none has. */
    @JSExport
    public String broken() {
        return run.broken().map(broken -> Json.text(RunJson.broken(broken))).orElse("");
    }

    /**
     * What the judge of a {@linkplain Page#challenges challenge} says of the run up to a moment: {@code {done, words, decisions,
     * steps}}, where the words say what is missing.
     */
    @JSExport
    public String judge(String challenge, int moment) {
        boolean whole = moment == moments() - 1;
        Run judged = whole ? run : RunLink.open(link(moment)).run();
        Challenge.Verdict verdict = Challenge.named(challenge).judge(judged);
        return Json.text(Json.object(
                "done", verdict.done(),
                "words", verdict.words(),
                "decisions", verdict.decisions(),
                "steps", verdict.steps()));
    }

    /** Points something out in all diagrams from now on, at a time, in a few words; nothing if there are none. */
    @JSExport
    public void mark(double milliseconds, String words) {
        pictures.mark(nanos(milliseconds), words);
    }

    /**
     * The space-time diagram of a part of the run, as it is known at a moment; if it goes on beyond that, the moment is pointed
     * out. Its end must be later than its beginning.
     */
    @JSExport
    public String diagram(int moment, double from, double to, int width) {
        require(moment);
        return pictures.diagram(moment, nanos(from), nanos(to), width).toSvg();
    }

    /** The servers in a ring at a moment. */
    @JSExport
    public String ring(int moment) {
        require(moment);
        return pictures.ring(moment).toSvg();
    }

    /**
     * The servers in a ring some time after a moment, before anything else has happened: timers have gone on, and messages
     * are where they are on their way by then. Those that have arrived can be seen for so many milliseconds more.
     */
    @JSExport
    public String moving(int moment, double at, double trail) {
        require(moment);
        return pictures.moving(moment, nanos(at), nanos(trail)).toSvg();
    }

    /** The logs side by side at a moment. */
    @JSExport
    public String logs(int moment) {
        return RunPictures.logs(require(moment)).toSvg();
    }

    /** The same with so many entries of a log at most, for a narrow page. */
    @JSExport
    public String shortLogs(int moment, int columns) {
        return RunPictures.logs(require(moment)).columns(columns).toSvg();
    }

    /** When a moment is, in milliseconds since the start. */
    @JSExport
    public double time(int moment) {
        return millis(require(moment).at());
    }

    /** The states of all servers at a moment, as a table. */
    @JSExport
    public String table(int moment) {
        return StateTable.of(require(moment).states());
    }

    /** All that has happened until a moment, a line an event; timers are left out. */
    @JSExport
    public String text(int moment) {
        List<TraceEvent> events = run.events().subList(0, require(moment).events());
        Trace trace = new Trace(events.size());
        events.forEach(trace::record);
        return trace.text();
    }

    /** All that a page can see of the run in one text, to compare with what another Java makes of it. */
    @JSExport
    public String everything() {
        StringBuilder all = new StringBuilder(problem);
        int last = moments() - 1;
        for (int moment = 0; moment <= last; moment++) all.append('\n').append(at(moment));
        for (int moment : new int[] {last / 2, last}) {
            List.of(
                            choices(moment),
                            table(moment),
                            text(moment),
                            logs(moment),
                            ring(moment),
                            moving(moment, time(moment) + 2, 8),
                            link(moment),
                            java(moment))
                    .forEach(each -> all.append('\n').append(each));
            all.append(diagram(moment, 0, 1 + millis(require(moment).at()), 760));
        }
        return all.append(requests()).append(broken()).append(whyOver()).toString();
    }

    private Moment require(int moment) {
        if (moment >= 0 && moment < moments()) return run.moments().get(moment);
        throw new IllegalArgumentException("moment " + moment + ": this run has moments 0 to " + (moments() - 1));
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static Duration nanos(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }
}
