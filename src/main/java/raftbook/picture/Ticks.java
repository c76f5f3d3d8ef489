package raftbook.picture;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The time axis: a light grid with a number at each line. */
final class Ticks {

    private Ticks() {}

    static void draw(Frame frame, Svg svg) {
        draw(frame, frame.bottom(), svg);
    }

    /** @param bottom where the lines end */
    static void draw(Frame frame, double bottom, Svg svg) {
        long step = frame.tick();
        StringBuilder lines = new StringBuilder();
        for (long time = first(frame, step); time <= frame.to(); time += step) {
            lines.append('M').append(Svg.at(frame.x(time), frame.top()));
            lines.append('V').append(Svg.number(bottom));
        }
        svg.leaf("path", "d", lines, "stroke", Svg.GRID, "fill", "none");
        for (long time = first(frame, step); time <= frame.to(); time += step) {
            String label = label(time) + " ms";
            svg.text(frame.x(time), bottom + 16, label, "text-anchor", "middle", "fill", Svg.MUTED);
        }
    }

    private static long first(Frame frame, long step) {
        return -Math.floorDiv(-frame.from(), step) * step;
    }

    /** Nanoseconds as milliseconds, without zeros that say nothing. */
    static String label(long nanos) {
        BigDecimal millis = BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
        return millis.signum() == 0 ? "0" : millis.stripTrailingZeros().toPlainString();
    }
}
