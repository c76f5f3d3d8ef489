package raftbook.book.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import raftbook.cluster.InFlight;
import raftbook.cluster.NodeState;
import raftbook.picture.ClusterPicture;
import raftbook.picture.LogStrip;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.trace.TraceEvent;

/** The pictures of a run, by the library's own classes. */
final class RunPictures {

    private static final Duration TRAIL = Duration.ofMillis(250);

    private final Run run;
    /** The events that the last picture was drawn from: one of the same moment is mostly drawn from them as well. */
    private List<TraceEvent> window = List.of();

    private int windowsMoment = -1;
    private long windowsFrom;
    private Duration markedAt = Duration.ZERO;
    private String mark = "";

    RunPictures(Run run) {
        this.run = run;
    }

    /** Points something out in all diagrams from now on; nothing if there are no words. */
    void mark(Duration at, String words) {
        markedAt = at;
        mark = words;
    }

    /** A part of the run, as it is known at a moment; if it goes on beyond that, the moment is pointed out. */
    SpaceTimeDiagram diagram(int moment, Duration from, Duration to, int width) {
        Duration now = now(moment);
        SpaceTimeDiagram diagram = SpaceTimeDiagram.of(past(moment, from))
                .nodes(nodes())
                .from(from)
                .to(to)
                .width(width)
                .replay(run.watched()
                        .map(Watched::replay)
                        .orElseGet(() -> "seed " + run.setup().seed()));
        if (!mark.isEmpty()) diagram = diagram.note(markedAt, mark);
        boolean isEnd = moment == run.moments().size() - 1;
        if (isEnd && run.broken().isPresent()) {
            return diagram.note(now, run.broken().get().invariant().title() + " is broken");
        }
        return to.compareTo(now) > 0 ? diagram.note(now, "now") : diagram;
    }

    /** The servers in a ring at a moment. */
    ClusterPicture ring(int moment) {
        Duration now = now(moment);
        return ClusterPicture.of(past(moment, now.minus(TRAIL)))
                .nodes(nodes())
                .trail(TRAIL)
                .at(now);
    }

    /** The same some time after a moment, before anything else has happened, with messages where they are by then. */
    ClusterPicture moving(int moment, Duration at, Duration trail) {
        List<TraceEvent> events = new ArrayList<>(past(moment, at.minus(trail)));
        for (InFlight flight : run.moments().get(moment).flights()) {
            if (flight.lost()) continue;
            events.add(new TraceEvent.Received(
                    flight.arrivesAt(), flight.id(), flight.from(), flight.to(), flight.message()));
        }
        return ClusterPicture.of(events).nodes(nodes()).at(at).trail(trail);
    }

    /** The logs side by side. */
    static LogStrip logs(Moment moment) {
        return LogStrip.of(moment.states().stream().map(NodeState::row).toList());
    }

    private Duration now(int moment) {
        return Duration.ofNanos(run.moments().get(moment).at());
    }

    private List<TraceEvent> past(int moment, Duration from) {
        if (windowsMoment != moment || windowsFrom > from.toNanos()) {
            windowsMoment = moment;
            windowsFrom = from.toNanos();
            window = Window.of(run.events().subList(0, run.moments().get(moment).events()), windowsFrom);
        }
        return window;
    }

    private List<NodeId> nodes() {
        return run.last().states().stream().map(NodeState::id).toList();
    }
}
