package raftbook.book.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import raftbook.check.Scenario;
import raftbook.cluster.NodeState;
import raftbook.raft.OneLine;
import raftbook.trace.TraceEvent;

/**
 * A run as the text of a link: {@code raft=1&size=3&seed=974&break=VOTES_TWICE&moves=41;stop,n1;16}. A number among the moves is
 * so many steps, all else a decision. With {@code batch=1} a message holds one entry; with {@code judge=no} no invariant ends it.
 * Or the run of a campaign's world, which can only be looked at: {@code
 * raft=1&world=1077&only=2,5&calm=yes&pace=4&break=VOTES_TWICE&until=30}, where {@code only} are the lines of its script that are
 * carried out, and {@code until} is the last moment that is shown. Nothing in it is ever more than looked at.
 */
public final class RunLink {

    /** Changes when the same link would be another run. */
    static final String VERSION = "1";

    /** What the longest run needs, and more: nobody reads on in a longer one. */
    private static final int LONGEST = 200_000;

    private static final List<String> NAMES = List.of("raft", "size", "seed", "batch", "break", "judge", "moves");
    private static final List<String> WORLDS_NAMES = List.of("raft", "world", "only", "calm", "pace", "break", "until");

    /**
     * A link, opened.
     *
     * @param problem what is wrong with it; the run goes as far as that lets it. Empty if nothing is
     */
    record Opened(Run run, String problem) {}

    private RunLink() {}

    /** The world of a campaign, under the rules of the paper. */
    public static String ofWorld(long seed) {
        return "raft=" + VERSION + "&world=" + seed;
    }

    /** A cluster at its beginning, under the rules of the paper. */
    public static String ofCluster(int size, long seed) {
        return "raft=" + VERSION + "&size=" + size + "&seed=" + seed;
    }

    /**
     * The run of such a cluster, as far as it is a recorded one when nobody interferes with it; empty if no leader is elected in it
     * until then.
     *
     * @param recorded as it came with a picture
     */
    public static Optional<String> ofRecorded(String recorded, int size, long seed) {
        if (size < 1 || size > Setup.MOST_SERVERS) return Optional.empty();
        List<TraceEvent> events = RecordedEvents.of(recorded);
        Run run = new Run(new Setup(size, seed, Set.of()));
        int same = 0;
        int known = 0;
        while (isBegin(run.events(), known, events)) {
            same = run.moments().size() - 1;
            known = run.events().size();
            if (known == events.size() || !run.step()) break;
        }
        boolean led = same > 0 && run.moments().get(same).states().stream().anyMatch(NodeState::leads);
        return led ? Optional.of(of(run, same)) : Optional.empty();
    }

    /** Whether the whole begins with these, of which the first ones are known to be the same. */
    private static boolean isBegin(List<TraceEvent> begin, int known, List<TraceEvent> whole) {
        int end = begin.size();
        return end <= whole.size() && begin.subList(known, end).equals(whole.subList(known, end));
    }

    /** The run up to one of its moments. */
    static String of(Run run, int moment) {
        if (run.watched().isPresent()) {
            String whole = run.watched().get().link();
            boolean isEnd = moment == run.watched().get().moments().size() - 1;
            return isEnd || whole.isEmpty() ? whole : whole + "&until=" + moment;
        }
        Setup setup = run.setup();
        StringBuilder link = new StringBuilder("raft=" + VERSION + "&size=" + setup.size() + "&seed=" + setup.seed());
        if (setup.batch() != Setup.USUAL_BATCH) link.append("&batch=").append(setup.batch());
        if (!setup.broken().isEmpty()) link.append("&break=").append(setup.names());
        if (!setup.judged()) link.append("&judge=").append(Setup.NOT_JUDGED);
        String moves = moves(run, moment);
        return moves.isEmpty()
                ? link.toString()
                : link.append("&moves=").append(moves).toString();
    }

    private static String moves(Run run, int moment) {
        StringBuilder moves = new StringBuilder();
        int steps = 0;
        for (Moment each : run.moments().subList(1, moment + 1)) {
            steps += each.steps();
            if (each.decision() == null) continue;
            append(steps, moves);
            steps = 0;
            append(each.decision().toString(), moves);
        }
        append(steps, moves);
        return moves.toString();
    }

