package raftbook.ratis.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import raftbook.check.History;

/**
 * {@code Judge 100 1}: four clients ask three processes, while a seed decides whom to kill, to stop and to cut off, until so many kills have
 * been; then all that the clients saw is judged as it is in virtual time. Ends with 0 if there is one order that explains it.
 */
public final class Judge {

    static final Duration ELECTION_TIMEOUT = Duration.ofMillis(300);

    private static final int REQUESTS_A_ROUND = 50;

    /** What is done to servers; clients reach them all, unless they are down. */
    enum Fault {
        LEADER_KILLED,
        FOLLOWER_KILLED,
        ALL_KILLED,
        LEADER_STOPPED,
        LEADER_CUT_OFF,
        FOLLOWER_CUT_OFF
    }

    private final Processes servers;
    private final Witnesses clients;
    private final long seed;
    private final Random random;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Long>> untilNextWrite = new EnumMap<>(Fault.class);
    private int rounds;
    private int kills;

    Judge(Processes servers, Witnesses clients, long seed) {
        this.servers = servers;
        this.clients = clients;
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** Runs with so many kills and the seed, or as 100 and 1; a third argument names the file that also gets what is printed. */
    public static void main(String[] args) throws Exception {
        long kills = number(args, 0, "kills", 100);
        long seed = number(args, 1, "seed", 1);
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
        Path folder = Files.createTempDirectory("raftbook-judge");
        System.err.println("the servers' logs and data are in " + folder);
        try (Processes servers = Processes.start(3, folder, ELECTION_TIMEOUT)) {
            Runtime.getRuntime().addShutdownHook(new Thread(servers::close));
            Summary summary = judge(servers, kills, seed);
            summary.print(System.out);
            if (args.length > 2) summary.write(Path.of(args[2]));
            System.exit(summary.isClean() ? 0 : 1);
        }
    }

    private static long number(String[] args, int i, String name, long otherwise) {
        if (args.length <= i) return otherwise;
        if (args[i].matches("[0-9]{1,9}")) return Long.parseLong(args[i]);
        System.err.println(name + " '" + args[i] + "': must be a whole number below a thousand million");
        System.exit(2);
        return otherwise;
    }

    private static Summary judge(Processes servers, long kills, long seed) throws IOException, InterruptedException {
        try (Witnesses clients = new Witnesses(servers.group(), 4, seed)) {
            Judge judge = new Judge(servers, clients, seed);
            try {
                servers.awaitLeader();
                while (judge.kills < kills) {
                    Fault fault = Fault.values()[judge.random.nextInt(Fault.values().length)];
                    long begin = clients.now();
                    judge.round(fault);
                    System.err.println("round " + judge.rounds + ", " + words(fault) + ", "
                            + (clients.now() - begin) / 1_000_000 + " ms; " + judge.kills + " of " + kills + " kills");
                }
                return judge.judge(clients.end(true));
            } catch (Stalled stalled) {
                Map<String, String> looks = servers.looks();
                return judge.judge(clients.end(false)).stalled(stalled, looks);
            }
        }
    }

    /** Does something to servers, waits until the others serve without them, and makes it good again. */
    void round(Fault fault) throws IOException, InterruptedException {
        String leader = servers.awaitLeader();
        List<String> all = List.copyOf(servers.group().servers().keySet());
        List<String> others = new ArrayList<>(all);
        others.remove(leader);
        String other = others.get(random.nextInt(others.size()));
        clients.turnPage(++rounds);
        faults.merge(fault, 1, Integer::sum);
        long begin = clients.now();
        switch (fault) {
            case LEADER_KILLED -> {
                // What is measured here is an election, not the start of a server that was killed a moment ago.
                servers.awaitAll();
                killAndStart(servers.awaitLeader(), clients.now(), fault);
            }
            case FOLLOWER_KILLED -> killAndStart(other, begin, fault);
            case ALL_KILLED -> {
                all.forEach(this::kill);
                for (String each : all) servers.start(each);
            }
            case LEADER_STOPPED -> {
                servers.stop(leader);
                noteWriteAfter(begin, fault);
                servers.goOn(leader);
            }
            case LEADER_CUT_OFF -> cutOff(leader, begin);
            case FOLLOWER_CUT_OFF -> cutOff(other, begin);
        }
        clients.awaitWriteAfter(clients.now());
        clients.awaitMore(REQUESTS_A_ROUND);
    }

    private void killAndStart(String id, long begin, Fault fault) throws IOException, InterruptedException {
        kill(id);
        noteWriteAfter(begin, fault);
        servers.start(id);
    }

    private void noteWriteAfter(long begin, Fault fault) throws InterruptedException {
        long passed = clients.awaitWriteAfter(begin);
        untilNextWrite.computeIfAbsent(fault, f -> new ArrayList<>()).add(passed);
    }

    private void kill(String id) {
        servers.kill(id);
        kills++;
    }

    private void cutOff(String id, long begin) throws InterruptedException {
        servers.cutOff(id);
        clients.awaitWriteAfter(begin + 2 * ELECTION_TIMEOUT.toNanos());
        // There is something new now, which one that is cut off does not know, and is asked for.
        clients.awaitMore(REQUESTS_A_ROUND);
        servers.heal();
    }

    Summary judge(History history) {
        Summary summary = new Summary(history)
                .put("seed", Long.toString(seed))
                .put(
                        "servers",
                        servers.group().servers().size() + " processes, election timeout " + ELECTION_TIMEOUT.toMillis()
                                + " to " + 2 * ELECTION_TIMEOUT.toMillis() + " ms")
                .put("kill -9", Integer.toString(kills));
        faults.forEach((fault, times) -> summary.put(words(fault), Integer.toString(times)));
        clients.outcomes().forEach((outcome, times) -> summary.put(words(outcome), Integer.toString(times)));
        untilNextWrite.forEach((fault, passed) -> {
            Collections.sort(passed);
            summary.put(words(fault) + ", ms until next write, median", millis(passed.get(passed.size() / 2)));
            summary.put(words(fault) + ", ms until next write, most", millis(passed.get(passed.size() - 1)));
        });
        return summary;
    }

    private static String millis(long nanos) {
        return Long.toString(nanos / 1_000_000);
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
