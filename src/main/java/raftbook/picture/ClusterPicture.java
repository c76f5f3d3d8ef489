package raftbook.picture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import raftbook.raft.NodeId;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;
import raftbook.trace.TraceEvent.NetworkFault.Link;

/**
 * A cluster at one moment: the servers around a circle, what each is, what it waits for, how its log ends, and the
 * messages between them. It is drawn from events alone, so it works for every kind of {@link raftbook.raft.Node}. To see
 * it move, make a {@link MovingPicture}.
 *
 * <p>A value: the methods that set something return a changed copy. The same events give the same picture, to the byte.
 */
public final class ClusterPicture {

    /** Messages can be seen for so long after their end: threads carry them faster than anyone can look. */
    static final Duration TRAIL = Duration.ofMillis(250);

    private static final double WIDTH = 760;
    private static final double MARGIN = 16;

    private final List<TraceEvent> events;
    private List<NodeId> nodes;
    private long at;
    private long trail = TRAIL.toNanos();
    private String title = "";

    private ClusterPicture(List<TraceEvent> events, List<NodeId> nodes) {
        this.events = List.copyOf(events);
        this.nodes = nodes;
        this.at = events.isEmpty() ? 0 : events.get(events.size() - 1).at();
    }

    /** The cluster after the last event of its trace. */
    public static ClusterPicture of(Trace trace) {
        return of(trace.history());
    }

    /** The cluster after the last of these events, oldest first. All servers are taken to begin as followers in term 0. */
    public static ClusterPicture of(List<TraceEvent> events) {
        return new ClusterPicture(events, SpaceTimeDiagram.nodesOf(events));
    }

    private ClusterPicture with(Consumer<ClusterPicture> change) {
        ClusterPicture copy = new ClusterPicture(events, nodes);
        copy.at = at;
        copy.trail = trail;
        copy.title = title;
        change.accept(copy);
        return copy;
    }

    /** Shows these servers only, clockwise from the top, and the messages between them. */
    public ClusterPicture nodes(List<NodeId> shown) {
        return with(copy -> copy.nodes = List.copyOf(shown));
    }

    /** Shows another moment: this time since the cluster started. */
    public ClusterPicture at(Duration time) {
        return with(copy -> copy.at = time.toNanos());
    }

    /** Shows messages for so long after they have arrived; normally for 250 ms. */
    public ClusterPicture trail(Duration time) {
        return with(copy -> copy.trail = Math.max(1, time.toNanos()));
    }

    /** Names the picture. */
    public ClusterPicture title(String text) {
        return with(copy -> copy.title = text);
    }

    /** What it is drawn from, oldest first. */
    public List<TraceEvent> events() {
        return events;
    }

    /** The picture as an SVG document. */
    public String toSvg() {
        List<ServerView> servers = servers();
        Circle circle = new Circle(nodes, WIDTH, 24);
        Svg svg = new Svg(WIDTH, circle.bottom() + 54, inWords(servers) + (title.isEmpty() ? "" : "; " + title));
        svg.text(MARGIN, 24, Svg.fit(title, 250, 14), "font-size", 14, "font-weight", "bold");
        svg.text(MARGIN, title.isEmpty() ? 24 : 42, time(), "fill", Style.MUTED);
        LinkPainter links = new LinkPainter(circle, at, trail, svg);
        links.links(cut());
        links.messages(Flight.of(events, at));
        ServerPainter painter = new ServerPainter(circle, longestWait(), svg);
        for (ServerView server : servers) painter.draw(server);
        if (nodes.isEmpty()) svg.text(MARGIN, 60, "nothing has happened yet");
        ClusterLegend.of(MARGIN, WIDTH - MARGIN).draw(circle.bottom() + 4, svg);
        return svg.end();
    }

    private List<ServerView> servers() {
        Map<NodeId, List<TraceEvent>> own = new HashMap<>();
        for (NodeId node : nodes) own.put(node, new ArrayList<>());
        for (TraceEvent event : events) {
            if (event.at() > at) continue;
            if (event instanceof TraceEvent.OfNode e && own.containsKey(e.node()))
                own.get(e.node()).add(e);
            else if (event instanceof TraceEvent.Received e && own.containsKey(e.to()))
                own.get(e.to()).add(e);
        }
        return nodes.stream()
                .map(node -> ServerView.of(node, own.get(node), at))
                .toList();
    }

    private Set<Link> cut() {
        Set<Link> cut = Set.of();
        for (TraceEvent event : events) if (event instanceof TraceEvent.NetworkFault e && e.at() <= at) cut = e.cut();
        return cut;
    }

    private long longestWait() {
        long longest = 0;
        for (TraceEvent event : events) {
            if (event instanceof TraceEvent.TimerSet e) longest = Math.max(longest, e.deadline() - e.at());
        }
        return longest;
    }

    /** Whether nothing can happen any more: every server is stopped, and no message is to be seen. */
    boolean isOver() {
        boolean quiet = !events.isEmpty() && events.stream().allMatch(event -> event.at() + trail < at);
        return quiet && servers().stream().allMatch(server -> server.is(Lane.Condition.STOPPED));
    }

    private String time() {
        return at / 1_000_000 + " ms";
    }

    private String inWords(List<ServerView> servers) {
        return servers.stream().map(ServerView::toString).collect(Collectors.joining("; ", time() + ": ", ""));
    }

    /** The cluster in words, on one line. */
    @Override
    public String toString() {
        return inWords(servers());
    }
}
