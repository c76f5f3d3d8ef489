package raftbook.check;

import java.util.List;
import java.util.stream.Collectors;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;

/**
 * A story that a {@link Search} has found: what happens, step by step, until an invariant breaks. There is none with fewer
 * steps in its scope.
 *
 * @param search what it was found by
 * @param steps what happens
 * @param invariant what the last step breaks
 * @param detail how, in words
 */
public record Story(Search search, List<Step> steps, Invariant invariant, String detail) {

    /** Keeps a copy of the steps. */
    public Story {
        steps = List.copyOf(steps);
    }

    /** What can happen in a step. */
    public enum Kind {
        /** A server's election timer runs out. */
        TIMEOUT,
        /** A leader's heartbeat comes due. */
        HEARTBEAT,
        /** A leader takes in a write. */
        PUT,
        /** A leader takes in a read. */
        GET,
        /** A message arrives. */
        DELIVER,
        /** A message arrives, and a copy of it stays on its way. */
        DELIVER_TWICE,
        /** A message is lost. */
        LOSE
    }

    /**
     * One step.
     *
     * @param kind what happens
     * @param server to which server
     * @param from who has sent the message, null if this is about none
     * @param message the message, null if this is about none
     * @param put which write it is, from 1 on; 0 if it is none
     */
    public record Step(Kind kind, NodeId server, NodeId from, RaftMessage message, int put) {

        /** In words, on one line. */
        @Override
        public String toString() {
            return switch (kind) {
                case TIMEOUT -> server + "  times out";
                case HEARTBEAT -> server + "  owes a heartbeat";
                case PUT -> server + "  takes in put " + put;
                case GET -> server + "  takes in a get";
                case DELIVER -> new TraceEvent.Received(0, 0, from, server, message).describe();
                case DELIVER_TWICE ->
                    new TraceEvent.Received(0, 0, from, server, message).describe() + ", not for the last time";
                case LOSE -> new TraceEvent.Lost(0, 0, from, server, message, "lost").describe();
            };
        }
    }

    /** The story told by a simulated cluster: its trace holds all that happened. */
    public SimulatedCluster cluster() {
        StoryTeller teller = new StoryTeller(this);
        teller.tell();
        return teller.cluster();
    }

    /** The story as a picture, with what breaks in the end. */
    public SpaceTimeDiagram picture() {
        StoryTeller teller = new StoryTeller(this);
        teller.tell();
        return teller.picture();
    }

    /** The {@link #picture}, drawn. */
    public String toSvg() {
        return picture().toSvg();
    }

    /** What breaks, and all steps, a line each. */
    @Override
    public String toString() {
        String all = steps.stream().map(step -> "\n  " + step).collect(Collectors.joining());
        return invariant.title() + " breaks after " + steps.size() + " steps: " + detail + all;
    }
}
