package raftbook.book.world;

import java.util.List;
import java.util.Set;
import raftbook.cluster.InFlight;
import raftbook.cluster.NodeState;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/**
 * A run after so many steps and decisions: what can be seen of it then. The servers' states are shared with the moments before
 * and after, where they are the same.
 *
 * @param decision what led to it; null if that was a step, or the beginning
 * @param steps how many steps led to it, as a simulation counts them; only the last of them has brought about anything
 * @param at when, in virtual nanoseconds
 * @param events how many events there have been until then
 * @param next when the next event is due; {@link Long#MAX_VALUE} if nothing is left that could happen
 * @param flights the messages on their way
 * @param paused the servers whose clock stands still
 * @param timers the servers with a timer that could fire
 * @param cut the ways that are cut
 */
record Moment(
        Decision decision,
        int steps,
        long at,
        int events,
        long next,
        List<NodeState> states,
        List<InFlight> flights,
        Set<NodeId> paused,
        Set<NodeId> timers,
        Set<Link> cut) {

    NodeState state(NodeId id) {
        for (NodeState state : states) if (state.id().equals(id)) return state;
        throw new IllegalArgumentException("no node " + id + ": this cluster has "
                + states.stream().map(NodeState::id).toList());
    }

    /** @throws IllegalArgumentException if no such copy is on its way */
    InFlight flight(long copy) {
        for (InFlight flight : flights) if (flight.copy() == copy) return flight;
        throw new IllegalArgumentException("no message " + copy + " is on its way; there are "
                + flights.stream().map(InFlight::copy).toList());
    }
}
