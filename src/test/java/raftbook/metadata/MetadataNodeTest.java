package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.Outbox;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftMessage.RequestVoteReply;
import raftbook.raft.RaftNode;
import raftbook.raft.RaftRole;

/** The service on one server, alone: the test is its clock, and its peers never answer after they have elected it. */
class MetadataNodeTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final Outbox NOBODY = (to, message) -> {};
    private static final long MS = 1_000_000;
    private static final long PATIENCE = 20 * MS;
    private static final long ELECTED = 300 * MS;

    private final MetadataStore store = new MetadataStore();
    private final RaftNode raft =
            new RaftNode(N1, List.of(N1, N2, new NodeId("n3")), RaftConfig.DEFAULT, new Random(1), store, 0);
    private final MetadataNode node = new MetadataNode(raft, store, Duration.ofNanos(PATIENCE));

    private void step(long now) {
        node.advance(now, NOBODY);
        node.apply(now, NOBODY);
    }

    private void takeOffice() {
        step(ELECTED);
        node.receive(ELECTED, N2, new RequestVoteReply(1, true), NOBODY);
        step(ELECTED);
        assertThat(raft.role()).isEqualTo(RaftRole.LEADER);
    }

    @Test
    void theServiceAdvancesTheServerBelow() {
        step(ELECTED);
        assertThat(raft.role()).isEqualTo(RaftRole.CANDIDATE);
    }

    @Test
    void somebodyWakesForAnOverdueRequest() {
        takeOffice();
        assertThat(node.wakeAt()).as("its heartbeat").isEqualTo(ELECTED + 50 * MS);
        MetadataRequest write = MetadataRequest.put("/a", "v");
        node.submit(ELECTED + MS, write, NOBODY);
        step(ELECTED + MS);
        assertThat(node.wakeAt()).isEqualTo(ELECTED + MS + PATIENCE);

        step(ELECTED + MS + PATIENCE - 1);
        assertThat(write.isSettled()).as("a nanosecond early").isFalse();
        step(ELECTED + MS + PATIENCE);
        assertThat(write.isSettled()).isTrue();
        assertThat(node.wakeAt()).as("its heartbeat again").isEqualTo(ELECTED + 50 * MS);
    }

    @Test
    void somebodyWakesForAnOverdueRead() {
        takeOffice();
        MetadataRequest read = MetadataRequest.get("/a");
        node.submit(ELECTED, read, NOBODY);
        step(ELECTED);
        assertThat(node.wakeAt()).isEqualTo(ELECTED + PATIENCE);
        step(ELECTED + PATIENCE);
        assertThat(read.isSettled()).isTrue();
        assertThat(node.wakeAt()).isGreaterThan(ELECTED + PATIENCE);
    }

    @Test
    void whatIsGivenUpIsForgotten() {
        takeOffice();
        node.submit(ELECTED, MetadataRequest.put("/a", "v"), NOBODY);
        node.submit(ELECTED, MetadataRequest.get("/a"), NOBODY);
        step(ELECTED);
        node.stopped();
        assertThat(node.wakeAt()).as("nobody is waiting").isEqualTo(raft.wakeAt());
    }

    @Test
    void somebodyWakesForAWatchThatHasWaitedLongEnough() {
        takeOffice();
        MetadataRequest.Watch watch = MetadataRequest.watch("/a", 0);
        node.submit(ELECTED + MS, watch, NOBODY);
        assertThat(node.wakeAt()).isEqualTo(ELECTED + MS + PATIENCE);
        step(ELECTED + MS + PATIENCE - 1);
        assertThat(watch.isSettled()).as("a nanosecond early").isFalse();
        step(ELECTED + MS + PATIENCE);
        assertThat(watch.answer())
                .isCompletedWithValueMatching(none -> none.changes().isEmpty());
        assertThat(node.wakeAt()).as("nobody watches").isEqualTo(raft.wakeAt());
    }

    @Test
    void aServerThatLeadsNoLongerEndsItsWatchesInWords() {
        takeOffice();
        MetadataRequest.Watch watch = MetadataRequest.watch("/a", 0);
        node.submit(ELECTED, watch, NOBODY);
        node.receive(ELECTED + MS, N2, new RequestVoteReply(2, false), NOBODY);
        node.apply(ELECTED + MS, NOBODY);
        assertThat(watch.answer())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("n1 leads no longer: watch on at the next leader");
    }

    @Test
    void soManyMayWatchAndNotOneMore() {
        takeOffice();
        for (int i = 0; i < MetadataNode.MOST_UNDER_WAY; i++) {
            MetadataRequest.Watch watch = MetadataRequest.watch("/a", 0);
            node.submit(ELECTED, watch, NOBODY);
            assertThat(watch.isSettled()).isFalse();
        }
        MetadataRequest.Watch oneMore = MetadataRequest.watch("/a", 0);
        node.submit(ELECTED, oneMore, NOBODY);
        assertThat(oneMore.answer())
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(OverloadedException.class);
    }

    @Test
    void aServerThatIsStoppedEndsItsWatches() {
        takeOffice();
        MetadataRequest.Watch watch = MetadataRequest.watch("/a", 0);
        node.submit(ELECTED, watch, NOBODY);
        node.stopped();
        assertThat(watch.answer()).isCompletedExceptionally();
    }
}
