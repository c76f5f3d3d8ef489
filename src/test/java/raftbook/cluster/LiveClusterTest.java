package raftbook.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import raftbook.metadata.Done;
import raftbook.metadata.MetadataRequest;
import raftbook.metadata.MetadataService;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.raft.NodeId;
import raftbook.raft.RaftConfig;
import raftbook.raft.ReadRule;
import raftbook.raft.RefusedException;
import raftbook.raft.Rules;
import raftbook.raft.Timing;
import raftbook.trace.TraceEvent;

/** What only threads can get wrong. */
class LiveClusterTest {

    @Test
    void twentyThousandPutsOutstandingCompleteInOrderWithoutAnElection() {
        // An election takes two seconds without a heartbeat: a busy machine is no reason, one queueing behind 20,000
        // puts might be.
        RaftConfig config = RaftConfig.DEFAULT.with(Timing.ofMillis(50, 2000, 4000));
        try (LiveCluster cluster = new LiveCluster(ClusterConfig.of(3).with(config))) {
            NodeId leader = cluster.awaitLeader();
            long term = cluster.state(leader).term();
            MetadataService node = cluster.node(leader);
            List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<Void>> answers = IntStream.range(0, 20_000)
                    .mapToObj(i -> node.putMetadata("/config/service/" + i % 100, "v" + i)
                            .thenRun(() -> completed.add(i)))
                    .toList();
            cluster.await(CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)));
            cluster.awaitConvergence();

            assertThat(completed).hasSize(20_000).isSorted();
            assertThat(cluster.states()).allSatisfy(state -> {
                assertThat(state.term()).isEqualTo(term);
                assertThat(state.store()).hasSize(100).containsEntry("/config/service/99", "v19999");
            });
        }
    }

    @Test
    void aCallbackOnTheNodesThreadMayAskForMore() {
        try (LiveCluster cluster = new LiveCluster(ClusterKind.calm(3))) {
            Optional<String> read = ClusterKind.ask(cluster, node -> node.putMetadata("/a", "v1")
                    .thenCompose(done -> node.putMetadata("/a", "v2"))
                    .thenCompose(done -> node.getMetadata("/a")));
            assertThat(read).contains("v2");
        }
    }

    @Test
    void aCallbackOnTheNodesThreadMayLookAtAllStates() {
        try (LiveCluster cluster = new LiveCluster(ClusterKind.calm(3))) {
            String table = ClusterKind.ask(cluster, node -> putThen(node, done -> cluster.table()));
            assertThat(table).contains("LEADER", "/a=v1");
        }
    }

    @Test
    void aCallbackOnTheNodesThreadMayStopTheNode() {
        try (LiveCluster cluster = new LiveCluster(ClusterKind.calm(3))) {
            NodeId stopped = ClusterKind.ask(
                    cluster,
                    node -> putThen(node, done -> {
                        NodeId self =
                                new NodeId(Thread.currentThread().getName().substring("raft-".length()));
                        cluster.stop(self);
                        return self;
                    }));
            NodeId successor = ClusterKind.awaitLeaderOtherThan(cluster, stopped);
            assertThat(cluster.state(stopped).running()).isFalse();
            assertThat(ClusterKind.get(cluster, "/a")).contains("v1");
            assertThat(successor).isNotEqualTo(stopped);
        }
    }

    @Test
    void aCallbackOnTheNodesThreadMayCloseTheCluster() {
        LiveCluster cluster = new LiveCluster(ClusterKind.calm(3));
        ClusterKind.ask(
                cluster,
                node -> putThen(node, done -> {
                    cluster.close();
                    return done;
                }));
        cluster.close();
        assertThat(cluster.states()).noneMatch(NodeState::running);
    }

    @Test
    void closingWaitsForAThreadThatIsStillAtWork() {
        LiveCluster cluster = new LiveCluster(ClusterConfig.of(1));
        NodeId leader = cluster.awaitLeader();
        CompletableFuture<Thread> atWork = new CompletableFuture<>();
        CompletableFuture<Void> released = new CompletableFuture<>();
        putThen(cluster.node(leader), done -> {
            atWork.complete(Thread.currentThread());
            return released.join();
        });
        Thread worker = cluster.await(atWork);
        OtherThread closer = OtherThread.start(cluster::close);
        closer.awaitWaiting();
        released.complete(null);
        closer.awaitEnd();
        assertThat(worker.isAlive()).isFalse();
    }

    @Test
    void aBugInARuleStopsItsNodeAndLeavesNobodyWaiting() {
        ReadRule broken = new ReadRule() {
            @Override
            public long readIndex(long commitIndex, long firstIndexOfTerm) {
                throw new UnsupportedOperationException("your turn");
            }
        };
        try (LiveCluster cluster =
                new LiveCluster(ClusterConfig.of(1).with(RaftConfig.DEFAULT.with(Rules.PAPER.with(broken))))) {
            NodeId leader = cluster.awaitLeader();
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            CompletableFuture<Throwable> reported = new CompletableFuture<>();
            Thread.setDefaultUncaughtExceptionHandler((thread, bug) -> reported.complete(bug));
            try {
                // On the node's own thread, so that all that follows the bad read is taken from the mailbox with it.
                MetadataService node = cluster.node(leader);
                List<CompletableFuture<?>> answers = cluster.await(putThen(node, done -> {
                    List<CompletableFuture<?>> all = new ArrayList<>();
                    all.add(node.putMetadata("/b", "v"));
                    for (int i = 0; i < 3_000; i++) all.add(node.getMetadata("/a"));
                    return all;
                }));
                assertThat(cluster.await(reported)).hasMessage("your turn");
                assertThatExceptionOfType(UnknownOutcomeException.class)
                        .isThrownBy(() -> cluster.await(answers.get(0)));
                for (CompletableFuture<?> answer : answers.subList(1, answers.size())) {
                    assertThatExceptionOfType(RefusedException.class)
                            .isThrownBy(() -> cluster.await(answer))
                            .withMessageContaining("stopped by a bug");
                }
                assertThat(cluster.state(leader).running()).isFalse();
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        }
    }

    @Test
    void aLiveRunIsTracedWithEveryMessageSentBeforeItArrives() {
        try (LiveCluster cluster = new LiveCluster(ClusterKind.calm(3))) {
            ClusterKind.put(cluster, "/a", "v");
            cluster.awaitConvergence();
            List<Long> sent = new ArrayList<>();
            for (TraceEvent event : cluster.trace().events()) {
                if (event instanceof TraceEvent.Sent message) sent.add(message.id());
                if (event instanceof TraceEvent.Received message)
                    assertThat(sent).contains(message.id());
            }
            assertThat(sent).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    /** A put whose callback is attached before anybody can complete it, and so runs on the node's thread. */
    private static <R> CompletableFuture<R> putThen(MetadataService node, Function<Done, R> callback) {
        MetadataRequest.Write write = MetadataRequest.put("/a", "v1");
        CompletableFuture<R> answer = write.answer().thenApply(callback);
        node.submit(write);
        return answer;
    }
}
