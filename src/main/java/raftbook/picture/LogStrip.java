package raftbook.picture;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import raftbook.raft.RaftLogEntry;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * The servers' logs side by side, as in the paper's Figures 6 and 7: a row for each server, a column for each index, each
 * entry with its term, in colour and in print, above its command. A solid frame means that the server knows the entry to
 * be committed, a dashed one that it has only been appended.
 *
 * <p>A value: the methods that set something return a changed copy. The same logs give the same picture, to the byte.
 */
public final class LogStrip {

    /**
     * One server's log.
     *
     * @param note a word or two below the name, such as its role; may be empty
     * @param log its entries, the first at index 1
     * @param commitIndex entries up to here are drawn as committed
     */
    public record Row(String name, String note, List<RaftLogEntry> log, long commitIndex) {

        /** @throws NullPointerException if name, note, or log is missing */
        public Row {
            log = List.copyOf(log);
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(note, "note: empty if there is none");
        }
    }

    private static final double MARGIN = 16;
    private static final double HEIGHT = 38;
    private static final double PITCH = 48;
    /** More bytes of a command than its cell can show. */
    private static final int MOST_READ = 2048;

    private final List<Row> rows;
    private final int columns;
    private final String title;
    /** A line stands behind this index; 0 if there is none. */
    private final long seam;
    /** What the servers had done when their logs were like this; empty if nobody said so. */
    private final List<TraceEvent> events;

    private LogStrip(List<Row> rows, int columns, String title, long seam, List<TraceEvent> events) {
        this.rows = rows;
        this.columns = columns;
        this.title = title;
        this.seam = seam;
        this.events = events;
    }

    /** These logs, from top to bottom; at most ten columns of them. */
    public static LogStrip of(List<Row> rows) {
        return new LogStrip(List.copyOf(rows), 10, "", 0, List.of());
    }

    /** Says which run left the logs like this: the rows are those of its servers, after all that its trace holds by now. */
    public LogStrip after(Trace trace) {
        return new LogStrip(rows, columns, title, seam, trace.history());
    }

    /** The run that left the logs like this, oldest event first; empty if it is not known, as of rows made by hand. */
    public List<TraceEvent> events() {
        return events;
    }

    /** Names the picture. */
    public LogStrip title(String text) {
        return new LogStrip(rows, columns, text, seam, events);
    }

    /**
     * Shows so many entries of a log at most. Of longer ones the first and the last stay, the ends of the shorter, each
     * commitIndex, and the first index at which two logs differ; an ellipsis stands for what is left out.
     *
     * @throws IllegalArgumentException if it is less than 2
     */
    public LogStrip columns(int most) {
        if (most < 2) throw new IllegalArgumentException("columns " + most + ": a strip shows at least 2");
        return new LogStrip(rows, most, title, seam, events);
    }

    /**
     * Draws a line through all rows behind this index, if it is shown.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public LogStrip seam(long index) {
        if (index < 1) throw new IllegalArgumentException("seam " + index + ": indexes begin with 1");
        return new LogStrip(rows, columns, title, index, events);
    }

    /** The picture as an SVG document. */
    public String toSvg() {
        List<Long> shown = LogColumns.choose(
                rows.stream().map(Row::log).toList(), rows.stream().mapToLong(Row::commitIndex), columns);
        double left = MARGIN
                + 10
                + rows.stream().mapToDouble(LogStrip::headWidth).max().orElse(0);
        double cell = cellWidth(shown);
        List<Double> places = LogColumns.places(shown, left, cell);
        double top = title.isEmpty() ? 12 : 40;
        double end = (places.isEmpty() ? left : places.get(places.size() - 1)) + cell + MARGIN;
        double width = Math.max(Math.max(end, 330), Svg.textWidth(title, 16) + 2 * MARGIN);
        double foot = top + 22 + PITCH * rows.size();
        Svg svg = new Svg(width, foot + 26, title.isEmpty() ? "The servers' logs side by side" : title);
        if (!title.isEmpty()) svg.text(MARGIN, 28, title, "font-size", 16, "font-weight", "bold");
        for (int i = 0; i < shown.size(); i++) {
            double middle = places.get(i) + cell / 2;
            svg.text(middle, top + 12, "" + shown.get(i), "text-anchor", "middle", "fill", Style.MUTED);
        }
        for (int r = 0; r < rows.size(); r++) row(rows.get(r), top + 20 + PITCH * r, left, shown, places, cell, svg);
        int at = shown.indexOf(seam);
        if (at >= 0) seam(places.get(at) + cell, top + 16, foot, svg);
        legend(foot + 8, rows.stream().anyMatch(row -> row.commitIndex > 0), svg);
        return svg.end();
    }

