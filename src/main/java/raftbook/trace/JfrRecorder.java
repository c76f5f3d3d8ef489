package raftbook.trace;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import raftbook.raft.RaftRole;

/**
 * Passes what happens in a live cluster to the JDK's Flight Recorder, so that JDK Mission Control, or
 * {@code jfr print --events 'raftbook.*'}, shows it on the same time line as the JVM's own doings. Costs next to nothing
 * while no recording runs.
 */
public final class JfrRecorder {

    private JfrRecorder() {}

    /** Emits the event if it is one of roles, terms, elections and commits; ignores the rest. */
    public static void emit(TraceEvent event) {
        if (event instanceof TraceEvent.Became became) emit(became);
        else if (event instanceof TraceEvent.Voted vote) emit(vote);
        else if (event instanceof TraceEvent.Committed committed) emit(committed);
    }

    private static void emit(TraceEvent.Became became) {
        RoleChange change = new RoleChange();
        change.node = became.node().name();
        change.role = became.role().name();
        change.term = became.term();
        change.commit();
        if (became.role() == RaftRole.CANDIDATE) {
            Election election = new Election();
            election.candidate = became.node().name();
            election.term = became.term();
            election.commit();
        }
    }

    private static void emit(TraceEvent.Voted vote) {
        Vote cast = new Vote();
        cast.node = vote.node().name();
        cast.candidate = vote.candidate().name();
        cast.term = vote.term();
        cast.commit();
    }

    private static void emit(TraceEvent.Committed committed) {
        Commit commit = new Commit();
        if (!commit.isEnabled()) return;
        commit.node = committed.node().name();
        commit.index = committed.index();
        commit.commit();
    }

    /** A server changed its role or its term. */
    @Name("raftbook.RoleChange")
    @Label("Raft role or term change")
    @Category("Raft")
    @StackTrace(false)
    static final class RoleChange extends Event {
        @Label("Node")
        String node;

        @Label("Role")
        String role;

        @Label("Term")
        long term;
    }

    /** A server's patience ended, and it stands for election. */
    @Name("raftbook.Election")
    @Label("Raft election")
    @Category("Raft")
    @StackTrace(false)
    static final class Election extends Event {
        @Label("Candidate")
        String candidate;

        @Label("Term")
        long term;
    }

    /** A server gave its vote in an election. */
    @Name("raftbook.Vote")
    @Label("Raft vote")
    @Category("Raft")
    @StackTrace(false)
    static final class Vote extends Event {
        @Label("Node")
        String node;

        @Label("Candidate")
        String candidate;

        @Label("Term")
        long term;
    }

    /** A server learned that entries are committed. */
    @Name("raftbook.Commit")
    @Label("Raft commit")
    @Category("Raft")
    @StackTrace(false)
    static final class Commit extends Event {
        @Label("Node")
        String node;

        @Label("Index")
        long index;
    }
}
