package raftbook.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import raftbook.cluster.Faults;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;
import raftbook.trace.TraceEvent;

/**
 * Draws the demo's scenario: elect a leader, write, stop the leader, elect another, write, converge. It runs in virtual
 * time from one seed, so that every run draws the same picture.
 */
public final class DemoPicture {

    private static final long SEED = 5325;

    private record Note(Duration at, String words) {}

    private final SimulatedCluster cluster;
    private final List<Note> notes = new ArrayList<>();

    private DemoPicture(SimulatedCluster cluster) {
        this.cluster = cluster;
    }

    /** Writes the picture to the file that the first argument names. */
    public static void main(String[] args) throws IOException {
        if (args.length < 1) {
            System.err.println("no file to write to: name one, such as docs/images/demo.svg");
            System.exit(2);
        }
        Path file = Path.of(args[0]);
        if (file.getParent() != null) Files.createDirectories(file.getParent());
        Files.writeString(file, draw().toSvg());
        System.out.println("wrote " + file);
    }

    /** Runs the scenario and draws it. */
    public static SpaceTimeDiagram draw() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, SEED)) {
            cluster.setFaults(Faults.NONE.withDelay(Duration.ofMillis(12), Duration.ofMillis(26)));
            return new DemoPicture(cluster).run();
        }
    }

    private SpaceTimeDiagram run() {
        NodeId first = cluster.awaitLeader();
        runFor(60);
        put(first, "a", "v1");
        runFor(20);
        put(first, "b", "v2");
        runFor(100);
        note(first + " is stopped");
        cluster.stop(first);
        NodeId second = cluster.awaitLeader();
        runFor(60);
        put(second, "c", "v3");
        runFor(20);
        note("delete a");
        cluster.await(cluster.node(second).deleteMetadata("/config/service/a"));
        cluster.awaitConvergence();
        runFor(15);
        SpaceTimeDiagram picture = SpaceTimeDiagram.of(cluster.trace())
                .title("Three servers elect a leader, lose it, and carry on")
                .caption("Time runs to the right. A lane is a server, its colour the term, its thickness the role;"
                        + " arrows are messages, flags log entries.")
                .from(Duration.ofMillis(100))
                .replay("seed " + SEED + ", drawn by " + DemoPicture.class.getName());
        for (TraceEvent event : cluster.trace().events()) {
            if (event instanceof TraceEvent.Became e && e.role() == RaftRole.CANDIDATE) {
                picture = picture.note(Duration.ofNanos(e.at()), e.node() + " stands for election");
            }
        }
        for (Note note : notes) picture = picture.note(note.at, note.words);
        return picture;
    }

    private void put(NodeId leader, String key, String value) {
        note("put " + key + " = " + value);
        cluster.await(cluster.node(leader).putMetadata("/config/service/" + key, value));
    }

    private void note(String words) {
        notes.add(new Note(Duration.ofNanos(cluster.now()), words));
    }

    private void runFor(long millis) {
        cluster.runFor(Duration.ofMillis(millis));
    }
}