    private static void seam(double x, double top, double foot, Svg svg) {
        svg.openTitled("the seam");
        svg.line(x, top, x, foot - 4, "stroke", Style.FAULT, "stroke-width", 2.5);
        svg.close();
    }

    private static double headWidth(Row row) {
        double name = Svg.textWidth(row.name, 14);
        return Math.min(150, Math.max(name, Svg.textWidth(row.note, Style.SMALL)));
    }

    /** As narrow as the commands allow, so that long logs of short commands stay legible on a page. */
    private double cellWidth(List<Long> shown) {
        double widest = rows.stream()
                .flatMap(row -> shown.stream()
                        .filter(index -> index <= row.log.size())
                        .map(index -> command(row.log.get((int) (index - 1)))))
                .mapToDouble(text -> Svg.textWidth(text, Style.SMALL) + 14)
                .max()
                .orElse(0);
        return Math.min(LogColumns.WIDEST, Math.max(LogColumns.NARROWEST, widest));
    }

    private void row(Row row, double y, double left, List<Long> shown, List<Double> places, double cell, Svg svg) {
        double nameY = y + HEIGHT / 2 + (row.note.isEmpty() ? 5 : -2);
        svg.text(MARGIN, nameY, Svg.fit(row.name, 150, 14), "font-size", 14, "font-weight", "bold");
        svg.text(MARGIN, nameY + 15, Svg.fit(row.note, 150, Style.SMALL), "fill", Style.MUTED);
        if (row.log.isEmpty()) svg.text(left + 8, y + HEIGHT / 2 + 4, "empty", "fill", Style.MUTED);
        for (int i = 0; i < shown.size(); i++) {
            long index = shown.get(i);
            if (index > row.log.size()) break;
            double x = places.get(i);
            boolean leap = i > 0 && index > shown.get(i - 1) + 1;
            if (leap)
                svg.text(x - LogColumns.GAP / 2, y + HEIGHT / 2 + 4, "…", "text-anchor", "middle", "fill", Style.MUTED);
            cell(row, index, x, y, cell, svg);
        }
    }

    private static void cell(Row row, long index, double x, double y, double width, Svg svg) {
        RaftLogEntry entry = row.log.get((int) index - 1);
        boolean committed = index <= row.commitIndex;
        svg.openTitled(row.name + ", index " + index + ": " + entry + (committed ? ", committed" : ", appended"));
        svg.entry(x + 2, y, width - 4, HEIGHT, Style.colour(entry.term()), committed);
        double middle = x + width / 2;
        svg.text(middle, y + 16, "" + entry.term(), "font-size", 13, "font-weight", "bold", "text-anchor", "middle");
        svg.text(middle, y + 31, Svg.fit(command(entry), width - 8, Style.SMALL), "text-anchor", "middle");
        svg.close();
    }

    /** Of a path only the last part; the whole is in the tooltip. */
    private static String command(RaftLogEntry entry) {
        if (entry.isNoOp()) return "no-op";
        int bytes = Math.min(entry.command().length, MOST_READ);
        String text = new String(entry.command(), 0, bytes, StandardCharsets.UTF_8);
        return Stream.of(text.split("\\p{Cntrl}+"))
                .map(word -> word.startsWith("/") ? word.substring(word.lastIndexOf('/') + 1) : word)
                .collect(Collectors.joining(" "));
    }

    /** Explains what there is to see: where nothing is committed, not the frame that would say so. */
    private static void legend(double y, boolean committed, Svg svg) {
        double x = MARGIN;
        if (committed) {
            svg.entry(x, y - 7, 18, 14, Style.BLANK, true);
            svg.text(x + 24, y + 4, "committed", "fill", Style.MUTED);
            x += 100;
        }
        svg.entry(x, y - 7, 18, 14, Style.BLANK, false);
        svg.text(x + 24, y + 4, "appended", "fill", Style.MUTED);
        svg.text(x + 96, y + 4, "bold number: term", "fill", Style.MUTED);
    }

    /** What this is, in a few words. */
    @Override
    public String toString() {
        return "the logs of " + rows.size() + " servers";
    }
}
