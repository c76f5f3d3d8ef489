package raftbook.bench;

import static raftbook.bench.Contestant.MICRO_RAFT;
import static raftbook.bench.Contestant.OURS;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import raftbook.raft.Timing;

/**
 * The time from the leader's stop to the next put that succeeds, as seen by a client that keeps asking the survivors in
 * turn. MicroRaft counts heartbeats in whole seconds, so that its fastest is a heartbeat every second and two seconds of
 * patience; our cluster runs with the same, and as it comes.
 */
final class Failover {

    private static final Contestant.Entry AS_SLOW =
            new Contestant.Entry("raftbook at 1 s", () -> new RaftbookContestant(3, Timing.ofMillis(1000, 2000, 3000)));

    static final Measurement MEASUREMENT =
            new Measurement("failover", List.of(OURS, AS_SLOW, MICRO_RAFT), Failover::untilNextPut);

    private Failover() {}

    static void run(int rounds) {
        Map<String, List<Samples>> all = new Rounds(rounds).run(MEASUREMENT);
        System.out.printf("%nfrom the leader's stop to the next put, ms%n");
        all.forEach((name, samples) ->
                System.out.printf("  %-16s %28s%n", name, samples.get(0).text(0)));
    }

    private static double[] untilNextPut(Contestant contestant) {
        Load.puts(contestant, 1_000, 16);
        contestant.stopLeader();
        long stopped = System.nanoTime();
        while (!succeeds(contestant.put("/config/service/0", "v"))) {
            if (System.nanoTime() - stopped > TimeUnit.SECONDS.toNanos(60)) {
                throw new IllegalStateException("no leader within a minute of the old one's stop");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        return new double[] {(System.nanoTime() - stopped) / 1e6};
    }

    private static boolean succeeds(CompletableFuture<?> put) {
        try {
            put.get(1, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while waiting for a new leader", interrupted);
        }
    }
}
