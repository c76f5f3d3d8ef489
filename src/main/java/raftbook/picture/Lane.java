package raftbook.picture;

import java.util.ArrayList;
import java.util.List;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;

/**
 * One server's history as a picture needs it: what it was from when to when, its election timer, and what became of its
 * log.
 */
record Lane(NodeId node, List<Span> spans, List<Wait> waits, List<Flag> flags) {

    enum Condition {
        RUNNING,
        PAUSED,
        STOPPED
    }

    /** A time in which the server stayed what it was. */
    record Span(long from, long to, RaftRole role, long term, Condition condition) {

        boolean leads() {
            return role == RaftRole.LEADER;
        }

        boolean is(Condition other) {
            return condition == other;
        }

        /** Half the thickness that it is drawn with. */
        double half() {
            return is(Condition.STOPPED) ? 0.5 : Style.half(role);
        }

        boolean isLike(Span other) {
            return role == other.role && term == other.term && condition == other.condition;
        }
    }

    /** A stretch of an election timer: how much was left at its start and at its end. */
    record Wait(long from, long to, long leftAtStart, long leftAtEnd) {}

    /** Entries that were appended, committed or dropped. */
    record Flag(Kind kind, long at, long first, long last, String text) {

        enum Kind {
            APPENDED,
            COMMITTED,
            TRUNCATED
        }

        String label() {
            return first == last ? "" + first : first + "–" + last;
        }

        /** Whether the other goes on where this ends. */
        boolean continuedBy(Flag next) {
            return kind != Kind.TRUNCATED && next.kind == kind && next.first == last + 1;
        }

        Flag and(Flag next) {
            return new Flag(kind, next.at, first, next.last, text + "\n" + next.text);
        }
    }

    /** What the server was at a time; of two spans that meet there, the later. */
    Span at(long time) {
        Span found = spans.get(0);
        for (Span span : spans) if (span.from <= time) found = span;
        return found;
    }

    /** Reads one server's history from all events up to a time. */
    static Lane of(NodeId node, List<TraceEvent> events, long from, long to) {
        Reader reader = new Reader(from);
        for (TraceEvent event : events) {
            if (event.at() <= to
                    && event instanceof TraceEvent.OfNode e
                    && e.node().equals(node)) reader.read(e);
        }
        reader.endSpan(to);
        reader.endWait(to);
        return new Lane(node, reader.spans, reader.waits, reader.flags);
    }

    private static final class Reader {
        final List<Span> spans = new ArrayList<>();
        final List<Wait> waits = new ArrayList<>();
        final List<Flag> flags = new ArrayList<>();
        private final long start;
        private Span now;
        private long lastIndex;
        private long commitIndex;
        private long waitFrom;
        private long left = -1;

        Reader(long from) {
            start = from;
            now = new Span(from, from, RaftRole.FOLLOWER, 0, Condition.RUNNING);
        }

        void read(TraceEvent.OfNode event) {
            if (event instanceof TraceEvent.Became e) become(e);
            else if (event instanceof TraceEvent.NodeFault e) suffer(e);
            else if (event instanceof TraceEvent.TimerSet e) wait(e);
            else if (event instanceof TraceEvent.Appended e) {
                flag(Flag.Kind.APPENDED, e, e.first(), e.last());
                lastIndex = e.last();
            } else if (event instanceof TraceEvent.Truncated e) {
                flag(Flag.Kind.TRUNCATED, e, e.from(), Math.max(e.from(), lastIndex));
                lastIndex = e.from() - 1;
            } else if (event instanceof TraceEvent.Committed e) {
                flag(Flag.Kind.COMMITTED, e, commitIndex + 1, e.index());
                commitIndex = e.index();
            }
        }

        private void flag(Flag.Kind kind, TraceEvent event, long first, long last) {
            if (event.at() >= start) flags.add(new Flag(kind, event.at(), first, last, oneLine(event)));
        }

        private void become(TraceEvent.Became event) {
            if (event.role() == RaftRole.LEADER) endWait(event.at());
            change(event.at(), event.role(), event.term(), now.condition);
        }

        private void suffer(TraceEvent.NodeFault event) {
            boolean ticks = now.is(Condition.RUNNING);
            Condition next =
                    switch (event.kind()) {
                        case STOPPED -> Condition.STOPPED;
                        case PAUSED -> Condition.PAUSED;
                        case RESUMED -> Condition.RUNNING;
                    };
            long remaining = ticks ? left - (event.at() - waitFrom) : left;
            boolean waits = left >= 0;
            endWait(event.at());
            change(event.at(), now.role, now.term, next);
            if (waits && next != Condition.STOPPED) beginWait(event.at(), remaining);
        }

        private void wait(TraceEvent.TimerSet event) {
            endWait(event.at());
            if (now.is(Condition.RUNNING)) beginWait(event.at(), event.deadline() - event.at());
        }

        private void beginWait(long at, long remaining) {
            waitFrom = at;
            left = Math.max(0, remaining);
        }

        void endWait(long at) {
            if (left < 0) return;
            // A paused server's clock stands still, and so does its timer.
            long end = now.is(Condition.PAUSED) ? left : left - (at - waitFrom);
            if (at > waitFrom && at > start) waits.add(new Wait(waitFrom, at, left, Math.max(0, end)));
            left = -1;
        }

        private void change(long at, RaftRole role, long term, Condition condition) {
            endSpan(at);
            now = new Span(Math.max(at, start), at, role, term, condition);
        }

        void endSpan(long at) {
            if (at <= now.from) return;
            Span before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            boolean goesOn = before != null && before.isLike(now);
            if (goesOn) spans.remove(before);
            spans.add(new Span(goesOn ? before.from : now.from, at, now.role, now.term, now.condition));
        }
    }

    static String oneLine(TraceEvent event) {
        return event.line().strip();
    }
}
