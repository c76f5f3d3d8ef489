package raftbook.bench;

import java.util.concurrent.atomic.AtomicLong;
import raftbook.cluster.LiveCluster;
import raftbook.metadata.MetadataService;
import raftbook.metadata.OverloadedException;
import raftbook.raft.NodeId;

/**
 * Requests sent as fast as a thread can, for half a minute to the leader, then to a follower, 3,000,000 in all at the least: is
 * anybody deposed?
 */
final class Flood {

    private static final int REQUESTS = 1_500_000;
    private static final long HALF_A_MINUTE = 30_000_000_000L;

    private Flood() {}

    /** One round is enough: it either holds an election or not. */
    static void run(int rounds) {
        try (LiveCluster cluster = LiveCluster.of(3)) {
            NodeId leader = cluster.awaitLeader();
            cluster.awaitConvergence();
            long term = cluster.state(leader).term();
            flood(cluster, leader, "the leader");
            NodeId follower = cluster.nodes().stream()
                    .filter(id -> !id.equals(leader))
                    .findFirst()
                    .orElseThrow();
            flood(cluster, follower, "a follower");
            cluster.states()
                    .forEach(state ->
                            System.out.println("  " + state.id() + ": " + (state.term() - term) + " elections"));
        }
    }

    private static void flood(LiveCluster cluster, NodeId target, String name) {
        AtomicLong done = new AtomicLong();
        AtomicLong overload = new AtomicLong();
        AtomicLong ended = new AtomicLong();
        MetadataService node = cluster.node(target);
        long start = System.nanoTime();
        long sent = 0;
        while (sent < REQUESTS || System.nanoTime() - start < HALF_A_MINUTE) {
            node.putMetadata("/config/service/" + sent++ % 100, "v").whenComplete((receipt, failed) -> {
                if (failed == null) done.incrementAndGet();
                if (failed instanceof OverloadedException) overload.incrementAndGet();
                ended.incrementAndGet();
            });
        }
        long all = sent;
        cluster.awaitUntil("all answers", () -> ended.get() == all);
        System.out.printf(
                "flood of %s: %,d requests in %.1f s, %,d done, %,d refused as overload, %,d otherwise%n",
                name,
                sent,
                (System.nanoTime() - start) / 1e9,
                done.get(),
                overload.get(),
                ended.get() - done.get() - overload.get());
    }
}
