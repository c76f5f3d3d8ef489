package raftbook.raft;

import java.util.Arrays;

/**
 * The arithmetic of majorities. Any two majorities of one cluster share a server; all of Raft's safety rests on that
 * (§5.2, §5.4.3).
 *
 * @param clusterSize how many servers the cluster has, at least one
 */
public record Quorum(int clusterSize) {

    /** @throws IllegalArgumentException if there is no server */
    public Quorum {
        if (clusterSize < 1) throw new IllegalArgumentException("cluster size " + clusterSize + ": needs at least 1");
    }

    /** The smallest number of servers that is more than half: 2 of 3, 3 of 4, 3 of 5. */
    public int majority() {
        return clusterSize / 2 + 1;
    }

    /** Whether so many servers are a majority. */
    public boolean isReachedBy(int servers) {
        return servers >= majority();
    }

    /**
     * The highest number that a majority of the servers has reached.
     *
     * @param reached one number per server, in any order
     */
    public long reachedByMajority(long... reached) {
        long[] ascending = reached.clone();
        Arrays.sort(ascending);
        return ascending[clusterSize - majority()];
    }
}
