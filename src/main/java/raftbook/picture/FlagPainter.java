package raftbook.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import raftbook.picture.Lane.Flag;

/**
 * Plants flags with the indexes of log entries on a lane: dashed where they were appended, solid where committed. Flags
 * never overlap: neighbours share one ("4–9") where there is no room for each, and they make way for arrows if they can.
 */
final class FlagPainter {

    private static final double HEIGHT = 15;
    private static final double ROW = HEIGHT + 2;
    private static final int ROWS = 3;
    private static final double[] SHIFTS = {5, 10, 16};
    /** A flag on the left is easily taken for another event's: only where there is no other room. */
    private static final double LEFT_COST = 1000;

    /** A flag and its place. */
    private record Place(Flag flag, double pole, double x, double y, double width) {

        boolean overlaps(Place other) {
            return x < other.x + other.width + 2
                    && other.x < x + width + 2
                    && y < other.y + HEIGHT
                    && other.y < y + HEIGHT;
        }

        private double nearEdge() {
            return x > pole ? x : x + width;
        }

        /** How much of the arrows it would hide: heads count more than shafts. */
        private double hidden(List<Way> ways) {
            double hidden = 0;
            for (Way way : ways) {
                if (way.crosses(x, y, x + width, y + HEIGHT)) hidden += 2;
                if (way.endsIn(x, y - 6, x + width, y + HEIGHT + 6)) hidden += 3;
            }
            return hidden;
        }
    }

    private final Axes axes;
    private final Lane lane;
    private final List<Way> ways;

    FlagPainter(Axes axes, Lane lane, List<Way> ways) {
        this.axes = axes;
        this.lane = lane;
        this.ways = ways;
    }

    void draw(Svg svg) {
        List<Place> places = places();
        for (Place place : places) {
            double edge = axes.y(lane.node()) - lane.at(place.flag.at()).half();
            String pole = "M" + Svg.at(place.pole, edge) + "V" + Svg.number(place.y + HEIGHT / 2) + "H"
                    + Svg.number(place.nearEdge());
            svg.leaf("path", "d", pole, "stroke", Style.INK, "stroke-width", 0.8, "fill", "none");
        }
        for (Place place : places) {
            svg.openTitled(place.flag.text());
            box(place.flag.kind(), place.flag.label(), place.x, place.y, place.width, svg);
            svg.close();
        }
    }

    /** One flag, also for the legend. */
    static void box(Flag.Kind kind, String label, double x, double y, double width, Svg svg) {
        boolean solid = kind == Flag.Kind.COMMITTED;
        if (solid) svg.rect(x, y, width, HEIGHT, "rx", 2, "fill", Style.INK, "stroke", Style.INK);
        else
            svg.rect(
                    x,
                    y,
                    width,
                    HEIGHT,
                    "rx",
                    2,
                    "fill",
                    Style.BLANK,
                    "stroke",
                    Style.INK,
                    "stroke-dasharray",
                    "2.5 2");
        String colour = solid ? Style.BLANK : Style.INK;
        svg.text(x + width / 2, y + 11.5, label, "text-anchor", "middle", "font-weight", "bold", "fill", colour);
        if (kind == Flag.Kind.TRUNCATED) {
            svg.line(x - 3, y + HEIGHT + 1, x + width + 3, y - 1, "stroke", Style.LOSS, "stroke-width", 1.6);
        }
    }

    static double width(String label) {
        return Svg.textWidth(label, Style.SMALL) + 9;
    }

    /** Merges as few neighbours as it takes to place all. */
    private List<Place> places() {
        List<Flag> shown = lane.flags().stream().filter(f -> axes.shows(f.at())).toList();
        for (double reach = 10; ; reach *= 2) {
            List<Flag> merged = merged(shown, reach);
            List<Place> places = new ArrayList<>();
            for (Flag flag : merged) place(flag, places).ifPresent(places::add);
            // What has no room even then goes without a flag.
            if (places.size() == merged.size() || reach > axes.right() - axes.left()) return places;
        }
    }

    private List<Flag> merged(List<Flag> flags, double reach) {
        List<Flag> merged = new ArrayList<>();
        for (Flag flag : flags) {
            int before = lastOfKind(merged, flag.kind());
            boolean near =
                    before >= 0 && axes.x(flag.at()) - axes.x(merged.get(before).at()) < reach;
            if (near && merged.get(before).continuedBy(flag))
                merged.set(before, merged.get(before).and(flag));
            else merged.add(flag);
        }
        merged.sort(Comparator.comparingLong(Flag::at));
        return merged;
    }

    private static int lastOfKind(List<Flag> flags, Flag.Kind kind) {
        int i = flags.size() - 1;
        while (i >= 0 && flags.get(i).kind() != kind) i--;
        return i;
    }

    private Optional<Place> place(Flag flag, List<Place> taken) {
        double pole = axes.x(flag.at());
        double width = width(flag.label());
        double edge = axes.y(lane.node()) - 14;
        Place best = null;
        double least = Double.MAX_VALUE;
        for (int row = 0; row < ROWS; row++) {
            for (int shift = 0; shift < 2 * SHIFTS.length; shift++) {
                double away = SHIFTS[shift % SHIFTS.length];
                boolean leftOfPole = shift >= SHIFTS.length;
                double x = leftOfPole ? pole - away - width : pole + away;
                Place place = new Place(flag, pole, x, edge - row * ROW - HEIGHT, width);
                if (x + width > axes.right() + Axes.OVERHANG || taken.stream().anyMatch(place::overlaps)) continue;
                double cost = place.hidden(ways) + row + 0.6 * shift;
                if (leftOfPole) cost += LEFT_COST;
                if (cost < least) {
                    least = cost;
                    best = place;
                }
            }
        }
        return Optional.ofNullable(best);
    }
}
