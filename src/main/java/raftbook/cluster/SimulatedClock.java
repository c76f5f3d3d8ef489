package raftbook.cluster;

/** One server's idea of time: it can run fast or slow, stand still, and jump ahead, but never back. */
final class SimulatedClock {

    /** Bounds that keep clocks from overflowing within the year that simulated time lasts. */
    static final double SLOWEST = 0.01;

    static final double FASTEST = 100;
    /** So far a clock can be set. */
    static final long LATEST = Long.MAX_VALUE / 2;

    private static final long NEVER = Long.MAX_VALUE;

    private long virtualAnchor;
    private long localAnchor;
    private double rate = 1;

    /** What this clock shows at a virtual time. */
    long toLocal(long virtual) {
        if (rate == 1) return localAnchor + (virtual - virtualAnchor);
        return localAnchor + (long) ((virtual - virtualAnchor) * rate);
    }

    /** The first virtual time at which this clock shows at least {@code local}; never for never. */
    long toVirtual(long local) {
        if (local == NEVER) return NEVER;
        if (local <= localAnchor) return virtualAnchor;
        if (rate == 1)
            return local - localAnchor >= NEVER - virtualAnchor ? NEVER : virtualAnchor + (local - localAnchor);
        double distance = (local - localAnchor) / rate;
        if (distance >= NEVER - virtualAnchor) return NEVER;
        long virtual = virtualAnchor + (long) distance;
        while (toLocal(virtual) < local) virtual++;
        return virtual;
    }

    /** From now on, runs at this rate: 1 is true, 2 is twice as fast. */
    void setRate(long virtualNow, double newRate) {
        if (!(newRate >= SLOWEST && newRate <= FASTEST)) {
            throw new IllegalArgumentException(
                    "clock rate " + newRate + ": must lie between " + SLOWEST + " and " + FASTEST);
        }
        jumpTo(virtualNow, toLocal(virtualNow));
        rate = newRate;
    }

    /** From now on, shows {@code local} and what follows. */
    void jumpTo(long virtualNow, long local) {
        localAnchor = local;
        virtualAnchor = virtualNow;
    }
}
