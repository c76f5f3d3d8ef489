package raftbook.bench;

import io.microraft.QueryPolicy;
import io.microraft.RaftConfig;
import io.microraft.RaftEndpoint;
import io.microraft.RaftNode;
import io.microraft.RaftNodeStatus;
import io.microraft.executor.impl.DefaultRaftNodeExecutor;
import io.microraft.model.message.RaftMessage;
import io.microraft.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import raftbook.metadata.MetadataCommand;

/**
 * MicroRaft's nodes, each on its own default executor, joined by an in-memory transport that shares the messages between
 * them. Batches and pending entries are as large as serve it best here; snapshots, which our library does not have, never
 * come due within a measurement.
 */
final class MicroRaftContestant implements Contestant {

    /** Shortest timing that its configuration can express: it counts heartbeats in whole seconds. */
    private static final RaftConfig CONFIG = RaftConfig.newBuilder()
            .setLeaderHeartbeatPeriodSecs(1)
            .setLeaderHeartbeatTimeoutSecs(2)
            .setLeaderElectionTimeoutMillis(150)
            .setAppendEntriesRequestBatchSize(Integer.getInteger("bench.microraft.batch", 4096))
            .setMaxPendingLogEntryCount(20_000)
            .setCommitCountToTakeSnapshot(1_200_000)
            .build();

    private record Endpoint(String id) implements RaftEndpoint {
        @Override
        public Object getId() {
            return id;
        }
    }

    private final Map<RaftEndpoint, RaftNode> nodes = new ConcurrentHashMap<>();
    private final List<DefaultRaftNodeExecutor> executors = new ArrayList<>();
    private final List<RaftNode> survivors = new ArrayList<>();
    private RaftNode leader;
    private int nextTry;

    MicroRaftContestant(int size) {
        List<RaftEndpoint> members = IntStream.rangeClosed(1, size)
                .<RaftEndpoint>mapToObj(i -> new Endpoint("n" + i))
                .toList();
        for (RaftEndpoint member : members) nodes.put(member, build(member, members));
        nodes.values().forEach(node -> node.start().join());
        while (nodes.values().stream().noneMatch(MicroRaftContestant::leads)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        leader = nodes.values().stream()
                .filter(MicroRaftContestant::leads)
                .findFirst()
                .orElseThrow();
        put("/ready", "yes").join();
    }

    private RaftNode build(RaftEndpoint self, List<RaftEndpoint> members) {
        DefaultRaftNodeExecutor executor = new DefaultRaftNodeExecutor();
        executors.add(executor);
        return RaftNode.newBuilder()
                .setExecutor(executor)
                .setGroupId("bench")
                .setLocalEndpoint(self)
                .setInitialGroupMembers(members)
                .setConfig(CONFIG)
                .setTransport(new InMemory())
                .setStateMachine(new MicroRaftStore())
                .build();
    }

    private static boolean leads(RaftNode node) {
        return node.getLocalEndpoint().equals(node.getTerm().getLeaderEndpoint());
    }

    private final class InMemory implements Transport {
        @Override
        public void send(RaftEndpoint target, RaftMessage message) {
            RaftNode node = nodes.get(target);
            if (node != null) node.handle(message);
        }

        @Override
        public boolean isReachable(RaftEndpoint endpoint) {
            return nodes.containsKey(endpoint);
        }
    }

    @Override
    public CompletableFuture<?> put(String key, String value) {
        RaftNode node = leader == null ? survivors.get(nextTry++ % survivors.size()) : leader;
        return node.replicate(new MetadataCommand.Put(key, value).encode());
    }

    @Override
    public CompletableFuture<?> get(String key) {
        return leader.query(key, QueryPolicy.LINEARIZABLE, Optional.empty(), Optional.of(Duration.ofSeconds(5)));
    }

    @Override
    public void stopLeader() {
        nodes.remove(leader.getLocalEndpoint());
        survivors.addAll(nodes.values());
        leader.terminate();
        leader = null;
    }

    @Override
    public long term() {
        return nodes.values().stream()
                .mapToLong(node -> node.getTerm().getTerm())
                .max()
                .orElseThrow();
    }

    @Override
    public void close() {
        nodes.values().stream()
                .filter(node -> node.getStatus() != RaftNodeStatus.TERMINATED)
                .forEach(node -> node.terminate().join());
        // Tasks that wait for their time would hold the memory of a closed cluster for ten seconds more.
        executors.forEach(executor -> executor.getExecutor().shutdownNow());
    }
}
