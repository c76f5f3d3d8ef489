package raftbook.picture;

import java.util.Map;

/**
 * Draws servers as rings: the colour, and the number within, tell the term, the thickness the role, and the arc around it
 * how much is left of the election timer. Words and the end of the log stand beside it.
 */
final class ServerPainter {

    private static final double INNER = 15;
    private static final double TIMER = 36;
    private static final double CELL = 19;

    private final Circle circle;
    private final long longestWait;
    private final Svg svg;

    /** @param longestWait a timer that is set to so many nanoseconds goes all around */
    ServerPainter(Circle circle, long longestWait, Svg svg) {
        this.circle = circle;
        this.longestWait = Math.max(1, longestWait);
        this.svg = svg;
    }

    void draw(ServerView server) {
        double x = circle.x(server.node());
        double y = circle.y(server.node());
        svg.openTitled(server.toString());
        server.patience().ifPresent(left -> timer(x, y, (double) left / longestWait, svg));
        ring(
                server.state(),
                Style.colour(server.state().term()),
                "" + server.state().term(),
                x,
                y,
                svg);
        words(server);
        svg.close();
    }

    /** Three quarters as thick as the server's lane would be. */
    private static double thickness(Lane.Span state) {
        return 1.5 * state.half();
    }

    static void ring(Lane.Span state, String colour, String term, double x, double y, Svg svg) {
        double thickness = thickness(state);
        boolean stopped = state.is(Lane.Condition.STOPPED);
        double radius = INNER + thickness / 2;
        if (stopped) disc(x, y, INNER + 3, svg, "stroke", Style.MUTED, "stroke-dasharray", "1 4");
        else {
            // A thin rim: some terms are nearly as light as the card.
            disc(x, y, radius, svg, "stroke", Style.MUTED, "stroke-width", thickness + 1.4);
            disc(x, y, radius, svg, "stroke", colour, "stroke-width", thickness);
        }
        if (state.is(Lane.Condition.PAUSED)) {
            disc(x, y, radius, svg, "stroke", Style.INK, "stroke-width", thickness, "stroke-dasharray", "1 4");
        }
        if (stopped) {
            svg.line(x - 14, y + 14, x + 14, y - 14, "stroke", Style.INK, "stroke-width", 3);
        } else if (!term.isEmpty()) {
            svg.text(
                    x,
                    y + 6,
                    term,
                    "text-anchor",
                    "middle",
                    "font-size",
                    term.length() < 3 ? 17 : 11,
                    "font-weight",
                    "bold");
        }
    }

    private static void disc(double x, double y, double radius, Svg svg, Object... stroke) {
        svg.open("g", stroke)
                .leaf("circle", "cx", x, "cy", y, "r", radius, "fill", "none")
                .close();
    }

    /** @param part of the full circle */
    static void timer(double x, double y, double part, Svg svg) {
        disc(x, y, TIMER, svg, "stroke", Style.GRID, "stroke-width", 4);
        double angle = 2 * Math.PI * Math.min(part, 0.9999);
        String path = "M" + Svg.at(x, y - TIMER) + "A" + TIMER + " " + TIMER + " 0 " + (part > 0.5 ? 1 : 0) + " 1 "
                + Svg.at(x + TIMER * Math.sin(angle), y - TIMER * Math.cos(angle));
        svg.leaf("path", "d", path, "stroke", Style.QUIET, "stroke-width", 4, "fill", "none");
    }

    private void words(ServerView server) {
        double x = circle.x(server.node());
        boolean left = circle.isLeft(server.node());
        double edge = left ? x - Circle.RADIUS - 8 : x + Circle.RADIUS + 8;
        String anchor = left ? "end" : "start";
        double room = left ? edge - 8 : circle.width() - edge - 8;
        boolean hasLog = server.log().lastIndex() > 0;
        double line = circle.wordsTop(server.node()) + (hasLog ? 0 : 18);
        svg.text(
                edge,
                line,
                Svg.fit(server.node().name(), room, 14),
                "font-size",
                14,
                "font-weight",
                "bold",
                "text-anchor",
                anchor);
        svg.text(edge, line + 15, server.role(), "text-anchor", anchor);
        if (server.is(Lane.Condition.STOPPED)) return;
        svg.text(
                edge,
                line + 29,
                Svg.fit(server.voteInWords(), room, Style.SMALL),
                "fill",
                Style.MUTED,
                "text-anchor",
                anchor);
        if (!hasLog) return;
        double width = CELL * server.log().terms().size();
        strip(server.log(), left ? edge - width : edge, line + 35);
        svg.text(
                edge,
                line + 65,
                Svg.fit(server.logInWords(), room, Style.SMALL),
                "fill",
                Style.MUTED,
                "text-anchor",
                anchor);
    }

    private void strip(LogTail log, double x, double y) {
        double cell = x;
        for (Map.Entry<Long, Long> entry : log.terms().entrySet()) {
            boolean committed = entry.getKey() <= log.commitIndex();
            svg.entry(cell + 1, y, CELL - 2, 17, Style.colour(entry.getValue()), committed);
            svg.text(cell + CELL / 2, y + 12.5, "" + entry.getValue(), "text-anchor", "middle", "font-weight", "bold");
            cell += CELL;
        }
    }
}
