package raftbook.picture;

import java.util.ArrayList;
import java.util.List;

/** Labelled vertical lines through all lanes: faults of the network, and what the author of a picture points out. */
final class Markers {

    private static final double ROW = 15;

    /** @param fault whether something was broken or mended; otherwise it is a note */
    record Marker(long at, String label, boolean fault) {}

    private record Place(Marker marker, String label, double line, double x, int row) {}

    private final List<Place> places = new ArrayList<>();
    private int rows;

    /** Gives every label the lowest row in which it has room; from the right, so that no line runs through a label. */
    Markers(List<Marker> inOrder, Axes axes) {
        List<Double> starts = new ArrayList<>();
        double edge = axes.right() + Axes.OVERHANG;
        for (int i = inOrder.size() - 1; i >= 0; i--) {
            Marker marker = inOrder.get(i);
            if (!axes.shows(marker.at)) continue;
            String label = Svg.fit(marker.label, edge - 8, Style.SMALL);
            double width = Svg.textWidth(label, Style.SMALL);
            double line = axes.x(marker.at);
            double x = Math.max(8, Math.min(line + 4, edge - width));
            int row = 0;
            while (row < starts.size() && x + width + 8 > starts.get(row)) row++;
            if (row == starts.size()) starts.add(0.0);
            starts.set(row, Math.min(line, x));
            places.add(new Place(marker, label, line, x, row));
        }
        rows = starts.size();
    }

    double height() {
        return rows * ROW;
    }

    /** @param top the upper edge of the uppermost row */
    void draw(Axes axes, double top, Svg svg) {
        for (Place place : places) {
            double y = top + (rows - 1 - place.row) * ROW;
            String colour = place.marker.fault ? Style.FAULT : Style.QUIET;
            boolean beneath = place.x < place.line;
            svg.openTitled(Ticks.label(place.marker.at) + " ms: " + place.marker.label);
            svg.line(
                    place.line,
                    beneath ? y + ROW : y + 1,
                    place.line,
                    axes.bottom(),
                    "stroke",
                    colour,
                    "stroke-width",
                    place.marker.fault ? 1.6 : 1,
                    "stroke-dasharray",
                    place.marker.fault ? "8 3" : "2 3");
            svg.close();
        }
        for (Place place : places) label(place, top + (rows - 1 - place.row) * ROW, svg);
    }

    /** On a ground of its own, since at the right edge another's line may run behind it. */
    private static void label(Place place, double y, Svg svg) {
        double width = Svg.textWidth(place.label, Style.SMALL);
        svg.rect(place.x - 1, y + 2, width, ROW - 3, "fill", Style.CARD);
        svg.text(place.x, y + 11, place.label, "fill", place.marker.fault ? Style.FAULT : Style.INK);
    }
}
