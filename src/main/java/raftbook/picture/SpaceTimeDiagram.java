package raftbook.picture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import raftbook.raft.NodeId;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A run as a picture, after Lamport: time to the right, a lane for each server, slanted arrows for messages. A lane's
 * colour and the number on it tell the term, its thickness the role, the grey wedge below it how much is left of the
 * election timer. Flags above it bear the indexes of log entries: dashed where they are appended, solid where committed.
 *
 * <p>A value: the methods that set something return a changed copy. The same events give the same picture, to the byte.
 */
public final class SpaceTimeDiagram {

    private final List<TraceEvent> events;
    private List<NodeId> nodes;
    private long from;
    private long to;
    private int width = 960;
    private boolean heartbeats = true;
    private String title = "";
    private String caption = "";
    private String replay = "";
    private List<Markers.Marker> notes = List.of();

    private SpaceTimeDiagram(List<TraceEvent> events, List<NodeId> nodes, long from) {
        this.events = List.copyOf(events);
        this.nodes = nodes;
        this.from = from;
        this.to = Math.max(
                from + 1, events.isEmpty() ? 0 : events.get(events.size() - 1).at());
    }

    /** A run, as far back as its trace remembers all of it. */
    public static SpaceTimeDiagram of(Trace trace) {
        List<TraceEvent> history = trace.history();
        return new SpaceTimeDiagram(history, nodesOf(history), start(trace.events()));
    }

    /** The run that these events tell of, oldest first. All servers are taken to begin as followers in term 0. */
    public static SpaceTimeDiagram of(List<TraceEvent> events) {
        return new SpaceTimeDiagram(events, nodesOf(events), start(events));
    }

    private static long start(List<TraceEvent> events) {
        return events.isEmpty() ? 0 : events.get(0).at();
    }

    /** The servers of a run, by name. */
    static List<NodeId> nodesOf(List<TraceEvent> events) {
        Set<NodeId> nodes = new HashSet<>();
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.OfNode e) nodes.add(e.node());
            else if (event instanceof TraceEvent.Sent e) nodes.addAll(List.of(e.from(), e.to()));
        }
        return nodes.stream().sorted(byName()).toList();
    }

    /** So that n10 comes after n2. */
    private static Comparator<NodeId> byName() {
        return Comparator.comparing((NodeId id) -> id.name().replaceAll("[0-9]+$", ""))
                .thenComparing(id -> id.name().length())
                .thenComparing(NodeId::name);
    }

    private SpaceTimeDiagram with(Consumer<SpaceTimeDiagram> change) {
        SpaceTimeDiagram copy = new SpaceTimeDiagram(events, nodes, from);
        copy.to = to;
        copy.width = width;
        copy.heartbeats = heartbeats;
        copy.title = title;
        copy.caption = caption;
        copy.replay = replay;
        copy.notes = notes;
        change.accept(copy);
        return copy;
    }

    /** Shows these servers only, in this order from top to bottom, and the messages between them. */
    public SpaceTimeDiagram nodes(List<NodeId> shown) {
        return with(copy -> copy.nodes = List.copyOf(shown));
    }

    /** Shows nothing before this time since the cluster started; normally the first event's. */
    public SpaceTimeDiagram from(Duration time) {
        return with(copy -> copy.from = time.toNanos());
    }

    /** Shows nothing after this time since the cluster started; normally the last event's. */
    public SpaceTimeDiagram to(Duration time) {
        return with(copy -> copy.to = time.toNanos());
    }

    /** The width at which the smallest text is 11 pixels high; normally 960. The picture scales. */
    public SpaceTimeDiagram width(int pixels) {
        if (pixels < 320) throw new IllegalArgumentException("width " + pixels + ": a lane needs at least 320 pixels");
        return with(copy -> copy.width = pixels);
    }

    /** Leaves out heartbeats, and the replies to them. What they bring about is still shown. */
    public SpaceTimeDiagram withoutHeartbeats() {
        return with(copy -> copy.heartbeats = false);
    }

    /** Names the picture. */
    public SpaceTimeDiagram title(String text) {
        return with(copy -> copy.title = text);
    }

    /** Says below the title what there is to see. */
    public SpaceTimeDiagram caption(String text) {
        return with(copy -> copy.caption = text);
    }

    /** Says at the foot how to get this run again: the seed, or a line of code. */
    public SpaceTimeDiagram replay(String text) {
        return with(copy -> copy.replay = text);
    }

    /** Points something out: a line through all lanes at this time, with a few words on top. */
    public SpaceTimeDiagram note(Duration time, String words) {
        Markers.Marker note = new Markers.Marker(time.toNanos(), words, false);
        return with(copy ->
                copy.notes = Stream.concat(notes.stream(), Stream.of(note)).toList());
    }

    /** What it is drawn from, oldest first: more than it shows, if it shows a part of the run. */
    public List<TraceEvent> events() {
        return events;
    }

    /**
     * The picture as an SVG document.
     *
     * @throws IllegalArgumentException if the picture would end before it begins
     */
    public String toSvg() {
        if (from >= to) {
            throw new IllegalArgumentException("from " + Ticks.label(from) + " ms to " + Ticks.label(to)
                    + " ms: a picture's end must be later than its beginning");
        }
        Map<NodeId, Lane> lanes = new LinkedHashMap<>();
        for (NodeId node : nodes) lanes.put(node, Lane.of(node, events, from, to));
        List<Flight> flights = Flight.of(events, to).stream()
                .filter(flight -> heartbeats || !flight.isHeartbeat())
                .toList();
        Sheet.Words words = new Sheet.Words(title, caption, replay);
        return new Sheet(words, width, from, to, lanes, flights, markers()).draw();
    }

    private List<Markers.Marker> markers() {
        List<Markers.Marker> markers = new ArrayList<>(notes);
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.NetworkFault e) markers.add(new Markers.Marker(e.at(), e.what(), true));
        }
        markers.sort(Comparator.comparingLong(Markers.Marker::at));
        return markers;
    }

    @Override
    public String toString() {
        return "space-time diagram of " + nodes.size() + " servers, " + Ticks.label(from) + " to " + Ticks.label(to)
                + " ms, " + events.size() + " events";
    }
}
