package raftbook.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;

/**
 * Messages on their way in virtual time. It decides when each arrives, how often, and whether at all; carrying them out
 * is the cluster's part. While it holds, messages stay until somebody delivers or drops them by hand.
 */
final class SimulatedNetwork {

    private final RandomGenerator random;
    private final Map<Long, InFlight> inFlight = new TreeMap<>();
    private final Map<Links.Direction, Long> latestArrivals = new HashMap<>();
    private Faults faults = Faults.NONE;
    private boolean holding;
    private long copies;

    SimulatedNetwork(RandomGenerator random) {
        this.random = random;
    }

    /** Takes a message on; gives the copies that will travel by themselves, each with its time of arrival. */
    InFlight[] accept(long now, long id, NodeId from, NodeId to, RaftMessage message) {
        boolean twice = random.nextDouble() < faults.duplicate();
        InFlight[] travelling = new InFlight[twice ? 2 : 1];
        for (int i = 0; i < travelling.length; i++) {
            boolean lost = random.nextDouble() < faults.loss();
            InFlight copy = new InFlight(++copies, id, from, to, message, arrival(now, from, to), lost);
            inFlight.put(copy.copy(), copy);
            travelling[i] = copy;
        }
        return holding ? new InFlight[0] : travelling;
    }

    private long arrival(long now, NodeId from, NodeId to) {
        long min = faults.minDelay().toNanos();
        long drawn =
                now + min + (long) (random.nextDouble() * (faults.maxDelay().toNanos() - min));
        boolean mayOvertake = random.nextDouble() < faults.reorder();
        Links.Direction way = new Links.Direction(from, to);
        long latest = latestArrivals.getOrDefault(way, 0L);
        long arrival = mayOvertake ? drawn : Math.max(drawn, latest);
        latestArrivals.put(way, Math.max(arrival, latest));
        return arrival;
    }

    /** Takes a copy off the network. False if it has gone already. */
    boolean remove(InFlight copy) {
        return inFlight.remove(copy.copy()) != null;
    }

    Collection<InFlight> inFlight() {
        return Collections.unmodifiableCollection(inFlight.values());
    }

    void setFaults(Faults changed) {
        faults = changed;
    }

    void setHolding(boolean hold) {
        holding = hold;
    }
}
