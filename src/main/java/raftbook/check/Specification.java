package raftbook.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import raftbook.picture.SpaceTimeDiagram;
import raftbook.raft.NodeId;
import raftbook.raft.RaftRole;
import raftbook.trace.Trace;
import raftbook.trace.TraceEvent;

/**
 * A second judge: the specification {@code Raft.tla}, which shares no line with the servers. TLC, the checker of TLA+, looks
 * whether a run is one that it allows. It runs as a process of its own.
 */
public final class Specification {

    private static final Pattern RUN = Pattern.compile("^\"RUN <<(\\d+), (\\d+), (.*)>>\"$");

    private final Path modules;
    private final Tlc tlc;

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

        /** This diagram of the run, with a line where the event is that is no step, if there is one. */
        public SpaceTimeDiagram mark(SpaceTimeDiagram diagram) {
            return unexplained
                    .map(event -> diagram.note(Duration.ofNanos(event.at()), "no step of the specification"))
                    .orElse(diagram);
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
        this(modules, new Tlc(tlc));
    }

    Specification(Path modules, Tlc tlc) {
        this.modules = Tlc.require(modules.resolve("Raft.tla"), "it is in docs/spec of the book's checkout")
                .getParent();
        this.tlc = tlc;
    }

    /**
     * The book's own, from a place in its checkout.
     *
     * @throws IllegalStateException if the specification is not there, or TLC has not been fetched
     */
    public static Specification ofTheBook() {
        return new Specification(modulesFrom(Path.of("").toAbsolutePath()), Tlc.found());
    }

    /** The folder of the modules in the checkout that this place is in. */
    static Path modulesFrom(Path here) {
        return Stream.iterate(here, Objects::nonNull, Path::getParent)
                .map(folder -> folder.resolve("docs/spec"))
                .filter(folder -> Files.exists(folder.resolve("Raft.tla")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no docs/spec/Raft.tla in " + here + " or above: start in a checkout of the book"));
    }

    /** Judges what has happened in a world, which may have a past. @throws IllegalArgumentException as {@link #judge(List)} */
    public Judgement judge(World world) {
        return judge(List.of(world)).get(0);
    }

    /**
     * Judges what has happened in several worlds at once, which takes hardly longer than in one.
     *
     * @throws IllegalArgumentException if they have not the same number of servers, or one keeps no trace
     * @throws IllegalStateException as {@link #judge(Collection, List)}
     */
    public List<Judgement> judge(List<World> worlds) {
        List<List<NodeId>> servers =
                worlds.stream().map(world -> world.cluster().nodes()).distinct().toList();
        if (servers.size() != 1) {
            throw new IllegalArgumentException("worlds of the servers " + servers + ": judge those of each size apart");
        }
        return judgeModules(
                servers.get(0),
                worlds.stream()
                        .map(world -> new TraceModule(
                                servers.get(0), whole(world.cluster().trace()), world.pastTerm(), world.pastLogs()))
                        .toList());
    }

    /** Judges one run, of these servers, from its beginning. @throws IllegalArgumentException as {@link #judge(Collection, List)} */
    public Judgement judge(Collection<NodeId> servers, Trace run) {
        return judge(servers, List.of(run)).get(0);
    }

    /**
     * Judges several runs of clusters of these servers at once, which takes hardly longer than one.
     *
     * @throws IllegalArgumentException if a trace has lost its oldest events, begins with a past, or names another server
     * @throws IllegalStateException if TLC ends without a result; what it said is in the message
     */
    public List<Judgement> judge(Collection<NodeId> servers, List<Trace> runs) {
        return judgeModules(
                servers,
                runs.stream()
                        .map(run -> new TraceModule(servers, fromTerm0(whole(run)), 0, Map.of()))
                        .toList());
    }

    private static List<TraceEvent> whole(Trace run) {
        if (run.forgotten() == 0) return run.events();
        throw new IllegalArgumentException("a trace that has lost its " + run.forgotten()
                + " oldest events: a run is judged from its beginning; give the cluster a larger trace capacity");
    }

    /** From there, somebody must stand for election before anybody else can change. */
    private static List<TraceEvent> fromTerm0(List<TraceEvent> run) {
        Optional<TraceEvent.Became> first = run.stream()
                .filter(TraceEvent.Became.class::isInstance)
                .map(TraceEvent.Became.class::cast)
                .findFirst();
        if (first.isEmpty() || first.get().role() != RaftRole.FOLLOWER) return run;
        throw new IllegalArgumentException(
                "a trace of servers with a past: " + first.get().line().strip()
                        + " before anything has happened, and it does not say what is in the logs; judge(world) knows it");
    }

    private List<Judgement> judgeModules(Collection<NodeId> servers, List<TraceModule> runs) {
        List<String> output = tlc.check(modules, "Trace", Map.of("Runs.tla", TraceModule.of(servers, runs)));
        Judgement[] judgements = new Judgement[runs.size()];
        for (String line : output) {
            Matcher said = RUN.matcher(line);
            if (!said.matches()) continue;
            int run = Integer.parseInt(said.group(1)) - 1;
            judgements[run] = judgement(runs.get(run), Integer.parseInt(said.group(2)), said.group(3));
        }
        if (IntStream.range(0, judgements.length).allMatch(i -> judgements[i] != null)) return List.of(judgements);
        throw new IllegalStateException("TLC ended without a result. It said:\n" + String.join("\n", output));
    }

    private static Judgement judgement(TraceModule run, int place, String servers) {
        Optional<TraceEvent> unexplained = Optional.ofNullable(run.event(place));
        String state = servers.replaceAll("\\\\\"", "").replaceAll(">>, <<(?=\\w+, [A-Z])", ">>\n<<");
        return new Judgement(run.size(), unexplained, state);
    }
}
