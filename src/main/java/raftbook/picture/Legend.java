package raftbook.picture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

/** Says in a line or two what the marks of a picture mean: of those that occur in it. */
final class Legend {

    private static final double ROW = 22;

    /** Draws a mark, given the left end of its middle line. */
    interface Sample {
        void draw(double x, double y, Svg svg);
    }

    record Item(String label, double sampleWidth, Sample sample) {
        double width() {
            return sampleWidth + 5 + Svg.textWidth(label, Style.SMALL) + 12;
        }
    }

    private final List<Item> lanesAndLogs = new ArrayList<>();
    private final List<Item> messages = new ArrayList<>();
    private final double left;
    private final double right;

    /** Of these marks, and of the messages that occur in these flights. */
    Legend(double left, double right, List<Item> marks, List<Flight> flights) {
        this.left = left;
        this.right = right;
        lanesAndLogs.addAll(marks);
        for (Flight.Kind kind : Flight.Kind.values()) addIfAny(kind, flights);
        if (flights.stream().anyMatch(f -> f.fate() != Flight.Fate.UNDER_WAY && f.refusal())) {
            messages.add(new Item(
                    "refused",
                    8,
                    (x, y, svg) -> svg.line(x + 4, y - 4, x + 4, y + 4, "stroke", Style.INK, "stroke-width", 2)));
        }
        if (flights.stream().anyMatch(f -> f.fate() == Flight.Fate.LOST)) {
            messages.add(new Item("lost", 10, (x, y, svg) -> FlightPainter.cross(x + 5, y, svg)));
        }
    }

    /** Of what occurs in these lanes and flights. */
    Legend(Collection<Lane> lanes, List<Flight> flights, double left, double right) {
        this(left, right, List.of(), flights);
        for (RaftRole role : RaftRole.values()) {
            if (lanes.stream().anyMatch(lane -> lane.spans().stream().anyMatch(s -> s.role() == role))) add(role);
        }
        if (lanes.stream().anyMatch(lane -> !lane.waits().isEmpty())) {
            lanesAndLogs.add(new Item("election timer", 26, Legend::wedge));
        }
        addIfAny(Lane.Flag.Kind.APPENDED, "entry appended", lanes);
        addIfAny(Lane.Flag.Kind.COMMITTED, "committed", lanes);
        addIfAny(Lane.Flag.Kind.TRUNCATED, "dropped", lanes);
    }

    private void add(RaftRole role) {
        double half = Style.half(role) * 0.7;
        lanesAndLogs.add(new Item(
                role.name().toLowerCase(Locale.ROOT),
                18,
                (x, y, svg) -> svg.rect(x, y - half, 18, 2 * half, "fill", Style.MUTED)));
    }

    private void addIfAny(Flight.Kind kind, List<Flight> flights) {
        if (flights.stream().noneMatch(f -> f.kind() == kind)) return;
        String label =
                switch (kind) {
                    case VOTE_REQUEST -> "asks for a vote";
                    case VOTE_REPLY -> "votes";
                    case ENTRIES -> "sends entries";
                    case ENTRIES_REPLY -> "answers";
                    case HEARTBEAT -> "heartbeat";
                    case HEARTBEAT_REPLY -> "its answer";
                };
        NodeId here = new NodeId("here");
        Flight sample = new Flight(here, here, 0, 0, Flight.Fate.ARRIVED, kind, false, () -> label);
        messages.add(
                new Item(label, 28, (x, y, svg) -> FlightPainter.draw(sample, new Way(x, y, x + 28, y, true), svg)));
    }

    private void addIfAny(Lane.Flag.Kind kind, String label, Collection<Lane> lanes) {
        if (lanes.stream().noneMatch(lane -> lane.flags().stream().anyMatch(f -> f.kind() == kind))) return;
        double width = FlagPainter.width("3");
        lanesAndLogs.add(new Item(label, width, (x, y, svg) -> FlagPainter.box(kind, "3", x, y - 7.5, width, svg)));
    }

    private static void wedge(double x, double y, Svg svg) {
        String path = "M" + Svg.at(x, y - 5) + "v11L" + Svg.at(x + 26, y - 5) + "Z";
        svg.leaf("path", "d", path, "fill", Style.TIMER, "stroke", Style.QUIET, "stroke-width", 0.6);
    }

    double height() {
        return draw(0, new Svg(1, 1, ""));
    }

    /** @return the height that it took */
    double draw(double top, Svg svg) {
        double afterFirst = draw(lanesAndLogs, top, svg);
        return draw(messages, afterFirst, svg) - top;
    }

    private double draw(List<Item> items, double top, Svg svg) {
        if (items.isEmpty()) return top;
        double x = left;
        double y = top + ROW / 2;
        for (Item item : items) {
            if (x + item.width() > right && x > left) {
                x = left;
                y += ROW;
            }
            item.sample.draw(x, y, svg);
            svg.text(x + item.sampleWidth + 5, y + 4, item.label, "fill", Style.MUTED);
            x += item.width();
        }
        return y + ROW / 2;
    }
}
