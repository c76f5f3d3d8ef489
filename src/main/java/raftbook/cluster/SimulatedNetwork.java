package raftbook.cluster;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/**
 * Messages on their way in virtual time. The network decides when each arrives, how often, and whether at all. While it
 * holds messages, they stay until somebody delivers or drops them by hand.
 */
final class SimulatedNetwork extends Network {

    private final Agenda agenda;
    private final RandomGenerator random;
    private final Consumer<InFlight> arrivals;
    private final Map<Long, InFlight> inFlight = new LinkedHashMap<>();
    private final Map<Link, Long> latestArrivals = new HashMap<>();
    private Faults faults = Faults.NONE;
    private boolean holding;
    private long copies;

    /**
     * @param sink is told what is sent and what is lost
     * @param arrivals is handed what arrives
     */
    SimulatedNetwork(Agenda agenda, RandomGenerator random, Consumer<TraceEvent> sink, Consumer<InFlight> arrivals) {
        super(agenda::now, sink);
        this.agenda = agenda;
        this.random = random;
        this.arrivals = arrivals;
    }

    /** The message's fate is drawn as it leaves. */
    @Override
    void carry(long id, NodeId from, NodeId to, RaftMessage message) {
        boolean twice = random.nextDouble() < faults.duplicate();
        dispatch(id, from, to, message);
        if (twice) dispatch(id, from, to, message);
    }

    private void dispatch(long id, NodeId from, NodeId to, RaftMessage message) {
        boolean lost = random.nextDouble() < faults.loss();
        launch(new InFlight(++copies, id, from, to, message, drawArrival(from, to), lost));
    }

    private void launch(InFlight copy) {
        inFlight.put(copy.copy(), copy);
        if (!holding) agenda.plan(copy.arrivesAt(), () -> arrive(copy));
    }

    private long drawArrival(NodeId from, NodeId to) {
        long min = faults.minDelay().toNanos();
        long spread = faults.maxDelay().toNanos() - min;
        long drawn = agenda.now() + min + (long) (random.nextDouble() * spread);
        boolean mayOvertake = random.nextDouble() < faults.reorder();
        Link way = new Link(from, to);
        long latest = latestArrivals.getOrDefault(way, 0L);
        long arrival = mayOvertake ? drawn : Math.max(drawn, latest);
        latestArrivals.put(way, Math.max(arrival, latest));
        return arrival;
    }

    private void arrive(InFlight copy) {
        if (inFlight.remove(copy.copy()) == null) return; // taken by hand in the meantime
        if (copy.lost()) lose(copy, "lost");
        else if (isCut(copy.from(), copy.to())) lose(copy, "cut");
        else arrivals.accept(copy);
    }

    private void lose(InFlight copy, String why) {
        lose(copy.id(), copy.from(), copy.to(), copy.message(), why);
    }

    /** Delivers one message now, whatever was in store for it. */
    void deliver(InFlight copy) {
        takeByHand(copy);
        arrivals.accept(copy);
    }

    /** Loses one message now. */
    void drop(InFlight copy) {
        takeByHand(copy);
        lose(copy, "dropped by hand");
    }

    /** Sends one message once more, with a fate of its own. */
    void duplicate(InFlight copy) {
        if (!inFlight.containsKey(copy.copy())) throw notOnItsWay(copy);
        dispatch(copy.id(), copy.from(), copy.to(), copy.message());
    }

    /** Lets one message arrive so much later, as another copy of it. */
    void delay(InFlight copy, long nanos) {
        takeByHand(copy);
        long arrival = Math.max(agenda.now(), copy.arrivesAt()) + nanos;
        launch(new InFlight(++copies, copy.id(), copy.from(), copy.to(), copy.message(), arrival, copy.lost()));
    }

    private void takeByHand(InFlight copy) {
        if (inFlight.remove(copy.copy()) == null) throw notOnItsWay(copy);
    }

    private static IllegalArgumentException notOnItsWay(InFlight copy) {
        return new IllegalArgumentException(copy + " is not on its way: choose one of inFlight()");
    }

    List<InFlight> inFlight() {
        return List.copyOf(inFlight.values());
    }

    void setFaults(Faults changed) {
        faults = changed;
    }

    void setHolding(boolean hold) {
        holding = hold;
    }
}
