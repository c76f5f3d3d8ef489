package raftbook.picture;

import java.util.List;
import raftbook.raft.NodeId;

/** Where servers lie in a picture of the cluster: clockwise around a circle, the first on top; two side by side. */
record Circle(List<NodeId> nodes, double width, double top) {

    /** What is drawn of a server beside its words: to here from its centre. */
    static final double RADIUS = 42;

    private static final double GAP = 5;

    /** Room for words above and below the outermost centres. */
    private static final double HEADROOM = 48;

    private double tall() {
        return nodes.size() < 3 ? 20 : Math.max(100, 40 + 14 * nodes.size());
    }

    double bottom() {
        double lowest = nodes.stream().mapToDouble(this::y).max().orElse(top + HEADROOM);
        return lowest + HEADROOM;
    }

    private double angle(NodeId node) {
        double first = nodes.size() == 2 ? -Math.PI / 2 : 0;
        return first + 2 * Math.PI * nodes.indexOf(node) / nodes.size();
    }

    double x(NodeId node) {
        return width / 2 + width * 0.235 * Math.sin(angle(node));
    }

    double y(NodeId node) {
        return top + HEADROOM + tall() * (1 - Math.cos(angle(node)));
    }

    /** Whether a server's words stand to its left: outside, where no arrows are. */
    boolean isLeft(NodeId node) {
        return Math.sin(angle(node)) < -0.01;
    }

    /** The top of a server's words. The uppermost's are a bit higher, to keep clear of its links. */
    double wordsTop(NodeId node) {
        return y(node) - (y(node) - top < HEADROOM + 1 ? 45 : 26);
    }

    /** The way from one server to another, beside the way back. */
    Way way(NodeId from, NodeId to) {
        double dx = x(to) - x(from);
        double dy = y(to) - y(from);
        double length = Math.hypot(dx, dy);
        double ux = dx / length;
        double uy = dy / length;
        double x1 = x(from) + RADIUS * ux - GAP * uy;
        double y1 = y(from) + RADIUS * uy + GAP * ux;
        double x2 = x(to) - RADIUS * ux - GAP * uy;
        double y2 = y(to) - RADIUS * uy + GAP * ux;
        return new Way(x1, y1, x2, y2, true);
    }
}
