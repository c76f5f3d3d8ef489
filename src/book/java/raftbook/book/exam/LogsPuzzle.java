package raftbook.book.exam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.check.InvariantViolation;
import raftbook.check.Invariants;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.picture.LogStrip;
import raftbook.raft.NodeId;
import raftbook.raft.RaftLogEntry;
import raftbook.trace.TraceEvent;

/**
 * Which of four sets of logs can, or cannot, exist? Some are the end of a run of the library, in some one entry has been replaced. The
 * library's judge of invariants decides; the check looks for a history in a model of its own, {@link LogHistories}.
 */
final class LogsPuzzle implements Puzzle {

    private static final int SERVERS = 3;
    private static final List<NodeId> NODES = ClusterConfig.of(SERVERS).nodes();

    /** The logs of all servers, and where they come from. */
    private record LogSet(List<List<RaftLogEntry>> logs, int terms, String source) {

        LogSet with(int server, int index, RaftLogEntry entry, String change) {
            List<List<RaftLogEntry>> changed = new ArrayList<>(logs);
            List<RaftLogEntry> log = new ArrayList<>(logs.get(server));
            log.set(index - 1, entry);
            changed.set(server, log);
            return new LogSet(changed, terms, source + ", entry " + index + " of " + NODES.get(server) + " " + change);
        }
    }

    private final boolean asksForImpossible;
    private final List<LogSet> sets;

    private LogsPuzzle(boolean asksForImpossible, List<LogSet> sets) {
        this.asksForImpossible = asksForImpossible;
        this.sets = sets;
    }

    static LogsPuzzle draw(Difficulty difficulty, Chance chance) {
        boolean asksForImpossible = chance.percent(50);
        List<LogSet> sets = new ArrayList<>();
        sets.add(asksForImpossible ? spoiled(difficulty, chance) : real(difficulty, chance));
        while (sets.size() < 4) {
            LogSet other = asksForImpossible ? real(difficulty, chance) : spoiled(difficulty, chance);
            if (sets.stream().noneMatch(set -> set.logs.equals(other.logs))) sets.add(other);
        }
        return new LogsPuzzle(asksForImpossible, chance.shuffle(sets));
    }

    /** Logs as they were at a moment of a run, no two of them equal. */
    private static LogSet real(Difficulty difficulty, Chance chance) {
        while (true) {
            long seed = chance.seed();
            int number = 0;
            for (List<NodeState> moment : Runs.moments(SERVERS, 5, seed, chance)) {
                number++;
                LogSet set = of(moment, "seed " + seed + ", moment " + number);
                int longest = Runs.longest(moment);
                boolean fits = longest >= difficulty.of(3, 4, 5) && longest <= difficulty.of(5, 6, 7);
                boolean differ = new HashSet<>(set.logs).size() == SERVERS;
                if (fits && differ && set.terms >= 2 && set.terms <= 6) return set;
            }
        }
    }

    private static LogSet of(List<NodeState> moment, String source) {
        long terms = moment.stream().mapToLong(NodeState::term).max().orElse(0);
        return new LogSet(moment.stream().map(NodeState::log).toList(), (int) terms, source);
    }

    /** Logs of which the judge says that they break Log Matching, or whose terms fall. */
    private static LogSet spoiled(Difficulty difficulty, Chance chance) {
        boolean mayFall = chance.percent(30);
        while (true) {
            LogSet real = real(difficulty, chance);
            for (int attempt = 0; attempt < 20; attempt++) {
                int server = chance.below(SERVERS);
                int length = real.logs.get(server).size();
                if (length < 2) continue;
                // The last entry may be anything: it is what follows that tells.
                LogSet changed = spoil(real, server, chance.from(1, length - 1), chance);
                boolean falls = reason(changed).startsWith("the terms");
                if (falls == mayFall && !isPossible(changed)) return changed;
            }
        }
    }

    private static LogSet spoil(LogSet real, int server, int index, Chance chance) {
        RaftLogEntry old = real.logs.get(server).get(index - 1);
        if (chance.percent(30) && !old.isNoOp()) {
            byte[] other = old.command().clone();
            byte digit = other[other.length - 1];
            other[other.length - 1] = (byte) (digit == '9' ? '1' : digit + 1);
            return real.with(server, index, new RaftLogEntry(old.term(), other), "given another command");
        }
        int term = chance.from(1, real.terms);
        return real.with(
                server, index, new RaftLogEntry(term, old.command()), "moved from term " + old.term() + " to " + term);
    }

