package raftbook.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The time axis: a light grid with a number at each line. */
final class Ticks {

    private Ticks() {}

    static void draw(Axes axes, Svg svg) {
        draw(axes, axes.bottom(), svg);
    }

    /** @param bottom where the lines end */
    static void draw(Axes axes, double bottom, Svg svg) {
        long step = axes.tick();
        StringBuilder lines = new StringBuilder();
        for (long time = first(axes, step); time <= axes.to(); time += step) {
            lines.append('M').append(Svg.at(axes.x(time), axes.top()));
            lines.append('V').append(Svg.number(bottom));
        }
        svg.leaf("path", "d", lines, "stroke", Style.GRID, "fill", "none");
        for (long time = first(axes, step); time <= axes.to(); time += step) {
            String label = label(time) + " ms";
            svg.text(axes.x(time), bottom + 16, label, "text-anchor", "middle", "fill", Style.MUTED);
        }
    }

    private static long first(Axes axes, long step) {
        return -Math.floorDiv(-axes.from(), step) * step;
    }

    /** Nanoseconds as milliseconds, without zeros that say nothing. */
    static String label(long nanos) {
        BigDecimal millis = BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
        return millis.signum() == 0 ? "0" : millis.stripTrailingZeros().toPlainString();
    }
}
