package raftbook.cluster;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import raftbook.raft.NodeId;
import raftbook.raft.RaftMessage;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/**
 * Messages on their way in virtual time. The network decides when each arrives, how often, and whether at all. While it
 * holds messages, they stay until somebody delivers or drops them by hand.
 */
final class SimulatedNetwork extends Network {

    /** What is held arrives by hand alone. */
    private static final long NEVER = Long.MAX_VALUE;

    private final Agenda agenda;
    private final RandomGenerator random;
    private final Arrivals arrivals;
    private final Map<Link, Way> ways = new HashMap<>();
    private Faults faults;
    /** The shortest time that a message takes, and what may be added to it. */
    private long minDelay;

    private long spread;
    private boolean holding;
    private long copies;

    /** Takes in what arrives. */
    @FunctionalInterface
    interface Arrivals {
        void arrive(long id, NodeId from, NodeId to, RaftMessage message);
    }

    /** The way from one server to another, and when the latest of the messages on it arrives. */
    private static final class Way {
        private long latestArrival;
    }

    /** A copy of a message, planned to arrive; unless it is taken in hand before. */
    private final class OnItsWay extends Agenda.Planned {

        private final InFlight copy;
        private final boolean held;
        private boolean taken;

        OnItsWay(InFlight copy, boolean held) {
            this.copy = copy;
            this.held = held;
        }

        @Override
        void happen() {
            if (!taken) arrive(copy);
        }
    }

    /**
     * @param sink is told what is sent and what is lost
     * @param arrivals is handed what arrives
     */
    SimulatedNetwork(Agenda agenda, RandomGenerator random, Sink sink, Arrivals arrivals) {
        super(agenda::now, sink);
        this.agenda = agenda;
        this.random = random;
        this.arrivals = arrivals;
        setFaults(Faults.NONE);
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
        launch(new InFlight(++copies, id, from, to, message, drawArrival(way(from, to)), lost));
    }

    private void launch(InFlight copy) {
        agenda.plan(holding ? NEVER : copy.arrivesAt(), new OnItsWay(copy, holding));
    }

    private Way way(NodeId from, NodeId to) {
        Link link = new Link(from, to);
        Way way = ways.get(link);
        if (way == null) ways.put(link, way = new Way());
        return way;
    }

    private long drawArrival(Way way) {
        long drawn = agenda.now() + minDelay + (long) (random.nextDouble() * spread);
        boolean mayOvertake = random.nextDouble() < faults.reorder();
        long arrival = mayOvertake ? drawn : Math.max(drawn, way.latestArrival);
        way.latestArrival = Math.max(arrival, way.latestArrival);
        return arrival;
    }

    private void arrive(InFlight copy) {
        if (copy.lost()) lose(copy, "lost");
        else if (isCut(copy.from(), copy.to())) lose(copy, "cut");
        else handOver(copy);
    }

    private void handOver(InFlight copy) {
        arrivals.arrive(copy.id(), copy.from(), copy.to(), copy.message());
    }

    private void lose(InFlight copy, String why) {
        lose(copy.id(), copy.from(), copy.to(), copy.message(), why);
    }

    /** Delivers one message now, whatever was in store for it. */
    void deliver(InFlight copy) {
        take(find(copy));
        handOver(copy);
    }

    /** Loses one message now. */
    void drop(InFlight copy) {
        take(find(copy));
        lose(copy, "dropped by hand");
    }

    /** Sends one message once more, with a fate of its own. */
    void duplicate(InFlight copy) {
        find(copy);
        dispatch(copy.id(), copy.from(), copy.to(), copy.message());
    }

    /** Lets one message arrive so much later, as another copy of it. */
    void delay(InFlight copy, long nanos) {
        take(find(copy));
        long arrival = Math.max(agenda.now(), copy.arrivesAt()) + nanos;
        launch(new InFlight(++copies, copy.id(), copy.from(), copy.to(), copy.message(), arrival, copy.lost()));
    }

    private void take(OnItsWay arrival) {
        arrival.taken = true;
        if (arrival.held) agenda.cancel(arrival);
    }

    private OnItsWay find(InFlight copy) {
        return onTheirWay()
                .filter(each -> each.copy.copy() == copy.copy())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(copy + " is not on its way: choose one of inFlight()"));
    }

    private Stream<OnItsWay> onTheirWay() {
        return agenda.planned(OnItsWay.class).filter(each -> !each.taken);
    }

    List<InFlight> inFlight() {
        return onTheirWay()
                .map(each -> each.copy)
                .sorted(Comparator.comparingLong(InFlight::copy))
                .toList();
    }

    void setFaults(Faults changed) {
        faults = changed;
        minDelay = changed.minDelay().toNanos();
        spread = changed.maxDelay().toNanos() - minDelay;
    }

    void setHolding(boolean hold) {
        holding = hold;
    }
}
