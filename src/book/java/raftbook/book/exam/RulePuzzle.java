package raftbook.book.exam;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.Rules;
import raftbook.trace.TraceEvent;

/**
 * Which rule is broken in this part of a run? The run is shown around the first step that would have gone otherwise under the
 * rules of the paper. The library finds the broken rule by repeating the run with each that there is to choose from; the check,
 * {@link TraceReader}, reads what is printed.
 */
final class RulePuzzle implements Puzzle {

    /** Where the shown part begins and ends, in steps of the run. */
    private record Window(int from, int to) {}

    private final Script script;
    private final Window window;
    private final Excerpt shown;
    private final List<Fault> choices;

    private RulePuzzle(Script script, Window window, Excerpt shown, List<Fault> choices) {
        this.script = script;
        this.window = window;
        this.shown = shown;
        this.choices = choices;
    }

    static RulePuzzle draw(Difficulty difficulty, Chance chance) {
        Fault fault = chance.pick(List.of(Fault.values()));
        while (true) {
            Script script = new Script(chance);
            Optional<Window> window = window(script, fault, difficulty.of(6, 11, 17));
            if (window.isEmpty()) continue;
            Excerpt shown = excerpt(script, fault.rule().rules(), window.get());
            List<Fault> others = Stream.of(Fault.values())
                    .filter(other -> other != fault)
                    .filter(other ->
                            !excerpt(script, other.rule().rules(), window.get()).equals(shown))
                    .toList();
            // Where one broken rule leads to what looks like another, a student could argue for either.
            boolean oneIsToBeSeen = TraceReader.read(shown).size() == 1;
            if (!oneIsToBeSeen || others.size() < 3) continue;
            List<Fault> choices = new ArrayList<>(chance.shuffle(others).subList(0, 3));
            choices.add(fault);
            return new RulePuzzle(script, window.get(), shown, chance.shuffle(choices));
        }
    }

    /**
     * The steps up to the first that differs from the run by the paper, as many as have so many lines. Where the run has fewer
     * before it, the steps that follow on it are shown as well.
     */
    private static Optional<Window> window(Script script, Fault fault, int wantedLines) {
        SimulatedCluster paper = script.begin(Rules.PAPER);
        SimulatedCluster broken = script.begin(fault.rule().rules());
        List<List<TraceEvent>> steps = new ArrayList<>();
        while (true) {
            Optional<List<TraceEvent>> expected = Script.step(paper);
            Optional<List<TraceEvent>> happened = Script.step(broken);
            if (happened.isEmpty()) return Optional.empty();
            steps.add(happened.get());
            if (!happened.equals(expected)) break;
        }
        int last = steps.size() - 1;
        int first = last;
        int lines = Excerpt.lines(steps.get(last)).size();
        while (first > 0 && lines < wantedLines)
            lines += Excerpt.lines(steps.get(--first)).size();
        while (lines < wantedLines) {
            Optional<List<TraceEvent>> next = Script.step(broken);
            if (next.isEmpty()) return Optional.empty();
            last++;
            lines += Excerpt.lines(next.get()).size();
        }
        return Optional.of(new Window(first, last));
    }

    private static Excerpt excerpt(Script script, Rules rules, Window window) {
        SimulatedCluster cluster = script.begin(rules);
        for (int step = 0; step < window.from; step++) if (Script.step(cluster).isEmpty()) break;
        List<NodeState> states = cluster.states();
        List<String> lines = new ArrayList<>();
        for (int step = window.from; step <= window.to; step++) {
            Script.step(cluster).ifPresent(events -> lines.addAll(Excerpt.lines(events)));
        }
        return Excerpt.of(states, lines);
    }

    private static String words(Stream<Fault> faults) {
        return faults.map(Fault::words).collect(Collectors.joining(" Or: "));
    }

    @Override
    public String byLibrary() {
        return words(choices.stream()
                .filter(fault -> excerpt(script, fault.rule().rules(), window).equals(shown)));
    }

    @Override
    public String byCheck() {
        return words(TraceReader.read(shown).keySet().stream());
    }

    @Override
    public String ask() {
        return "Three servers at one moment, and what happens next, as their trace has it. 3@2 is the entry at index 3, of term 2."
                + " One rule of Raft is broken in this cluster, and it shows here. What is it that must not happen?";
    }

    @Override
    public List<Exhibit> exhibits() {
        return List.of(
                new Exhibit.Listing("The servers", shown.states()),
                new Exhibit.Listing("What happens next", shown.lines()));
    }

    @Override
    public List<String> choices() {
        return choices.stream().map(Fault::words).toList();
    }

    @Override
    public String reason() {
        return TraceReader.read(shown).entrySet().stream()
                .map(each ->
                        "See line " + each.getValue() + ". " + each.getKey().words() + " The rule is "
                                + each.getKey().rule().method() + ".")
                .collect(Collectors.joining(" "));
    }

    @Override
    public String source() {
        return "3 servers, seed " + script.seed() + ", steps " + window.from + " to " + window.to;
    }
}
