package raftbook.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import raftbook.cluster.SimulatedCluster;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent.Became;
import raftbook.trace.TraceEvent.NodeFault;

class MovingPictureTest {

    private static final long MS = 1_000_000;
    private static final NodeId A = new NodeId("a");

    private final Trace trace = new Trace(10);
    private final AtomicLong clock = new AtomicLong();

    private static String time(String svg) {
        return Drawing.parse(svg).texts().stream()
                .filter(text -> text.endsWith(" ms"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_watched_cluster_is_shown_as_it_is_now() {
        MovingPicture picture = MovingPicture.watch(trace, clock::get);
        Iterator<String> frames = picture.frames();
        assertThat(frames.next()).contains("nothing has happened yet");
        trace.record(new Became(5 * MS, A, RaftRole.LEADER, 1));
        clock.set(7 * MS);
        String frame = frames.next();
        assertThat(frame).contains("a: leader, term 1").isEqualTo(picture.toSvg());
        assertThat(time(frame)).isEqualTo("7 ms");
        assertThat(picture).hasToString("7 ms: a: leader, term 1, has not voted");
    }

    @Test
    void it_moves_until_all_servers_are_stopped_and_the_last_message_has_faded() {
        Iterator<String> frames = MovingPicture.watch(trace, clock::get).frames();
        trace.record(new Became(0, A, RaftRole.LEADER, 1));
        clock.set(10_000 * MS);
        frames.next();
        assertThat(frames.hasNext()).isTrue();
        trace.record(new NodeFault(10_001 * MS, A, NodeFault.Kind.STOPPED));
        clock.set(10_002 * MS);
        frames.next();
        assertThat(frames.hasNext()).isTrue();
        clock.set(10_500 * MS);
        frames.next();
        assertThat(frames.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(frames::next);
    }

    @Test
    void a_replay_runs_from_its_beginning_to_its_end_each_time() {
        try (SimulatedCluster cluster = SimulatedCluster.of(3, 1)) {
            cluster.runFor(Duration.ofMillis(600));
            MovingPicture replay = MovingPicture.replay(
                    cluster.trace(), Duration.ofMillis(100), Duration.ofMillis(300), 10, clock::get);
            for (int round = 0; round < 2; round++) {
                Iterator<String> frames = replay.frames();
                assertThat(time(frames.next())).isEqualTo("100 ms");
                clock.addAndGet(500 * MS);
                assertThat(time(frames.next())).isEqualTo("150 ms");
                assertThat(frames.hasNext()).isTrue();
                clock.addAndGet(5_000 * MS);
                assertThat(frames.next()).isEqualTo(replay.toSvg());
                assertThat(time(replay.toSvg())).isEqualTo("300 ms");
                assertThat(frames.hasNext()).isFalse();
            }
        }
    }

    @Test
    void a_replay_of_everything_ends_with_the_last_event() {
        trace.record(new Became(5 * MS, A, RaftRole.CANDIDATE, 1));
        trace.record(new Became(9 * MS, A, RaftRole.LEADER, 1));
        MovingPicture replay = MovingPicture.replay(trace, 20);
        trace.record(new Became(12 * MS, A, RaftRole.FOLLOWER, 2));
        assertThat(time(replay.toSvg())).isEqualTo("9 ms");
        assertThat(replay.toSvg()).contains("a: leader, term 1");
    }

    @Test
    void an_impossible_replay_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingPicture.replay(trace, Duration.ofMillis(2), Duration.ofMillis(1), 10))
                .withMessageContaining("PT0.002S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingPicture.replay(trace, 0))
                .withMessageContaining("slower 0.0");
    }
}
