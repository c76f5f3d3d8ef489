package raftbook.trace;

import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import raftbook.raft.NodeId;
import raftbook.raft.OneLine;
import raftbook.raft.RaftMessage;
import raftbook.raft.RaftRole;

/** Something that happened in a run. Times are nanoseconds since the cluster started: virtual ones in a simulation. */
public sealed interface TraceEvent {

    /** When it happened, in nanoseconds since the cluster started. */
    long at();

    /** What happened, in words, without the time. */
    String describe();

    /** The event as one line: the time in milliseconds, then {@link #describe}. */
    default String line() {
        return String.format(Locale.ROOT, "%10.3f ms  %s", at() / 1e6, describe());
    }

    /** An event of one server alone. */
    sealed interface OfNode extends TraceEvent {

        /** The server whose event it is. */
        NodeId node();
    }

    /** A message left its sender. The id joins it to its arrivals. */
    record Sent(long at, long id, NodeId from, NodeId to, RaftMessage message) implements TraceEvent {
        @Override
        public String describe() {
            return from + " → " + to + "  sends " + MessageText.of(message);
        }
    }

    /** A message arrived; a duplicated one does so more than once. */
    record Received(long at, long id, NodeId from, NodeId to, RaftMessage message) implements TraceEvent {
        @Override
        public String describe() {
            return from + " → " + to + "  gets  " + MessageText.of(message);
        }
    }

    /** A message was lost on its way. */
    record Lost(long at, long id, NodeId from, NodeId to, RaftMessage message, String why) implements TraceEvent {
        @Override
        public String describe() {
            return from + " → " + to + "  LOST  " + MessageText.of(message) + " (" + OneLine.of(why, 200) + ")";
        }
    }

    /** A server changed its role, or its term, or both. */
    record Became(long at, NodeId node, RaftRole role, long term) implements OfNode {
        @Override
        public String describe() {
            return node + "  is " + role + " in term " + term;
        }
    }

    /** A server gave its vote of this term. */
    record Voted(long at, NodeId node, NodeId candidate, long term) implements OfNode {
        @Override
        public String describe() {
            return node + "  votes for " + candidate + " in term " + term;
        }
    }

    /** A server restarted its election timer, to fire at {@code deadline} unless it is restarted before. */
    record TimerSet(long at, NodeId node, long deadline) implements OfNode {
        @Override
        public String describe() {
            return String.format(Locale.ROOT, "%s  waits until %.3f ms", node, deadline / 1e6);
        }
    }

    /** A server's log grew by these entries; {@code term} is the last one's. */
    record Appended(long at, NodeId node, long first, long last, long term) implements OfNode {
        @Override
        public String describe() {
            return node + "  appends " + MessageText.range(first, last) + " of term " + term;
        }
    }

    /** A server dropped the entries from this index on: they contradicted the leader's. */
    record Truncated(long at, NodeId node, long from) implements OfNode {
        @Override
        public String describe() {
            return node + "  drops its log from " + from + " on";
        }
    }

    /** A server learned that entries up to this index are committed. */
    record Committed(long at, NodeId node, long index) implements OfNode {
        @Override
        public String describe() {
            return node + "  commits up to " + index;
        }
    }

    /** A server applied entries up to this index to its state machine. */
    record Applied(long at, NodeId node, long index) implements OfNode {
        @Override
        public String describe() {
            return node + "  applies up to " + index;
        }
    }

    /** Something was done to a server. */
    record NodeFault(long at, NodeId node, Kind kind) implements OfNode {

        /** What can be done to a server. */
        public enum Kind {
            /** It is gone, with all it knew. */
            STOPPED,
            /** Its clock stands still and its mail waits. */
            PAUSED,
            /** It goes on where it stood. */
            RESUMED
        }

        @Override
        public String describe() {
            return node + "  " + kind;
        }
    }

    /** Something was done to the network: since then these links, and no others, are cut. */
    record NetworkFault(long at, String what, Set<Link> cut) implements TraceEvent {

        /** Keeps a copy of the links, in order, so that equal events read the same. */
        public NetworkFault {
            cut = Collections.unmodifiableSet(new TreeSet<>(cut));
        }

        /** The way from one server to another; the way back is a different one. */
        public record Link(NodeId from, NodeId to) implements Comparable<Link> {
            @Override
            public boolean equals(Object other) {
                return other instanceof Link that && from.equals(that.from) && to.equals(that.to);
            }

            @Override
            public int hashCode() {
                return 31 * from.hashCode() + to.hashCode();
            }

            @Override
            public int compareTo(Link other) {
                int order = from.compareTo(other.from);
                return order != 0 ? order : to.compareTo(other.to);
            }
        }

        @Override
        public String describe() {
            return "network: " + OneLine.of(what, 200);
        }
    }
}
