package raftbook.ratis.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code Bench FILE ROUNDS [PART...]}: our store on Ratis beside Ratis' Counter example and ZooKeeper, and what it needs; each server a process
 * of this machine, each change synced to disk. The figures are written to the file; what it does meanwhile it says on the error output.
 */
final class Bench {

    private static final List<String> PARTS = List.of("loads", "outages", "keys", "watchers");

    /** So many seconds for each contestant. */
    private static final int WARM_UP = 30;

    private Bench() {}

    /** Measures all parts, or those that are named. */
    public static void main(String[] args) throws Exception {
        List<String> parts = args.length > 2 ? List.of(args).subList(2, args.length) : PARTS;
        if (args.length < 2 || !PARTS.containsAll(parts)) {
            System.err.println("Bench FILE ROUNDS [PART...]: the parts are " + PARTS + ", not " + parts);
            System.exit(2);
        }
        int rounds = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("raftbook-bench");
        Figures figures = new Figures();
        try {
            for (String part : parts) {
                measure(part, folder.resolve(part), rounds, figures);
                // After each: whatever breaks later, this much is known.
                figures.write(Path.of(args[0]), about(rounds));
            }
        } finally {
            delete(folder);
        }
        System.exit(0);
    }

    private static void measure(String part, Path folder, int rounds, Figures figures) throws Exception {
        switch (part) {
            case "loads" -> Loads.measure(folder, rounds, WARM_UP, figures);
            case "outages" -> Outages.measure(folder, 3 * rounds, figures);
            case "keys" -> Capacity.measureKeys(folder, rounds, figures);
            default -> Capacity.measureWatchers(folder, figures);
        }
    }

    private static String[] about(int rounds) {
        return new String[] {
            "What the store on Ratis costs: made by mvn -Pratis,ratis-bench on " + LocalDate.now(ZoneOffset.UTC) + ".",
            "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                    + System.getProperty("os.name") + "; Ratis " + version(org.apache.ratis.server.RaftServer.class)
                    + ", ZooKeeper " + org.apache.zookeeper.Version.getVersion() + ".",
            "Three servers, a process each, on loopback, each change synced to disk; values of "
                    + Contestant.VALUE.length() + " characters; medians of " + rounds + " rounds.",
            "A ratio is the median of those of neighbouring stretches."
        };
    }

    private static String version(Class<?> of) {
        return String.valueOf(of.getPackage().getImplementationVersion());
    }

    private static void delete(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator)
                Files.deleteIfExists(each);
        }
    }
}
