package raftbook.picture;

import java.util.List;
import raftbook.raft.NodeId;

/** Where times and servers lie in a space-time diagram. Times are nanoseconds, places user units of the SVG. */
record Axes(long from, long to, List<NodeId> nodes, double left, double right, double top) {

    /** From lane to lane: room for a thick bar, a timer below it, and three rows of flags above it. */
    static final double PITCH = 116;

    private static final double HEADROOM = 66;
    static final double TIMER = 20;
    /** Flags and labels may reach so far beyond the last moment. */
    static final double OVERHANG = 32;

    private static final long[] STEPS = {1, 2, 5};

    double x(long time) {
        return left + (right - left) * (time - from) / (to - from);
    }

    double y(NodeId node) {
        return top + HEADROOM + PITCH * nodes.indexOf(node);
    }

    double bottom() {
        return top + HEADROOM + PITCH * (nodes.size() - 1) + 11 + TIMER + 8;
    }

    boolean shows(long time) {
        return time >= from && time <= to;
    }

    /** The time between two lines of the grid: 1, 2 or 5 times a power of ten, so that labels have room. */
    long tick() {
        double least = (to - from) * 80.0 / (right - left);
        for (long power = 1; ; power *= 10) {
            for (long step : STEPS) if (step * power >= least) return step * power;
        }
    }
}
