package raftbook.picture;

import java.util.List;
import java.util.OptionalLong;

/**
 * Requests as bars, one below the other: each begins where it was asked and ends where it was answered. A numbered dot is
 * the moment at which it may have taken effect, and its place in the order of all.
 */
public final class RequestChart {

    /** The end of a bar that has none. */
    public static final long OPEN = Long.MAX_VALUE;

    /**
     * One request.
     *
     * @param words what was asked or told, such as {@code reads v1}
     * @param write whether it changes something: its bar is filled
     * @param from when it was asked, in nanoseconds
     * @param to when it was answered; {@link #OPEN} if it never was
     * @param place its place in the order, from 1; 0 if it has none
     * @param effect when it may have taken effect; empty if it has no place
     */
    public record Bar(String words, boolean write, long from, long to, int place, OptionalLong effect) {}

    private static final double WIDTH = 760;
    private static final double MARGIN = 16;
    private static final double PITCH = 24;
    private static final double HEIGHT = 16;

    private final List<Bar> bars;
    private final String title;

    private RequestChart(List<Bar> bars, String title) {
        this.bars = bars;
        this.title = title;
    }

    /** These requests, from top to bottom. */
    public static RequestChart of(List<Bar> bars, String title) {
        return new RequestChart(List.copyOf(bars), title);
    }

    /** The picture as an SVG document. */
    public String toSvg() {
        long from = bars.stream().mapToLong(Bar::from).min().orElse(0);
        long to = Math.max(
                from + 1, bars.stream().mapToLong(RequestChart::lastOf).max().orElse(0));
        long air = Math.max(1, (to - from) / 12);
        double left = MARGIN + 14 + words();
        Axes axes = new Axes(from - air / 4, to + air, List.of(), left, WIDTH - MARGIN - 8, 40);
        double bottom = axes.top() + PITCH * bars.size() + 6;
        Svg svg = new Svg(WIDTH, bottom + 28, title);
        svg.text(MARGIN, 26, title, "font-size", 14, "font-weight", "bold");
        Ticks.draw(axes, bottom, svg);
        for (int i = 0; i < bars.size(); i++) draw(bars.get(i), axes.top() + PITCH * i + PITCH / 2 + 3, axes, svg);
        return svg.end();
    }

    private static long lastOf(Bar bar) {
        return bar.to == OPEN ? bar.effect.orElse(bar.from) : bar.to;
    }

    private double words() {
        return bars.stream()
                .mapToDouble(bar -> Svg.textWidth(bar.words, Style.SMALL))
                .max()
                .orElse(0);
    }

    private static void draw(Bar bar, double y, Axes axes, Svg svg) {
        double start = axes.x(bar.from);
        double end = bar.to == OPEN ? axes.right() : Math.max(axes.x(bar.to), start + 2);
        String answer = bar.to == OPEN ? "never answered" : "answered at " + Ticks.label(bar.to) + " ms";
        svg.openTitled(bar.words + ", asked at " + Ticks.label(bar.from) + " ms, " + answer);
        svg.text(axes.left() - 12, y + 4, bar.words, "text-anchor", "end");
        String fill = bar.write ? Style.colour(2) : Style.BLANK;
        String dashes = bar.to == OPEN ? "5 4" : "none";
        svg.rect(
                start,
                y - HEIGHT / 2,
                end - start,
                HEIGHT,
                "rx",
                3,
                "fill",
                fill,
                "fill-opacity",
                0.5,
                "stroke",
                Style.INK,
                "stroke-dasharray",
                dashes);
        if (bar.to == OPEN) svg.text(end - 8, y + 4, "?", "font-weight", "bold", "text-anchor", "end");
        bar.effect.ifPresent(at -> dot(bar.place, axes.x(at), y, svg));
        svg.close();
    }

    private static void dot(int place, double x, double y, Svg svg) {
        svg.leaf("circle", "cx", x, "cy", y, "r", 9, "fill", Style.INK, "stroke", Style.CARD);
        svg.text(x, y + 4, "" + place, "fill", Style.BLANK, "font-weight", "bold", "text-anchor", "middle");
    }

    @Override
    public String toString() {
        return "chart of " + bars.size() + " requests: " + title;
    }
}
