package raftbook.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import raftbook.cluster.Cluster;
import raftbook.cluster.ClusterKind;
import raftbook.raft.NodeId;
import raftbook.raft.RefusedException;

/** What a service does with malformed requests: it refuses them at once, on every server, and logs nothing. */
@ParameterizedClass
@EnumSource(ClusterKind.class)
class RefusedInputTest {

    private static final String KEY = "/config/service/a";

    @Parameter
    ClusterKind kind;

    private Cluster cluster;
    private NodeId leader;

    @BeforeEach
    void startOneNode() {
        cluster = kind.start(1);
        leader = cluster.awaitLeader();
        ClusterKind.put(cluster, KEY, "v1");
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#keys")
    void aMalformedKeyIsRefused(String key, String input, String rule, String remedy) {
        MetadataService node = cluster.node(leader);
        for (CompletableFuture<?> answer :
                List.of(node.putMetadata(key, "v"), node.deleteMetadata(key), node.getMetadata(key))) {
            assertRefused(answer, input, rule, remedy);
        }
        assertNothingWasLogged();
    }

    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#values")
    void aBadValueIsRefused(String value, String input, String rule, String remedy) {
        assertRefused(cluster.node(leader).putMetadata(KEY, value), input, rule, remedy);
        assertNothingWasLogged();
    }

    /** Built by hand rather than by the service's methods, a malformed request must not kill the server either. */
    @ParameterizedTest
    @MethodSource("raftbook.metadata.BadInput#keys")
    void aReadRequestBuiltByHandIsRefusedToo(String key, String input, String rule, String remedy) {
        MetadataRequest.Read<Optional<String>> read =
                new MetadataRequest.Read<>(store -> store.get(key), new CompletableFuture<>());
        cluster.node(leader).submit(read);
        assertRefused(read.answer(), input, rule, remedy);
        assertNothingWasLogged();
    }

    @Test
    void unusualButCorrectInputIsServed() {
        MetadataService node = cluster.node(leader);
        String longest = "/" + "x".repeat(BadInput.KEY_LIMIT - 1);
        for (String key : List.of(longest, "/...", "/größe/日本/😀")) {
            for (String value : List.of("", "two\nlines\n", "größe 日本 😀", "v".repeat(BadInput.VALUE_LIMIT))) {
                cluster.await(node.putMetadata(key, value));
                Optional<String> read = cluster.await(node.getMetadata(key));
                assertThat(read.orElseThrow().equals(value)).isTrue();
            }
        }
    }

    @Test
    void aRequestThatItsClientHasCancelledIsNotCarriedOut() {
        MetadataRequest.Write write = MetadataRequest.put("/cancelled", "v");
        write.answer().cancel(false);
        cluster.node(leader).submit(write);
        assertNothingWasLogged();
    }

    private void assertRefused(CompletableFuture<?> answer, String... words) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> cluster.await(answer))
                .satisfies(refused -> assertThat(refused).isInstanceOf(InvalidRequestException.class))
                .withMessageContainingAll(words);
    }

    private void assertNothingWasLogged() {
        cluster.await(cluster.node(leader).getMetadata(KEY));
        Stream<String> commands = cluster.state(leader).log().stream().map(entry -> entry.commandText());
        assertThat(commands).containsExactly("no-op", "PUT " + KEY + " v1");
    }
}
