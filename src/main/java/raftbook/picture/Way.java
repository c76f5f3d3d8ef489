package raftbook.picture;

/**
 * A message's straight way through the picture.
 *
 * @param reachesEnd whether its last point is the end of the flight, and not just of what is shown
 */
record Way(double x1, double y1, double x2, double y2, boolean reachesEnd) {

    private double length() {
        return Math.max(0.1, Math.hypot(x2 - x1, y2 - y1));
    }

    /** A point near the end: so far before it, and so far to its left. */
    double[] nearEnd(double back, double aside) {
        double ux = (x2 - x1) / length();
        double uy = (y2 - y1) / length();
        return new double[] {x2 - back * ux - aside * uy, y2 - back * uy + aside * ux};
    }

    /** The same way, so far to its right, as y grows downwards. */
    Way beside(double aside) {
        double dx = -aside * (y2 - y1) / length();
        double dy = aside * (x2 - x1) / length();
        return new Way(x1 + dx, y1 + dy, x2 + dx, y2 + dy, reachesEnd);
    }

    /** Whether it touches this box. */
    boolean crosses(double left, double top, double right, double bottom) {
        double from = Math.max(top, Math.min(y1, y2));
        double to = Math.min(bottom, Math.max(y1, y2));
        if (from > to) return false;
        double xFrom = xAt(from);
        double xTo = xAt(to);
        return Math.max(xFrom, xTo) >= left && Math.min(xFrom, xTo) <= right;
    }

    boolean endsIn(double left, double top, double right, double bottom) {
        return reachesEnd && x2 >= left && x2 <= right && y2 >= top && y2 <= bottom;
    }

    /** What of it lies between two verticals; it must not be altogether outside. */
    Way cut(double left, double right) {
        double slope = x2 == x1 ? 0 : (y2 - y1) / (x2 - x1);
        double newX1 = Math.max(x1, left);
        double newX2 = Math.min(x2, right);
        double newY1 = y1 + (newX1 - x1) * slope;
        double newY2 = y2 + (newX2 - x2) * slope;
        return new Way(newX1, newY1, newX2, newY2, reachesEnd && newX2 == x2);
    }

    private double xAt(double y) {
        return y2 == y1 ? x1 : x1 + (x2 - x1) * (y - y1) / (y2 - y1);
    }
}
