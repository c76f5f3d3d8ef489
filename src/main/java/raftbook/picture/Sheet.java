package raftbook.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import raftbook.raft.NodeId;

/** Lays a space-time diagram out from top to bottom, and draws its layers from back to front. */
final class Sheet {

    private static final double MARGIN = 16;

    /** What is written around the picture. */
    record Words(String title, String caption, String replay) {}

    private final Words words;
    private final double width;
    private final Map<NodeId, Lane> lanes;
    private final List<Flight> flights;
    private final FlightPainter arrows;
    private final List<String> caption;
    private final double headEnd;
    private final Markers markers;
    private final Axes axes;
    private final Legend legend;

    Sheet(
            Words words,
            double width,
            long from,
            long to,
            Map<NodeId, Lane> lanes,
            List<Flight> all,
            List<Markers.Marker> marks) {
        this.words = words;
        this.width = width;
        this.lanes = lanes;
        List<NodeId> nodes = List.copyOf(lanes.keySet());
        double left =
                MARGIN + 10 + nodes.stream().mapToDouble(Sheet::nameWidth).max().orElse(0);
        caption = Svg.wrap(words.caption, width - 2 * MARGIN, 12);
        headEnd = 8 + (words.title.isEmpty() ? 0 : 26) + 17 * caption.size() + 4;
        markers = new Markers(marks, new Axes(from, to, nodes, left, width - Axes.OVERHANG - 8, 0));
        axes = new Axes(from, to, nodes, left, width - Axes.OVERHANG - 8, headEnd + markers.height() + 2);
        arrows = new FlightPainter(axes, lanes);
        flights = all.stream().filter(arrows::shows).toList();
        legend = new Legend(lanes.values(), flights, MARGIN, width - MARGIN);
    }

    private static double nameWidth(NodeId node) {
        return Math.min(120, Svg.textWidth(node.name(), 14));
    }

    String draw() {
        double legendTop = axes.bottom() + 28;
        double height = legendTop + legend.height() + (words.replay.isEmpty() ? 6 : 22);
        Svg svg = new Svg(width, height, words.title.isEmpty() ? "Space-time diagram of a Raft cluster" : words.title);
        head(svg);
        Ticks.draw(axes, svg);
        long longest = lanes.values().stream()
                .flatMap(lane -> lane.waits().stream())
                .mapToLong(Lane.Wait::leftAtStart)
                .max()
                .orElse(1);
        LanePainter painter = new LanePainter(axes, svg);
        for (Lane lane : lanes.values()) painter.timers(lane, Math.max(1, longest));
        markers.draw(axes, headEnd, svg);
        for (Lane lane : lanes.values()) painter.bar(lane);
        List<Way> ways = new ArrayList<>();
        // Entries last, so that no other arrow lies over them.
        for (Flight flight : backToFront()) {
            ways.add(arrows.way(flight));
            FlightPainter.draw(flight, arrows.way(flight), svg);
        }
        for (Lane lane : lanes.values()) {
            new FlagPainter(axes, lane, ways).draw(svg);
            painter.labels(lane);
            name(lane.node(), svg);
        }
        if (lanes.isEmpty()) svg.text(MARGIN, axes.top() + 20, "nothing has happened yet");
        legend.draw(legendTop, svg);
        if (!words.replay.isEmpty()) {
            svg.text(MARGIN, height - 10, words.replay, "fill", Style.MUTED, "font-family", "monospace");
        }
        return svg.end();
    }

    private List<Flight> backToFront() {
        return flights.stream()
                .sorted(Comparator.comparing((Flight flight) -> flight.kind() == Flight.Kind.ENTRIES)
                        .thenComparing(flight -> !flight.isHeartbeat()))
                .toList();
    }

    private void head(Svg svg) {
        double y = 8;
        if (!words.title.isEmpty()) {
            y += 22;
            svg.text(MARGIN, y - 3, words.title, "font-size", 16, "font-weight", "bold");
            y += 4;
        }
        for (String line : caption) {
            y += 17;
            svg.text(MARGIN, y - 5, line, "font-size", 12, "fill", Style.MUTED);
        }
    }

    private void name(NodeId node, Svg svg) {
        String shown = Svg.fit(node.name(), 120, 14);
        svg.text(
                axes.left() - 10,
                axes.y(node) + 5,
                shown,
                "font-size",
                14,
                "font-weight",
                "bold",
                "text-anchor",
                "end");
    }
}
