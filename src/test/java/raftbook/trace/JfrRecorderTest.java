package raftbook.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import raftbook.cluster.Cluster;
import raftbook.cluster.ClusterKind;
import raftbook.raft.NodeId;

/** What Mission Control would see of a live cluster. */
class JfrRecorderTest {

    private static final String CLUSTER_EVENTS = "raftbook.";

    @TempDir
    Path directory;

    @Test
    void aLiveElectionAndAPutAreRecorded() throws IOException {
        NodeId leader;
        long term;
        long index;
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            try (Cluster cluster = ClusterKind.LIVE.start(3)) {
                ClusterKind.put(cluster, "/a", "v1");
                cluster.awaitConvergence();
                leader = cluster.awaitLeader();
                term = cluster.state(leader).term();
                index = cluster.state(leader).commitIndex();
            }
            recording.stop();
            Path file = directory.resolve("cluster.jfr");
            recording.dump(file);
            events = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().startsWith(CLUSTER_EVENTS))
                    .toList();
        }

        assertThat(named(events, "RoleChange")).anySatisfy(event -> {
            assertThat(event.getString("node")).isEqualTo(leader.name());
            assertThat(event.getString("role")).isEqualTo("LEADER");
            assertThat(event.getLong("term")).isEqualTo(term);
            assertThat(event.getThread().getJavaName()).isEqualTo("raft-" + leader);
        });
        assertThat(named(events, "Election")).anySatisfy(event -> {
            assertThat(event.getString("candidate")).isEqualTo(leader.name());
            assertThat(event.getLong("term")).isEqualTo(term);
        });
        for (NodeId voter : List.of(leader, someVoterFor(leader, term, events))) {
            assertThat(named(events, "Vote")).anySatisfy(event -> {
                assertThat(event.getString("node")).isEqualTo(voter.name());
                assertThat(event.getString("candidate")).isEqualTo(leader.name());
                assertThat(event.getLong("term")).isEqualTo(term);
            });
        }
        assertThat(named(events, "Commit"))
                .extracting(event -> event.getString("node") + " " + event.getLong("index"))
                .contains("n1 " + index, "n2 " + index, "n3 " + index);
    }

    @Test
    void aSimulatedRunIsNotRecorded() throws IOException {
        try (Recording recording = new Recording()) {
            recording.start();
            try (Cluster cluster = ClusterKind.SIMULATED.start(3)) {
                ClusterKind.put(cluster, "/a", "v1");
            }
            recording.stop();
            Path file = directory.resolve("simulated.jfr");
            recording.dump(file);
            assertThat(RecordingFile.readAllEvents(file))
                    .noneMatch(event -> event.getEventType().getName().startsWith(CLUSTER_EVENTS));
        }
    }

    private static NodeId someVoterFor(NodeId leader, long term, List<RecordedEvent> events) {
        return named(events, "Vote").stream()
                .filter(event -> event.getLong("term") == term)
                .map(event -> new NodeId(event.getString("node")))
                .filter(voter -> !voter.equals(leader))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nobody else is recorded to have voted in term " + term));
    }

    private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(CLUSTER_EVENTS + name))
                .toList();
    }
}
