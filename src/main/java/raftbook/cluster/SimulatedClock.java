package raftbook.cluster;

/** One server's idea of time: it can run fast or slow, stand still, and jump ahead, but never back. */
final class SimulatedClock {

    private long virtualAnchor;
    private long localAnchor;
    private double rate = 1;

    /** What this clock shows at a virtual time. */
    long toLocal(long virtual) {
        return localAnchor + (long) ((virtual - virtualAnchor) * rate);
    }

    /** The first virtual time at which this clock shows at least {@code local}; never for never. */
    long toVirtual(long local) {
        if (local == Long.MAX_VALUE) return local;
        if (local <= localAnchor) return virtualAnchor;
        long virtual = virtualAnchor + (long) ((local - localAnchor) / rate);
        while (toLocal(virtual) < local) virtual++;
        return virtual;
    }

    /** From now on, runs at this rate: 1 is true, 2 is twice as fast. */
    void setRate(long virtualNow, double newRate) {
        jumpTo(virtualNow, toLocal(virtualNow));
        rate = newRate;
    }

    /** From now on, shows {@code local} and what follows. */
    void jumpTo(long virtualNow, long local) {
        localAnchor = local;
        virtualAnchor = virtualNow;
    }
}
