package raftbook.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import raftbook.raft.Node;
import raftbook.raft.NodeId;
import raftbook.trace.Recorder;
import raftbook.trace.TraceEvent;

/**
 * Servers in virtual time. Nothing happens between two events, so time jumps from one to the next: the arrival of a
 * message, an action of the script, or the moment a server asked to be woken. Everything random comes from one seed, and
 * a run with the same seed and the same calls is the same run, to the last event. Not thread-safe.
 *
 * @param <N> what kind of server runs in it
 */
public class Simulation<N extends Node> extends Servers<N, SimulatedNode<N>> {

    /** So many events can happen at one moment; if there are more, there will always be more. */
    private static final int MOST_AT_ONCE = 1_000_000;

    private final Agenda agenda = new Agenda();
    private final SimulatedNetwork network;
    private final long seed;
    private final News news = new News(trace::record);
    private int eventsAtOnce;

    /**
     * A world without servers. Its time stands at 0 until it is run.
     *
     * @param traceCapacity how many events its trace keeps
     */
    public Simulation(long seed, int traceCapacity) {
        super(traceCapacity);
        this.seed = seed;
        this.network = new SimulatedNetwork(
                agenda, Seeds.randomFor(seed, -1), news, (id, from, to, message) -> members.find(to)
                        .receive(id, from, message));
    }

    @Override
    final SimulatedNode<N> driver(NodeId id, N node, Recorder recorder) {
        return new SimulatedNode<>(id, node, recorder, network, agenda::now, news, this::ended);
    }

    @Override
    final Network network() {
        return network;
    }

    /** What all randomness comes from. */
    public final long seed() {
        return seed;
    }

    @Override
    public final long now() {
        return agenda.now();
    }

    /**
     * Carries out the next event, whenever it is due, and returns all that came of it.
     *
     * @throws IllegalStateException if nothing is left that could happen, or the simulation is closed
     */
    public final List<TraceEvent> step() {
        return stepBy(Agenda.END)
                .orElseThrow(() -> new IllegalStateException(
                        "nothing can happen any more: all nodes are stopped, paused, or wait in vain"));
    }

    /** Carries out the next event, if it is due by then, in virtual nanoseconds; empty if none is. */
    public final Optional<List<TraceEvent>> stepBy(long time) {
        requireOpen();
        SimulatedNode<N> sleeper = nextToWake();
        long next = nextEventAt(sleeper);
        if (next > time) return Optional.empty();
        eventsAtOnce = next > agenda.now() ? 0 : eventsAtOnce + 1;
        if (eventsAtOnce > MOST_AT_ONCE) throw new IllegalStateException(standstill());
        agenda.passUntil(next);
        if (agenda.nextAt() <= next) agenda.runNext();
        else sleeper.wake();
        return Optional.of(news());
    }

    /** What has happened since the last step, or the last call: what came of what was done by hand. */
    public final List<TraceEvent> news() {
        return news.take();
    }

    private String standstill() {
        return MOST_AT_ONCE + " events at " + Duration.ofNanos(agenda.now()) + ", and time does not pass: " + nodes()
                + " keep each other or themselves busy; let wakeAt name a later time once advance and apply have done"
                + " what is due";
    }

    /** When the next event is due, in virtual nanoseconds; {@link Long#MAX_VALUE} if there is none. */
    public final long nextEventAt() {
        return nextEventAt(nextToWake());
    }

    private long nextEventAt(SimulatedNode<N> sleeper) {
        long wakeAt = sleeper == null ? Long.MAX_VALUE : sleeper.wakeAt();
        long next = Math.min(wakeAt, agenda.nextAt());
        return next > Agenda.END ? Long.MAX_VALUE : next;
    }

    /** Null if there are no servers. */
    private SimulatedNode<N> nextToWake() {
        SimulatedNode<N> first = null;
        long earliest = Long.MAX_VALUE;
        List<SimulatedNode<N>> all = members.all();
        for (int i = 0; i < all.size(); i++) {
            SimulatedNode<N> node = all.get(i);
            long wakeAt = node.wakeAt();
            if (first != null && wakeAt >= earliest) continue;
            first = node;
            earliest = wakeAt;
        }
        return first;
    }

