package raftbook.ratis.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import raftbook.ratis.Client;
import raftbook.ratis.Members;

/** How long nobody can write when the leader is killed. */
final class Outages {

    /** In milliseconds: the longest, as our servers start. */
    private static final int ELECTION_TIMEOUT = 600;

    private Outages() {}

    /** Kills so many leaders, one after the other; each is started again. */
    static void measure(Path folder, int kills, Figures figures) throws Exception {
        List<Double> millis = new ArrayList<>();
        try (RatisContestant servers = RatisContestant.ours(folder);
                Client client = new Client(servers.group())) {
            servers.leader();
            for (int i = 0; i < 3000; i++)
                client.putMetadata("/bench/before", "" + i).get(60, TimeUnit.SECONDS);
            for (int i = 0; i < kills; i++) {
                String leader = servers.leader();
                servers.kill(leader);
                long killed = System.nanoTime();
                client.putMetadata("/bench/after", "" + i).get(60, TimeUnit.SECONDS);
                millis.add((System.nanoTime() - killed) / 1e6);
                System.err.println("killed " + leader + ", which led: " + millis.get(i) + " ms");
                servers.launch(leader);
                awaitAllUp(servers);
            }
        }
        String what = "from kill -9 of the leader to the next put";
        figures.add("election timeout, longest", ELECTION_TIMEOUT, "ms");
        figures.atMost(2 * ELECTION_TIMEOUT, what + ", median", Figures.median(millis), "ms");
        figures.add(what + ", longest of " + kills, Collections.max(millis), "ms");
    }

    private static void awaitAllUp(RatisContestant servers) throws Exception {
        try (Members members = new Members(servers.group(), Duration.ofSeconds(1))) {
            long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
            while (members.status().stream().anyMatch(each -> each.applied() < 1)) {
                if (System.nanoTime() > deadline) throw new IllegalStateException("a server does not come back");
            }
            // What it missed, it has: nobody kills two of three.
            TimeUnit.SECONDS.sleep(2);
        }
    }
}
