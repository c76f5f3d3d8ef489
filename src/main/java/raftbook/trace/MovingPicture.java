package raftbook.trace;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A {@link ClusterPicture} that changes with time. Who can show a picture that moves asks for {@link #frames}; who cannot
 * shows {@link #toSvg}. It starts no thread, and holds nothing that must be closed.
 */
public final class MovingPicture {

    private final Supplier<List<TraceEvent>> events;
    private final Supplier<LongSupplier> clock;
    private final long end;
    private final Duration trail;

    private MovingPicture(Supplier<List<TraceEvent>> events, Supplier<LongSupplier> clock, long end, Duration trail) {
        this.events = events;
        this.clock = clock;
        this.end = end;
        this.trail = trail;
    }

    /**
     * A cluster as it is now, whenever one looks, until all its servers are stopped.
     *
     * @param now the cluster's time, in nanoseconds since it started
     */
    public static MovingPicture watch(Trace trace, LongSupplier now) {
        return new MovingPicture(trace::history, () -> now, Long.MAX_VALUE, ClusterPicture.TRAIL);
    }

    /** All that has happened so far once more, so many times slower: see the other {@code replay}. */
    public static MovingPicture replay(Trace trace, double slower) {
        List<TraceEvent> events = trace.events();
        long from = events.isEmpty() ? 0 : events.get(0).at();
        long to = events.isEmpty() ? 0 : events.get(events.size() - 1).at();
        return replay(trace, Duration.ofNanos(from), Duration.ofNanos(to), slower);
    }

    /**
     * A part of a run once more, in slow motion. As a single picture it is the end of that part.
     *
     * @param from where to begin, in time since the cluster started
     * @param slower 10 lets a millisecond of the run take ten
     * @throws IllegalArgumentException if it would end before it begins, or {@code slower} is not positive
     */
    public static MovingPicture replay(Trace trace, Duration from, Duration to, double slower) {
        return replay(trace, from, to, slower, System::nanoTime);
    }

    static MovingPicture replay(Trace trace, Duration from, Duration to, double slower, LongSupplier realTime) {
        if (to.compareTo(from) < 0)
            throw new IllegalArgumentException("from " + from + " to " + to + ": ends too early");
        if (!(slower > 0)) throw new IllegalArgumentException("slower " + slower + ": must be positive");
        List<TraceEvent> events = trace.history();
        Duration trail = Duration.ofNanos((long) (ClusterPicture.TRAIL.toNanos() / slower));
        Supplier<LongSupplier> clock = () -> {
            long start = realTime.getAsLong();
            return () -> from.toNanos() + (long) ((realTime.getAsLong() - start) / slower);
        };
        return new MovingPicture(() -> events, clock, to.toNanos(), trail);
    }

    /** The picture in motion: {@code next} is how it looks at that moment, and the last frame stays. Each call begins anew. */
    public Iterator<String> frames() {
        LongSupplier time = clock.get();
        return new Iterator<>() {
            private boolean over;

            @Override
            public boolean hasNext() {
                return !over;
            }

            @Override
            public String next() {
                if (over) throw new NoSuchElementException("the last frame was the last");
                ClusterPicture frame = at(time);
                over = frame.isOver() || time.getAsLong() >= end;
                return over ? still().toSvg() : frame.toSvg();
            }
        };
    }

    private ClusterPicture at(LongSupplier time) {
        // The events first, so that none is later than the time.
        ClusterPicture picture = ClusterPicture.of(events.get()).trail(trail);
        return picture.at(Duration.ofNanos(Math.min(end, time.getAsLong())));
    }

    private ClusterPicture still() {
        return at(end == Long.MAX_VALUE ? clock.get() : () -> end);
    }

    /** The picture as it is now, or at the end of a replay, as an SVG document. */
    public String toSvg() {
        return still().toSvg();
    }

    /** The same in words, on one line. */
    @Override
    public String toString() {
        return still().toString();
    }
}