    /**
     * Plans an action of the run's script for a virtual time, in nanoseconds since the start.
     *
     * @throws IllegalArgumentException if that is more than a year
     */
    public final void at(long time, Runnable action) {
        requireOpen();
        agenda.plan(Agenda.requireInTime(time), action);
    }

    /**
     * From now on, messages and timers leave no event, neither in the trace nor as news, but for a message that gives a vote:
     * they are most of what happens, and of them a judge who looks at servers needs that one alone.
     */
    public final void muteRoutine() {
        news.muteRoutine();
    }

    /** Lets so much virtual time pass. @throws IllegalArgumentException if time passes a year, at which it ends */
    @Override
    public final void runFor(Duration duration) {
        requireOpen();
        long end = agenda.after(duration);
        while (stepBy(end).isPresent()) continue;
        agenda.passUntil(end);
    }

    /** Steps until something is true. @throws IllegalStateException if that takes longer than {@link #PATIENCE} */
    @Override
    public final void awaitUntil(String what, BooleanSupplier condition) {
        requireOpen();
        long end = agenda.now() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (stepBy(end).isEmpty()) {
                throw new IllegalStateException(
                        "waited " + PATIENCE + " of virtual time in vain for " + what + ", seed " + seed);
            }
        }
    }

    @Override
    final void awaitEnd(CompletableFuture<?> answer) {
        awaitUntil("an answer", answer::isDone);
    }

    /** Changes how the network treats messages that are sent from now on. */
    public final void setFaults(Faults faults) {
        requireOpen();
        network.setFaults(faults);
    }

    /** Stops a server's clock and lets its mail wait, as when a hypervisor suspends the whole machine. */
    public final void pause(NodeId id) {
        requireOpen();
        members.find(id).pause();
    }

    /** Lets a paused server go on: its clock where it stood, its mail all at once. */
    public final void resume(NodeId id) {
        requireOpen();
        members.find(id).resume();
    }

    /**
     * Lets a server's clock run fast (above 1) or slow (below 1).
     *
     * @throws IllegalArgumentException if the rate is not from 0.01 to 100
     */
    public final void skew(NodeId id, double rate) {
        requireOpen();
        members.find(id).skew(rate);
    }

    /**
     * Lets a server's clock jump ahead to the moment for which it set its timer, so that the timer fires now. A paused or
     * stopped server's does not.
     *
     * @throws IllegalStateException if no timer is set, because the server waits for mail alone
     */
    public final void fireTimer(NodeId id) {
        requireOpen();
        members.find(id).fireTimer();
    }

    /** From now on, messages wait until they are delivered or dropped by hand; false lets new ones travel again. */
    public final void holdMessages(boolean hold) {
        requireOpen();
        network.setHolding(hold);
    }

    /** The messages on their way, in the order in which they were sent. */
    public final List<InFlight> inFlight() {
        return network.inFlight();
    }

    /** Delivers one message now, whatever the network had in mind for it. */
    public final void deliver(InFlight copy) {
        requireOpen();
        network.deliver(copy);
    }

    /** Loses one message now. */
    public final void drop(InFlight copy) {
        requireOpen();
        network.drop(copy);
    }

    /** Lets one message arrive once more; when, and whether at all, is drawn as for any other. */
    public final void duplicate(InFlight copy) {
        requireOpen();
        network.duplicate(copy);
    }

    /** Lets one message arrive so much later, as another copy. @throws IllegalArgumentException if that is over a year */
    public final void delay(InFlight copy, Duration by) {
        requireOpen();
        network.delay(copy, Times.nanos("a delay of", by));
    }

    /** Whether no server that runs has yet to take in something that has reached it. */
    final boolean hasTakenInAll() {
        return members.all().stream().allMatch(SimulatedNode::hasTakenInAll);
    }

    /** The server itself, to look at; whoever changes it leaves the protocol. */
    public final N inside(NodeId id) {
        return members.find(id).node();
    }
}
