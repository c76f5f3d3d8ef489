package raftbook.picture;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/**
 * Draws the ways between servers, those that are cut, and the messages on them. A message that has arrived or been lost
 * fades, since on threads none would be seen under way.
 */
final class LinkPainter {

    private static final double TRACK = 5;

    private final Circle circle;
    private final long at;
    private final long trail;
    private final Svg svg;

    /**
     * @param at the moment, in nanoseconds
     * @param trail how long a message can be seen after its end, in nanoseconds
     */
    LinkPainter(Circle circle, long at, long trail, Svg svg) {
        this.circle = circle;
        this.at = at;
        this.trail = trail;
        this.svg = svg;
    }

    void links(Set<Link> cut) {
        StringBuilder open = new StringBuilder("M0 0");
        for (NodeId from : circle.nodes()) {
            for (NodeId to : circle.nodes()) {
                if (from.equals(to)) continue;
                Way way = circle.way(from, to);
                if (!cut.contains(new Link(from, to))) open.append(path(way));
                else {
                    svg.openTitled("the way from " + from + " to " + to + " is cut");
                    cut(way, svg);
                    svg.close();
                }
            }
        }
        svg.leaf("path", "d", open, "stroke", Style.FAINT);
    }

    private static String path(Way way) {
        return "M" + Svg.at(way.x1(), way.y1()) + "L" + Svg.at(way.x2(), way.y2());
    }

    static void cut(Way way, Svg svg) {
        Way half = part(way, 0.5);
        double[] a = half.nearEnd(0, 7);
        double[] b = half.nearEnd(0, -7);
        svg.leaf("path", "d", path(way), "stroke", Style.FAULT, "stroke-width", 1.6, "stroke-dasharray", "2 6");
        svg.line(a[0], a[1], b[0], b[1], "stroke", Style.FAULT, "stroke-width", 3);
    }

    void messages(List<Flight> flights) {
        Map<List<Object>, Flight> shown = new LinkedHashMap<>();
        flights.stream()
                .filter(this::isShown)
                .sorted(Comparator.comparing((Flight flight) -> flight.kind() == Flight.Kind.ENTRIES)
                        .thenComparing(flight -> !flight.isHeartbeat()))
                // Of many that would lie upon each other, the latest.
                .forEach(flight -> shown.put(place(flight), flight));
        for (Flight flight : shown.values()) draw(flight, track(flight, shown.values()));
    }

    /** Kinds of messages that are on the same way at once lie beside each other; 0 is farthest from the other way. */
    private static int track(Flight flight, Collection<Flight> shown) {
        return (int) shown.stream()
                .filter(other ->
                        other.from().equals(flight.from()) && other.to().equals(flight.to()))
                .map(Flight::kind)
                .filter(kind -> kind.compareTo(flight.kind()) > 0)
                .distinct()
                .count();
    }

    private boolean isShown(Flight flight) {
        return circle.nodes().contains(flight.from())
                && circle.nodes().contains(flight.to())
                && flight.start() <= at
                && flight.end() + trail > at;
    }

    private List<Object> place(Flight flight) {
        return List.of(flight.from(), flight.to(), flight.kind(), flight.fate(), Math.round(10 * progress(flight)));
    }

    /** How far it has come, from 0 to 1. */
    private double progress(Flight flight) {
        if (flight.fate() == Flight.Fate.UNDER_WAY) return 0.6;
        double flown = flight.end() <= at ? 1 : (double) (at - flight.start()) / (flight.end() - flight.start());
        return flight.fate() == Flight.Fate.LOST ? 0.5 * flown : flown;
    }

    private void draw(Flight whole, int track) {
        // As long as it is under way, nobody sees that it will be lost.
        Flight flight = whole.end() > at ? whole.with(Flight.Fate.ARRIVED) : whole;
        double faded = Math.max(0, (double) (at - flight.end()) / trail);
        svg.open("g", "opacity", 1 - 0.8 * faded);
        Way way = circle.way(flight.from(), flight.to()).beside(-TRACK * track);
        FlightPainter.draw(flight, part(way, progress(whole)), svg);
        svg.close();
    }

    private static Way part(Way way, double part) {
        double x = way.x1() + (way.x2() - way.x1()) * part;
        double y = way.y1() + (way.y2() - way.y1()) * part;
        return new Way(way.x1(), way.y1(), x, y, true);
    }
}
