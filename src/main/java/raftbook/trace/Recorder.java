package raftbook.trace;

import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * Watches one server, or a part of it, from outside: it is shown the server after each of its steps, compares what is with
 * what was, and reports the difference as events. The server does not know that it is watched.
 */
public interface Recorder {

    /** Sees nothing. */
    Recorder NONE = (at, toTraceTime, sink) -> {};

    /**
     * Reports what has changed since the last call.
     *
     * @param at the present, in the trace's nanoseconds
     * @param toTraceTime turns a time of the server's own clock into one of the trace; they differ in a simulation
     */
    void observe(long at, LongUnaryOperator toTraceTime, Consumer<TraceEvent> sink);

    /** All of these, in this order. */
    static Recorder all(Recorder... recorders) {
        Recorder[] each = recorders.clone();
        return (at, toTraceTime, sink) -> {
            for (Recorder recorder : each) recorder.observe(at, toTraceTime, sink);
        };
    }
}
