package raftbook.ratis.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import raftbook.check.History;
import raftbook.check.Linearizability;
import raftbook.check.Verdict;

/**
 * {@code Judge 100 1}: four clients ask three processes, while a seed decides whom to kill, to stop and to cut off, until so many kills have
 * been; then all that the clients saw is judged as it is in virtual time. Ends with 0 if there is one order that explains it.
 */
public final class Judge {

    private static final Duration ELECTION_TIMEOUT = Duration.ofMillis(300);

    private enum Fault {
        KILL_THE_LEADER,
        KILL_A_FOLLOWER,
        KILL_ALL,
        STOP_THE_LEADER,
        CUT_OFF_THE_LEADER,
        CUT_OFF_A_FOLLOWER
    }

    private final Processes servers;
    private final Witnesses clients;
    private final Random random;
    private final Map<Fault, Integer> faults = new LinkedHashMap<>();
    private final List<Long> untilNextWrite = new ArrayList<>();
    private int kills;

    private Judge(Processes servers, Witnesses clients, long seed) {
        this.servers = servers;
        this.clients = clients;
        this.random = new Random(seed);
    }

    /** Runs with so many kills and the seed, or as 100 and 1. */
    public static void main(String[] args) throws Exception {
        int kills = args.length > 0 ? Integer.parseInt(args[0]) : 100;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Path folder = Files.createTempDirectory("raftbook-judge");
        boolean clean;
        try (Processes servers = Processes.start(3, folder, ELECTION_TIMEOUT)) {
            servers.awaitLeader();
            try (Witnesses clients = new Witnesses(servers.group(), 4, seed)) {
                Judge judge = new Judge(servers, clients, seed);
                while (judge.kills < kills) judge.round();
                clean = judge.say(clients.end(), seed);
            }
        }
        if (!clean) System.out.println("What the servers said is in " + folder);
        System.exit(clean ? 0 : 1);
    }

    private void round() throws IOException, InterruptedException {
        Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
        String leader = servers.awaitLeader();
        List<String> others = new ArrayList<>(servers.group().servers().keySet());
        others.remove(leader);
        String other = others.get(random.nextInt(others.size()));
        long begin = clients.now();
        clients.turnPage();
        switch (fault) {
            case KILL_THE_LEADER -> {
                kill(leader);
                untilNextWrite.add(clients.awaitWriteAfter(begin));
                servers.start(leader);
            }
            case KILL_A_FOLLOWER -> {
                kill(other);
                clients.awaitWriteAfter(begin);
                servers.start(other);
            }
            case KILL_ALL -> {
                List<String> all = List.copyOf(servers.group().servers().keySet());
                for (String each : all) kill(each);
                for (String each : all) servers.start(each);
            }
            case STOP_THE_LEADER -> {
                servers.stop(leader);
                clients.awaitWriteAfter(begin);
                servers.goOn(leader);
            }
            case CUT_OFF_THE_LEADER -> {
                servers.cutOff(leader);
                clients.awaitWriteAfter(begin + 2 * ELECTION_TIMEOUT.toNanos());
                servers.heal();
            }
            case CUT_OFF_A_FOLLOWER -> {
                servers.cutOff(other);
                clients.awaitWriteAfter(begin + 2 * ELECTION_TIMEOUT.toNanos());
                servers.heal();
            }
        }
        faults.merge(fault, 1, Integer::sum);
        clients.awaitWriteAfter(clients.now());
        System.err.println(kills + " kills, " + fault);
    }

    private void kill(String id) {
        servers.kill(id);
        kills++;
    }

    private boolean say(History history, long seed) {
        Map<Verdict, Integer> verdicts = new LinkedHashMap<>();
        history.byKey()
                .values()
                .forEach(key -> verdicts.merge(Linearizability.of(key).verdict(), 1, Integer::sum));
        line(
                "seed",
                seed + ", three processes, four clients, election timeout " + ELECTION_TIMEOUT.toMillis() + " to "
                        + 2 * ELECTION_TIMEOUT.toMillis() + " ms");
        line("kill -9", kills + " times");
        faults.forEach(
                (fault, times) -> line(fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), times + " times"));
        clients.outcomes().forEach((outcome, times) -> line(outcome, Integer.toString(times)));
        Collections.sort(untilNextWrite);
        if (!untilNextWrite.isEmpty()) {
            line(
                    "kill of the leader to next write",
                    millis(untilNextWrite.get(untilNextWrite.size() / 2)) + " (median), "
                            + millis(untilNextWrite.get(untilNextWrite.size() - 1)) + " (most)");
        }
        Arrays.stream(Verdict.values())
                .filter(verdicts::containsKey)
                .forEach(verdict -> line(
                        "keys that are " + verdict.name().toLowerCase(Locale.ROOT),
                        verdicts.get(verdict).toString()));
        return verdicts.keySet().equals(java.util.Set.of(Verdict.LINEARIZABLE));
    }

    private static String millis(long nanos) {
        return nanos / 1_000_000 + " ms";
    }

    private static void line(String what, String value) {
        System.out.printf(Locale.ROOT, "%-34s %s%n", what, value);
    }
}
