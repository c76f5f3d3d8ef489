package raftbook.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;

/** The legend of a {@link ClusterPicture}: of all its marks, so that it stands still when the picture moves. */
final class ClusterLegend {

    private ClusterLegend() {}

    static Legend of(double left, double right) {
        List<Legend.Item> marks = new ArrayList<>();
        for (RaftRole role : RaftRole.values()) {
            Lane.Span sample = new Lane.Span(0, 1, role, 0, Lane.Condition.RUNNING);
            String label = role.name().toLowerCase(Locale.ROOT);
            marks.add(scaled(label, 26, 0.42, (x, y, svg) -> ServerPainter.ring(sample, Style.MUTED, "", x, y, svg)));
        }
        marks.add(scaled("election timer", 24, 0.25, (x, y, svg) -> ServerPainter.timer(x, y, 0.7, svg)));
        marks.add(entry("appended", false));
        marks.add(entry("committed", true));
        marks.add(new Legend.Item("way cut", 28, (x, y, svg) -> LinkPainter.cut(new Way(x, y, x + 28, y, true), svg)));
        return new Legend(left, right, marks, messages());
    }

    private static Legend.Item scaled(String label, double width, double scale, Legend.Sample sample) {
        return new Legend.Item(label, width, (x, y, svg) -> {
            svg.open("g", "transform", "translate(" + Svg.at(x + width / 2, y) + ") scale(" + scale + ")");
            sample.draw(0, 0, svg);
            svg.close();
        });
    }

    private static Legend.Item entry(String label, boolean committed) {
        return new Legend.Item(label, 17, (x, y, svg) -> svg.entry(x, y - 7, 16, 14, Style.BLANK, committed));
    }

    private static List<Flight> messages() {
        NodeId here = new NodeId("here");
        return Stream.of(Flight.Kind.values())
                .filter(kind -> kind != Flight.Kind.HEARTBEAT_REPLY)
                .map(kind -> new Flight(here, here, 0, 0, Flight.Fate.ARRIVED, kind, true, kind::name))
                .flatMap(flight -> Stream.of(flight, flight.with(Flight.Fate.LOST)))
                .toList();
    }
}
