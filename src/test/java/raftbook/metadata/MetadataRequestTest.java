package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.RaftNode;

/** Requests on a cluster of one server, which leads as soon as it is there. */
class MetadataRequestTest {

    private static final NodeId N1 = new NodeId("n1");

    private final MetadataStore store = new MetadataStore();
    private final RaftNode raft = new RaftNode(N1, List.of(N1), RaftConfig.DEFAULT, new Random(1), store, 0);
    private final MetadataNode node = new MetadataNode(raft, store, Duration.ofSeconds(1));
    /** Hands requests to the server, and lets it take a step. */
    private final MetadataService service = request -> {
        node.submit(1, request, (to, message) -> {});
        step();
    };

    private MetadataRequestTest() {
        step();
    }

    private void step() {
        node.advance(1, (to, message) -> {});
        node.apply(1, (to, message) -> {});
    }

    /** The answer, which must be there: a test does not wait. */
    private static <T> T now(CompletableFuture<T> answer) {
        assertThat(answer.isDone()).as("is answered").isTrue();
        return answer.join();
    }

    private static Throwable failureOf(CompletableFuture<?> answer) {
        assertThat(answer.isDone()).as("is answered").isTrue();
        return catchThrowable(answer::join).getCause();
    }

    @Test
    void aLevelAndATreeAreReadThroughTheServer() {
        now(service.putMetadata("/a/b", "1"));
        now(service.putMetadata("/a/b/c", "2"));
        now(service.putMetadata("/a/d", "3"));
        assertThat(now(service.children("/a"))).isEqualTo(Set.of("b", "d"));
        assertThat(now(service.under("/a/b"))).isEqualTo(Map.of("/a/b/c", "2"));
        assertThat(now(service.getMetadata("/a/d"))).isEqualTo(Optional.of("3"));
    }

    @Test
    void aMalformedPathIsRefusedFromTheStart() {
        assertThat(MetadataRequest.children("no path").isSettled()).isTrue();
        assertThat(failureOf(MetadataRequest.under("no path").answer())).isInstanceOf(InvalidRequestException.class);
        assertThat(failureOf(MetadataRequest.get("no path").answer())).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void whoIsTurnedAwayLearnsThatItIsOverload() {
        MetadataRequest request = MetadataRequest.put("/a", "v");
        request.turnAway("n1 has too much to do");
        assertThat(failureOf(request.answer()))
                .isInstanceOf(OverloadedException.class)
                .hasMessage("n1 has too much to do")
                .hasNoCause();
        assertThat(new OverloadedException("why").fillInStackTrace()).isInstanceOf(OverloadedException.class);
        assertThat(new OverloadedException("why").getStackTrace()).isEmpty();
    }

    @Test
    void soManyAreTakenInAndNotOneMore() {
        for (int i = 0; i < MetadataNode.MOST_UNDER_WAY; i++) {
            MetadataRequest request = MetadataRequest.put("/a", "v");
            node.submit(1, request, (to, message) -> {});
            assertThat(request.isSettled()).isFalse();
        }
        MetadataRequest oneMore = MetadataRequest.put("/a", "v");
        node.submit(1, oneMore, (to, message) -> {});
        assertThat(failureOf(oneMore.answer()))
                .isInstanceOf(OverloadedException.class)
                .hasMessageContainingAll("n1 has 65536 requests of this kind under way", "send this one again");
    }
}