    private static void append(int steps, StringBuilder moves) {
        if (steps > 0) append(Integer.toString(steps), moves);
    }

    private static void append(String move, StringBuilder moves) {
        if (moves.length() > 0) moves.append(';');
        moves.append(move);
    }

    /** The run of a link, as far as it can be followed. */
    static Opened open(String link) {
        Setup setup;
        String moves;
        try {
            Map<String, String> parts = parts(link);
            if (parts.containsKey("world")) return new Opened(world(parts), "");
            setup = Setup.of(
                            parts.getOrDefault("size", "3"),
                            parts.getOrDefault("seed", "1"),
                            parts.getOrDefault("break", ""))
                    .with(
                            parts.getOrDefault("batch", Integer.toString(Setup.USUAL_BATCH)),
                            parts.getOrDefault("judge", Setup.JUDGED));
            moves = parts.getOrDefault("moves", "");
        } catch (IllegalArgumentException refused) {
            return new Opened(new Run(Setup.of("3", "1", "")), "This link is no run: " + refused.getMessage() + ".");
        }
        Run run = new Run(setup);
        return new Opened(run, follow(moves, run));
    }

    private static Run world(Map<String, String> parts) {
        Scenario scenario = WatchedWorld.scenario(
                parts.get("world"),
                parts.get("only"),
                parts.getOrDefault("calm", "no"),
                parts.getOrDefault("pace", "1"));
        Setup setup = Setup.of("3", "1", parts.getOrDefault("break", ""));
        int until = parts.containsKey("until") ? Setup.count("until", parts.get("until")) : Integer.MAX_VALUE;
        if (until < 0) throw new IllegalArgumentException("until " + until + ": moments count from 0");
        return new Run(new WatchedWorld(scenario, setup.broken()), until);
    }

    private static Map<String, String> parts(String link) {
        if (link.length() > LONGEST) {
            throw new IllegalArgumentException(link.length() + " characters, of " + LONGEST + " that it may have");
        }
        Map<String, String> parts = new HashMap<>();
        List<String> names = ('&' + link).contains("&world=") ? WORLDS_NAMES : NAMES;
        for (String part : Words.split(link, '&')) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !names.contains(name)) {
                throw new IllegalArgumentException("'" + OneLine.of(part, 40) + "' says nothing of it; it has parts "
                        + names + ", as in " + (names == NAMES ? "size=3" : "world=3"));
            }
            if (parts.put(name, part.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("it says " + name + " twice");
            }
        }
        String version = parts.getOrDefault("raft", VERSION);
        if (!version.equals(VERSION)) {
            throw new IllegalArgumentException("version '" + OneLine.of(version, 40) + "' made it, and this is version "
                    + VERSION + ", in which it would be another run");
        }
        return parts;
    }

    /** Takes all moves, or those before the first that cannot be taken. Returns what is wrong with that one. */
    private static String follow(String moves, Run run) {
        List<String> all = Words.split(moves, ';');
        for (int i = 0; i < all.size() && run.broken().isEmpty(); i++) {
            String move = all.get(i);
            try {
                if (!move.isEmpty() && Character.isDigit(move.charAt(0))) advance(move, run);
                else run.decide(Decision.parse(move));
            } catch (IllegalArgumentException refused) {
                return "Move " + (i + 1) + " of " + all.size() + ", " + OneLine.of(move, 60) + ": "
                        + refused.getMessage() + ". The run is shown up to it.";
            }
        }
        return "";
    }

    private static void advance(String move, Run run) {
        int count;
        try {
            count = Integer.parseInt(move);
        } catch (NumberFormatException failed) {
            throw new IllegalArgumentException("must be a number of steps, or a decision");
        }
        int taken = run.advance(count);
        // Under other rules an invariant may break before the last move, and says itself that it does.
        if (taken < count && run.broken().isEmpty()) {
            throw new IllegalArgumentException("after " + taken + " of these steps, " + run.whyOver());
        }
    }
}