    /** What the library says: a server begins with a log or refuses it, and the judge compares what all have appended. */
    private static boolean isPossible(LogSet set) {
        Map<NodeId, List<RaftLogEntry>> logs = new HashMap<>();
        for (int i = 0; i < SERVERS; i++) logs.put(NODES.get(i), set.logs.get(i));
        try {
            SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(SERVERS), set.terms, logs);
            Invariants judge = new Invariants(cluster, set.source);
            for (NodeId id : NODES) {
                int last = logs.get(id).size();
                if (last > 0) judge.check(List.of(new TraceEvent.Appended(0, id, 1, last, 0)));
            }
            return true;
        } catch (IllegalArgumentException | InvariantViolation impossible) {
            return false;
        }
    }

    private static boolean hasHistory(LogSet set) {
        List<List<LogHistories.Entry>> logs = set.logs.stream()
                .map(log -> log.stream()
                        .map(entry -> new LogHistories.Entry((int) entry.term(), entry.commandText()))
                        .toList())
                .toList();
        return LogHistories.canExist(logs, set.terms);
    }

    private String those(Predicate<LogSet> isPossible) {
        return IntStream.range(0, sets.size())
                .filter(i -> isPossible.test(sets.get(i)) != asksForImpossible)
                .mapToObj(LogsPuzzle::name)
                .collect(Collectors.joining(", "));
    }

    private static String name(int place) {
        return "the logs in picture " + (place + 1);
    }

    @Override
    public String byLibrary() {
        return those(LogsPuzzle::isPossible);
    }

    @Override
    public String byCheck() {
        return those(LogsPuzzle::hasHistory);
    }

    @Override
    public String ask() {
        return "Each picture shows the logs of a cluster of three servers at one moment, with terms and commands. Leaders may"
                + " have been cut off, messages lost and entries replaced before. "
                + (asksForImpossible
                        ? "Three of the four can come about in Raft. Which cannot, not even for a moment?"
                        : "Three of the four cannot come about in Raft, not even for a moment. Which can?");
    }

    @Override
    public List<Exhibit> exhibits() {
        return IntStream.range(0, sets.size())
                .<Exhibit>mapToObj(i -> picture("Picture " + (i + 1), sets.get(i)))
                .toList();
    }

    private static Exhibit picture(String title, LogSet set) {
        List<LogStrip.Row> rows = IntStream.range(0, SERVERS)
                .mapToObj(i -> new LogStrip.Row(NODES.get(i).name(), "", set.logs.get(i), 0))
                .toList();
        String words = IntStream.range(0, SERVERS)
                .mapToObj(i -> NODES.get(i) + ": " + set.logs.get(i))
                .collect(Collectors.joining("; "));
        return new Exhibit.Picture(title, Runs.strip(rows).toSvg(), words);
    }

    @Override
    public List<String> choices() {
        return IntStream.range(0, sets.size()).mapToObj(LogsPuzzle::name).toList();
    }

    @Override
    public String reason() {
        return IntStream.range(0, sets.size())
                .mapToObj(i -> "Picture " + (i + 1) + ": " + reason(sets.get(i)))
                .collect(Collectors.joining("; ", "", "."));
    }

    /** What is wrong, found by looking at each log and each two of them. */
    private static String reason(LogSet set) {
        for (int i = 0; i < SERVERS; i++) {
            List<RaftLogEntry> log = set.logs.get(i);
            for (int k = 1; k < log.size(); k++) {
                if (log.get(k).term() < log.get(k - 1).term()) return "the terms fall along " + NODES.get(i);
            }
        }
        for (int i = 0; i < SERVERS; i++) {
            for (int j = i + 1; j < SERVERS; j++) {
                String clash = clash(set, i, j);
                if (!clash.isEmpty()) return clash;
            }
        }
        return "came about in a run";
    }

    private static String clash(LogSet set, int i, int j) {
        List<RaftLogEntry> one = set.logs.get(i);
        List<RaftLogEntry> other = set.logs.get(j);
        int differ = 0;
        for (int k = 1; k <= Math.min(one.size(), other.size()); k++) {
            boolean same = one.get(k - 1).equals(other.get(k - 1));
            if (!same && differ == 0) differ = k;
            if (one.get(k - 1).term() == other.get(k - 1).term() && differ > 0) {
                return NODES.get(i) + " and " + NODES.get(j) + " both hold an entry of term "
                        + one.get(k - 1).term() + " at index " + k + ", but differ at index " + differ
                        + " (Log Matching)";
            }
        }
        return "";
    }

    @Override
    public String source() {
        return sets.stream().map(LogSet::source).collect(Collectors.joining("; "));
    }
}
