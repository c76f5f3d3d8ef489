package raftbook.picture;

import java.util.ArrayList;
import java.util.List;

/** Draws a server's lane: colour for the term, thickness for the role, and the election timer as a wedge below. */
final class LanePainter {

    private static final double PILL = 14;

    private final Axes axes;
    private final Svg svg;

    LanePainter(Axes axes, Svg svg) {
        this.axes = axes;
        this.svg = svg;
    }

    /** @param longest the longest wait in the picture: it fills the height of a wedge */
    void timers(Lane lane, long longest) {
        double base = axes.y(lane.node()) + 14;
        StringBuilder path = new StringBuilder();
        for (Lane.Wait wait : lane.waits()) {
            long from = Math.max(wait.from(), axes.from());
            double span = wait.to() - wait.from();
            double leftThen =
                    wait.leftAtStart() + (wait.leftAtEnd() - wait.leftAtStart()) * (from - wait.from()) / span;
            double scale = Axes.TIMER / longest;
            double x1 = axes.x(from);
            double x2 = axes.x(wait.to());
            path.append('M').append(Svg.at(x1, base)).append('V').append(Svg.number(base + leftThen * scale));
            path.append('L').append(Svg.at(x2, base + wait.leftAtEnd() * scale)).append('V');
            path.append(Svg.number(base)).append('Z');
        }
        if (path.isEmpty()) return;
        svg.openTitled(lane.node() + "'s election timer: the time that is left falls until a leader restarts it");
        svg.leaf("path", "d", path, "fill", Style.TIMER, "stroke", Style.QUIET, "stroke-width", 0.6)
                .close();
    }

    void bar(Lane lane) {
        double y = axes.y(lane.node());
        for (Lane.Span span : lane.spans()) {
            double x1 = axes.x(span.from());
            double x2 = axes.x(span.to());
            svg.openTitled(text(lane, span));
            if (span.is(Lane.Condition.STOPPED)) {
                svg.line(x1, y, x2, y, "stroke", Style.MUTED, "stroke-dasharray", "1 4");
                svg.line(x1, y - 12, x1, y + 12, "stroke", Style.INK, "stroke-width", 3);
            } else {
                double half = span.half();
                svg.rect(
                        x1,
                        y - half,
                        x2 - x1,
                        2 * half,
                        "fill",
                        Style.colour(span.term()),
                        "stroke",
                        Style.MUTED,
                        "stroke-width",
                        0.8);
                if (span.is(Lane.Condition.PAUSED)) hatch(x1, x2, y, half);
            }
            svg.close();
        }
    }

    private static String text(Lane lane, Lane.Span span) {
        String what =
                switch (span.condition()) {
                    case STOPPED -> "stopped";
                    case PAUSED -> span.role() + " in term " + span.term() + ", paused";
                    case RUNNING -> span.role() + " in term " + span.term();
                };
        return lane.node() + ": " + what + ", " + Ticks.label(span.from()) + " to " + Ticks.label(span.to()) + " ms";
    }

    /** Lines instead of a pattern, which would need an id. */
    private void hatch(double x1, double x2, double y, double half) {
        StringBuilder path = new StringBuilder();
        for (double x = x1; x + 2 * half <= x2; x += 5) {
            path.append('M').append(Svg.at(x, y + half)).append('L').append(Svg.at(x + 2 * half, y - half));
        }
        svg.leaf("path", "d", path.append("M0 0"), "stroke", Style.INK, "stroke-width", 1);
    }

    /** Term and state in words on the lane, wherever one begins and as much of them as there is room for. */
    void labels(Lane lane) {
        List<Lane.Span> starts = new ArrayList<>();
        for (Lane.Span span : lane.spans()) {
            Lane.Span before = starts.isEmpty() ? null : starts.get(starts.size() - 1);
            if (before == null || !captions(before).equals(captions(span))) starts.add(span);
        }
        for (int i = 0; i < starts.size(); i++) {
            double x = axes.x(starts.get(i).from()) + 5;
            double end = i + 1 < starts.size() ? axes.x(starts.get(i + 1).from()) : axes.right() + Axes.OVERHANG;
            for (String words : captions(starts.get(i))) {
                if (x + pillWidth(words) > end) continue;
                pill(x, axes.y(lane.node()), words);
                break;
            }
        }
    }

    /** What to say about a span, at length and in brief. */
    private static List<String> captions(Lane.Span span) {
        String term = "term " + span.term();
        return switch (span.condition()) {
            case STOPPED -> List.of("stopped");
            case PAUSED -> List.of(term + ", paused", "paused", "" + span.term());
            case RUNNING -> List.of(span.leads() ? term + ", leader" : term, term, "" + span.term());
        };
    }

    private static double pillWidth(String words) {
        return Svg.textWidth(words, Style.SMALL) + 8;
    }

    private void pill(double x, double y, String words) {
        double width = pillWidth(words);
        svg.rect(
                x,
                y - PILL / 2,
                width,
                PILL,
                "rx",
                PILL / 2,
                "fill",
                Style.CARD,
                "stroke",
                Style.MUTED,
                "stroke-width",
                0.8);
        svg.text(x + width / 2, y + 4, words, "text-anchor", "middle");
    }
}
