package raftbook.picture;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A {@link ClusterPicture} that changes with time. Who can show a picture that moves asks for {@link #frames}; who cannot
 * shows {@link #toSvg}. It starts no thread, and holds nothing that must be closed.
 */
public final class MovingPicture {

    /** What one showing of it looks at: the events so far, and the time. */
    private record Source(Supplier<List<TraceEvent>> events, LongSupplier time) {}

    private final Supplier<Source> sources;
    private final long end;
    private final Duration trail;

    private MovingPicture(Supplier<Source> sources, long end, Duration trail) {
        this.sources = sources;
        this.end = end;
        this.trail = trail;
    }

    /**
     * A cluster as it is now, whenever one looks, until all its servers are stopped.
     *
     * @param now the cluster's time, in nanoseconds since it started
     */
    public static MovingPicture watch(Trace trace, LongSupplier now) {
        return new MovingPicture(() -> new Source(new LatestEvents(trace), now), Long.MAX_VALUE, ClusterPicture.TRAIL);
    }

    /** Ten times a second, only what is new since the last look is copied from a trace, and few events are looked at. */
    private static final class LatestEvents implements Supplier<List<TraceEvent>> {
        private final Trace trace;
        private final Trace latest = new Trace(2_000);
        private long count;

        LatestEvents(Trace trace) {
            this.trace = trace;
        }

        @Override
        public List<TraceEvent> get() {
            count = trace.copyTo(latest, count);
            return latest.history();
        }
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
        if (to.compareTo(from) < 0) {
            throw new IllegalArgumentException("from " + from + " to " + to + ": it would end before it begins");
        }
        if (!(slower > 0)) throw new IllegalArgumentException("slower " + slower + ": must be positive");
        List<TraceEvent> events = trace.history();
        Supplier<Source> sources = () -> {
            long start = realTime.getAsLong();
            LongSupplier time = () -> from.toNanos() + (long) ((realTime.getAsLong() - start) / slower);
            return new Source(() -> events, time);
        };
        Duration trail = Duration.ofNanos((long) (ClusterPicture.TRAIL.toNanos() / slower));
        return new MovingPicture(sources, to.toNanos(), trail);
    }

    /** The picture in motion: {@code next} is how it looks at that moment; the last one stays. Each call begins anew. */
    public Iterator<String> frames() {
        Source source = sources.get();
        return new Iterator<>() {
            private boolean over;

            @Override
            public boolean hasNext() {
                return !over;
            }

            @Override
            public String next() {
                if (over) throw new NoSuchElementException("the picture has come to its end");
                // The events first, so that none is later than the time.
                List<TraceEvent> events = source.events.get();
                long now = Math.min(end, source.time.getAsLong());
                ClusterPicture frame = picture(events, now);
                over = now == end || frame.isOver();
                return frame.toSvg();
            }
        };
    }

    private ClusterPicture picture(List<TraceEvent> events, long at) {
        return ClusterPicture.of(events).at(Duration.ofNanos(at)).trail(trail);
    }

    private ClusterPicture still() {
        Source source = sources.get();
        List<TraceEvent> events = source.events.get();
        return picture(events, end == Long.MAX_VALUE ? source.time.getAsLong() : end);
    }

    /** What it is drawn from by now, oldest first. */
    public List<TraceEvent> events() {
        return sources.get().events.get();
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
