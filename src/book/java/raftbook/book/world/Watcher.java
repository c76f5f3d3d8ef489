package raftbook.book.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;
import raftbook.trace.TraceEvent.NodeFault.Kind;

/** Looks at a cluster whenever something has happened in it, anew at those servers alone that it has touched. */
final class Watcher {

    /** Beyond that, a timer is none. */
    private static final long NEVER = Long.MAX_VALUE / 2;

    private final SimulatedCluster cluster;
    private final boolean steered;
    private final Set<NodeId> paused = new TreeSet<>();
    private List<NodeState> states;

    /** @param steered whether somebody may fire a server's timer */
    Watcher(SimulatedCluster cluster, boolean steered) {
        this.cluster = cluster;
        this.steered = steered;
    }

    /**
     * What the cluster has come to.
     *
     * @param decision what was decided; null if nothing was
     * @param steps how many were taken
     * @param at when the latest of it happened
     * @param events how many events there are by now
     * @param news those of them that have come since the last look
     */
    Moment look(Decision decision, int steps, long at, int events, List<TraceEvent> news) {
        Set<NodeId> touched = new HashSet<>();
        for (TraceEvent event : news) {
            if (event instanceof TraceEvent.NodeFault fault) note(fault);
            if (event instanceof TraceEvent.OfNode own) touched.add(own.node());
            else if (event instanceof TraceEvent.Received received) touched.add(received.to());
        }
        states = states == null
                ? cluster.states()
                : states.stream()
                        .map(before -> touched.contains(before.id()) ? cluster.state(before.id()) : before)
                        .toList();
        return new Moment(
                decision,
                steps,
                at,
                events,
                cluster.nextEventAt(),
                states,
                cluster.inFlight(),
                Set.copyOf(paused),
                timers(),
                cut());
    }

    private void note(TraceEvent.NodeFault fault) {
        if (fault.kind() == Kind.PAUSED) paused.add(fault.node());
        else paused.remove(fault.node());
    }

    private Set<NodeId> timers() {
        Set<NodeId> timers = new TreeSet<>();
        for (NodeId id : steered ? cluster.nodes() : List.<NodeId>of()) {
            boolean ticks = cluster.isRunning(id) && !paused.contains(id);
            if (ticks && cluster.inside(id).wakeAt() <= NEVER) timers.add(id);
        }
        return timers;
    }

    private Set<Link> cut() {
        Set<Link> cut = new TreeSet<>();
        for (NodeId from : cluster.nodes()) {
            for (NodeId to : cluster.nodes()) if (!cluster.canReach(from, to)) cut.add(new Link(from, to));
        }
        return cut;
    }
}
