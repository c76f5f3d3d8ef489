package raftbook.book.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import raftbook.check.Invariant;
import raftbook.cluster.InFlight;
import raftbook.cluster.NodeState;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;
import raftbook.trace.TraceEvent.NodeFault.Kind;

/** A run of which nothing is left but its events, with all its moments: what a server was at one of them is read off them. */
final class Recording implements Watched {

    private final String what;
    private final List<TraceEvent> events;
    private final Optional<Run.Broken> broken;
    private final List<Moment> moments = new ArrayList<>();
    private final Map<NodeId, RecordedServer> servers = new TreeMap<>();
    /** The arrivals of each message that are still to come, the next one first. */
    private final Map<Long, List<TraceEvent.Received>> arrivals = new HashMap<>();

    private final List<InFlight> flights = new ArrayList<>();
    private final Set<NodeId> paused = new TreeSet<>();
    private Set<Link> cut = Set.of();

    /** @param what it is, as a part of a sentence: {@code the run of the picture above} */
    Recording(List<TraceEvent> events, String what) {
        this(events, what, null, "");
    }

    /** One at whose end an invariant breaks, if one is given; the words say how. */
    Recording(List<TraceEvent> events, String what, Invariant invariant, String words) {
        this.events = events;
        this.what = what;
        RecordedServer.all(events).forEach(server -> servers.put(server.id(), server));
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.Received arrival) {
                arrivals.computeIfAbsent(arrival.id(), id -> new ArrayList<>()).add(arrival);
            }
        }
        remember(0, 0);
        readAll();
        this.broken = Optional.ofNullable(invariant)
                .map(found -> new Run.Broken(found, words, List.of(), moments.size() - 1));
    }

    /** A moment comes after all that happens at a time; one in which timers alone are set is not worth one. */
    private void readAll() {
        boolean news = false;
        for (int i = 0; i < events.size(); i++) {
            TraceEvent event = events.get(i);
            read(event);
            news |= !(event instanceof TraceEvent.TimerSet);
            boolean isLast = i + 1 == events.size();
            boolean goesOn = !isLast && events.get(i + 1).at() == event.at();
            if (goesOn || !news && !isLast) continue;
            if (!isLast && moments.size() > WatchedWorld.MOST_MOMENTS) continue;
            remember(i + 1, event.at());
            news = false;
        }
    }

    private void read(TraceEvent event) {
        if (event instanceof TraceEvent.Sent sent) send(sent);
        if (event instanceof TraceEvent.Received arrival) arrive(arrival);
        if (event instanceof TraceEvent.NetworkFault fault) cut = fault.cut();
        if (event instanceof TraceEvent.NodeFault fault) {
            if (fault.kind() == Kind.PAUSED) paused.add(fault.node());
            else paused.remove(fault.node());
        }
        if (event instanceof TraceEvent.OfNode own) servers.get(own.node()).read(own);
    }

    private void send(TraceEvent.Sent sent) {
        for (TraceEvent.Received to : arrivals.getOrDefault(sent.id(), List.of())) {
            flights.add(
                    new InFlight(flights.size(), sent.id(), sent.from(), sent.to(), sent.message(), to.at(), false));
        }
    }

    private void arrive(TraceEvent.Received arrival) {
        flights.removeIf(flight -> flight.id() == arrival.id() && flight.arrivesAt() == arrival.at());
        servers.get(arrival.to()).read(arrival);
    }

    private void remember(int count, long at) {
        long next = count == events.size() ? Long.MAX_VALUE : events.get(count).at();
        List<NodeState> states =
                servers.values().stream().map(RecordedServer::state).toList();
        moments.add(new Moment(
                null, 1, at, count, next, states, List.copyOf(flights), new HashSet<>(paused), Set.of(), cut));
    }

    @Override
    public List<TraceEvent> events() {
        return events;
    }

    @Override
    public List<Moment> moments() {
        return moments;
    }

    @Override
    public Optional<Run.Broken> broken() {
        return broken;
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public String whyOver() {
        return broken.map(found -> "the story ends here: " + found.invariant().title() + " is broken")
                .orElse("the recording ends here");
    }
}
