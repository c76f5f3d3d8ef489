package raftbook.picture;

import java.util.Map;
import raftbook.raft.NodeId;

/**
 * Draws messages as slanted arrows. Votes have a hue of their own and hollow heads, entries are thick, replies dashed; a
 * refusal ends in a bar, a lost message in a cross, a lost refusal in both.
 */
final class FlightPainter {

    private static final double GAP = 1.5;

    private final Axes axes;
    private final Map<NodeId, Lane> lanes;

    FlightPainter(Axes axes, Map<NodeId, Lane> lanes) {
        this.axes = axes;
        this.lanes = lanes;
    }

    /** Whether any of it lies within the picture. */
    boolean shows(Flight flight) {
        return lanes.containsKey(flight.from())
                && lanes.containsKey(flight.to())
                && flight.start() < axes.to()
                && flight.end() >= axes.from();
    }

    /** Where a flight runs. One that does not arrive ends on the way, except at a server that is no more. */
    Way way(Flight flight) {
        double down = Math.signum(axes.y(flight.to()) - axes.y(flight.from()));
        Lane.Span there = lanes.get(flight.to()).at(flight.end());
        double y1 = axes.y(flight.from())
                + down * lanes.get(flight.from()).at(flight.start()).half();
        double y2 = axes.y(flight.to()) - down * (there.half() + GAP);
        double x1 = axes.x(flight.start());
        double x2 = axes.x(flight.end());
        if (flight.fate() == Flight.Fate.LOST) {
            boolean atTheDoor = there.is(Lane.Condition.STOPPED) && flight.end() > flight.start();
            double part = atTheDoor ? 1 : wayOfTheLost(flight);
            double least = flight.end() == flight.start() ? 6 : 0;
            x2 = x1 + Math.max(least, (x2 - x1) * part);
            y2 = atTheDoor ? y2 - down * 10 : y1 + (y2 - y1) * part;
        } else if (flight.fate() == Flight.Fate.UNDER_WAY) {
            y2 = y1 + (y2 - y1) * 0.6;
        }
        Way way = new Way(x1, y1, x2, y2, flight.fate() != Flight.Fate.UNDER_WAY);
        return way.cut(axes.left(), axes.right() + 0.5);
    }

    /** Lost messages end between the last two lanes, so that nobody but the one they were for seems to have lost them. */
    private double wayOfTheLost(Flight flight) {
        double lanes = Math.abs(axes.y(flight.to()) - axes.y(flight.from())) / Axes.PITCH;
        return 1 - 0.55 / lanes;
    }

    static void draw(Flight flight, Way way, Svg svg) {
        svg.openTitled(
                flight.text().get(),
                "fill",
                "none",
                "stroke",
                colour(flight.kind()),
                "stroke-width",
                width(flight.kind()));
        String path = "M" + Svg.at(way.x1(), way.y1()) + "L" + Svg.at(way.x2(), way.y2());
        // A hair line is hard to point at: this one, unseen, is not.
        svg.leaf("path", "d", path, "stroke-width", 7, "stroke-opacity", 0);
        if (flight.isReply()) svg.leaf("path", "d", path, "stroke-dasharray", dashes(flight.kind()));
        else svg.leaf("path", "d", path);
        if (way.reachesEnd()) end(flight, way, svg);
        svg.close();
    }

    private static void end(Flight flight, Way way, Svg svg) {
        boolean lost = flight.fate() == Flight.Fate.LOST;
        // What a lost message would have said is told before its cross.
        if (flight.refusal()) bar(way, lost ? 9 : 0, svg);
        if (lost) cross(way.x2(), way.y2(), svg);
        else if (!flight.refusal()) head(flight, way, svg);
    }

    private static void bar(Way way, double back, Svg svg) {
        svg.leaf("path", "d", path("ML", way.nearEnd(back, 4), way.nearEnd(back, -4)), "stroke-width", 2);
    }

    private static void head(Flight flight, Way way, Svg svg) {
        double[] point = {way.x2(), way.y2()};
        String head = path("MLL", point, way.nearEnd(7, 2.8), way.nearEnd(7, -2.8)) + "Z";
        boolean hollow = flight.kind() == Flight.Kind.VOTE_REQUEST || flight.kind() == Flight.Kind.VOTE_REPLY;
        svg.leaf("path", "d", head, "fill", hollow ? Style.CARD : colour(flight.kind()), "stroke-width", 1);
    }

    static void cross(double x, double y, Svg svg) {
        String path = "M" + Svg.at(x - 4, y - 4) + "l8 8m0 -8l-8 8";
        svg.leaf("path", "d", path, "stroke", Style.LOSS, "stroke-width", 2, "fill", "none");
    }

    private static String path(String moves, double[]... points) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < points.length; i++) path.append(moves.charAt(i)).append(Svg.at(points[i][0], points[i][1]));
        return path.toString();
    }

    static String colour(Flight.Kind kind) {
        return switch (kind) {
            case VOTE_REQUEST, VOTE_REPLY -> Style.VOTE;
            case ENTRIES, ENTRIES_REPLY -> Style.APPEND;
            case HEARTBEAT, HEARTBEAT_REPLY -> Style.QUIET;
        };
    }

    static double width(Flight.Kind kind) {
        return switch (kind) {
            case VOTE_REQUEST, VOTE_REPLY -> 1.4;
            case ENTRIES -> 2.2;
            case ENTRIES_REPLY -> 1.2;
            case HEARTBEAT, HEARTBEAT_REPLY -> 1;
        };
    }

    static String dashes(Flight.Kind kind) {
        return kind == Flight.Kind.VOTE_REPLY ? "2 3" : "6 3";
    }
}
