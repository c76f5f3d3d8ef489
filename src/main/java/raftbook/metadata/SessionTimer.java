package raftbook.metadata;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The leader's watch over sessions: how much time each has left, by this leader's own clock. It changes nothing; it names those
 * whose time is over, and the leader then proposes to delete their keys. The store obeys the log alone.
 *
 * <p>Whoever begins to lead gives each session its whole time again, as it cannot know when its client was last heard. And the clock
 * is trusted only so far: however far it leaps from one look to the next, little of that counts. So a session may live longer
 * than its time, if the leader changes or sleeps; it is never shortened by that.
 */
public final class SessionTimer {

    /** How often a leader should look, in nanoseconds. */
    public static final long LOOK_EVERY = Duration.ofMillis(10).toNanos();

    /** No more than this counts from one look to the next. */
    static final long LONGEST_STEP = Duration.ofMillis(100).toNanos();

    /** By the session's version; in the time that counts. */
    private final Map<Long, Long> deadlines = new HashMap<>();

    /** Those that this leader has found overdue. They are past saving, as their end is in its log. */
    private final Set<Long> ending = new HashSet<>();

    private long term;
    private long last;
    private long counted;

    /**
     * The sessions whose time is over, each named once in a term.
     *
     * @param now nanoseconds of this server's clock
     * @param leadingTerm the term in which it leads
     */
    public List<Session> overdue(long now, long leadingTerm, MetadataStore store) {
        count(now, leadingTerm);
        List<Session> open = store.sessions();
        Set<Long> versions = open.stream().map(Session::version).collect(Collectors.toSet());
        deadlines.keySet().retainAll(versions);
        ending.retainAll(versions);
        List<Session> overdue = new ArrayList<>();
        for (Session session : open) {
            long deadline = deadlines.computeIfAbsent(session.version(), opened -> fromNow(session));
            if (deadline <= counted && ending.add(session.version())) overdue.add(session);
        }
        return overdue;
    }

    /**
     * Gives a session its whole time again, from this moment on.
     *
     * @param session as the store knows it
     * @throws SessionOverException if this leader has put its end into the log already
     */
    public void renew(long now, long leadingTerm, Session session) {
        count(now, leadingTerm);
        if (ending.contains(session.version())) throw new SessionOverException(session.key(), session.version());
        deadlines.computeIfPresent(session.version(), (open, deadline) -> fromNow(session));
    }

    private long fromNow(Session session) {
        return counted + session.time().toNanos();
    }

    private void count(long now, long leadingTerm) {
        if (leadingTerm != term) {
            deadlines.clear();
            ending.clear();
            term = leadingTerm;
        } else {
            counted += Math.max(0, Math.min(now - last, LONGEST_STEP));
        }
        last = now;
    }
}
