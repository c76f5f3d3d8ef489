package raftbook.book.exam;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import raftbook.check.BrokenRule;
import raftbook.check.History;
import raftbook.check.History.Operation;
import raftbook.check.Linearizability;
import raftbook.check.Verdict;
import raftbook.cluster.ClusterConfig;
import raftbook.cluster.NodeState;
import raftbook.cluster.SimulatedCluster;
import raftbook.cluster.StateTable;
import raftbook.metadata.UnknownOutcomeException;
import raftbook.picture.RequestChart;
import raftbook.raft.RaftConfig;
import raftbook.raft.Rules;

/** Is what clients were told linearizable, and if not, which answer is wrong? The library searches; the check tries all orders. */
final class HistoryPuzzle implements Puzzle {

    private static final String KEY = "/x";
    private static final String FINE = "It is linearizable.";

    private final long seed;
    private final boolean asked;
    private final List<Operation> operations;
    private List<String> choices = List.of();

    private HistoryPuzzle(long seed, boolean asked, List<Operation> operations) {
        this.seed = seed;
        this.asked = asked;
        this.operations = operations;
    }

    static HistoryPuzzle draw(Difficulty difficulty, Chance chance) {
        boolean wantsWrong = chance.percent(70);
        while (true) {
            long seed = chance.seed();
            boolean asked = !wantsWrong;
            List<Operation> operations = run(seed, asked, difficulty, chance);
            HistoryPuzzle puzzle = new HistoryPuzzle(seed, asked, operations);
            long reads = operations.stream().filter(each -> !each.write()).count();
            long values = operations.stream()
                    .filter(each -> !each.write())
                    .map(Operation::value)
                    .distinct()
                    .count();
            boolean fits = operations.size() == difficulty.of(5, 7, 9) && reads >= 2 && values >= 2;
            if (fits && wantsWrong == !puzzle.byLibrary().equals(FINE) && puzzle.hasAnAnswer()) {
                puzzle.choose(chance);
                return puzzle;
            }
        }
    }

    /** Clients write and read while leaders are cut off; unless asked, leaders answer reads from their memory at once. */
    private static List<Operation> run(long seed, boolean asked, Difficulty difficulty, Chance chance) {
        Rules rules = asked ? Rules.PAPER : BrokenRule.READS_UNASKED.rules();
        SimulatedCluster cluster = new SimulatedCluster(ClusterConfig.of(3)
                .withSeed(seed)
                .with(RaftConfig.DEFAULT.with(rules))
                .withPatience(Duration.ofMillis(500)));
        History history = new History();
        cluster.awaitLeader();
        int count = difficulty.of(5, 7, 9) + chance.below(2);
        for (int i = 1; i <= count; i++) {
            List<NodeState> leading =
                    cluster.states().stream().filter(NodeState::leads).toList();
            if (leading.isEmpty()) {
                cluster.runFor(Duration.ofMillis(60));
                continue;
            }
            request(cluster, chance.pick(leading), i, i == 1 || chance.percent(50), history);
            if (chance.percent(40)) cluster.runFor(Duration.ofMillis(chance.from(1, 12)));
            else cluster.runFor(Duration.ofMillis(chance.from(25, 90)));
            if (i > 1 && chance.percent(30)) {
                cluster.leader().ifPresent(cluster::isolate);
                cluster.runFor(Duration.ofMillis(chance.from(300, 450)));
            }
        }
        cluster.heal();
        cluster.runFor(Duration.ofMillis(700));
        return history.byKey().getOrDefault(KEY, List.of()).stream()
                .sorted(Comparator.comparingLong(Operation::from).thenComparingInt(Operation::number))
                .toList();
    }

    private static void request(SimulatedCluster cluster, NodeState at, int number, boolean write, History history) {
        long from = cluster.now();
        if (!write) {
            cluster.node(at.id()).getMetadata(KEY).thenAccept(value -> history.read(KEY, value, from, cluster.now()));
            return;
        }
        Optional<String> value = Optional.of("v" + number);
        cluster.node(at.id()).putMetadata(KEY, "v" + number).whenComplete((done, failure) -> {
            if (failure == null) history.wrote(KEY, value, from, cluster.now());
            else if (failure instanceof UnknownOutcomeException) history.wrote(KEY, value, from, History.OPEN);
        });
    }

    private boolean hasAnAnswer() {
        return byLibrary().equals(FINE) || culprits(this::isFine).size() == 1;
    }

    private void choose(Chance chance) {
        List<String> wrong = new ArrayList<>();
        for (Operation each : operations) if (!each.write()) wrong.add(accuse(each));
        wrong = chance.shuffle(wrong);
        wrong.add(0, FINE);
        wrong.add("It is not, whichever single read is left out.");
        choices = chance.choices(byLibrary(), wrong);
    }

    private String accuse(Operation read) {
        return "It is not, because of read " + name(read) + " alone.";
    }

    private String name(Operation operation) {
        return String.valueOf((char) ('a' + operations.indexOf(operation)));
    }

    private boolean isFine(List<Operation> some) {
        Verdict verdict = Linearizability.of(some).verdict();
        if (verdict == Verdict.UNDECIDED) throw new IllegalStateException("undecided: " + some);
        return verdict == Verdict.LINEARIZABLE;
    }

    private boolean isFineInSomeOrder(List<Operation> some) {
        return AllOrders.explain(some.stream()
                .map(each -> new AllOrders.Request(
                        each.write(),
                        each.value().orElse(""),
                        each.from(),
                        each.to(),
                        each.write() && each.to() == History.OPEN))
                .toList());
    }

    /** The reads without which all is fine. */
    private List<Operation> culprits(Predicate<List<Operation>> isFine) {
        return operations.stream()
                .filter(each -> !each.write())
                .filter(each -> isFine.test(
                        operations.stream().filter(other -> other != each).toList()))
                .toList();
    }

    private String judge(Predicate<List<Operation>> isFine) {
        if (isFine.test(operations)) return FINE;
        List<Operation> culprits = culprits(isFine);
        return culprits.isEmpty()
                ? "It is not, whichever single read is left out."
                : culprits.stream().map(this::accuse).collect(Collectors.joining(" Or: "));
    }

    @Override
    public String byLibrary() {
        return judge(this::isFine);
    }

    @Override
    public String byCheck() {
        return judge(this::isFineInSomeOrder);
    }

    @Override
    public String ask() {
        return "Clients have written and read one key, which had no value at first. Each bar begins when the request was made and"
                + " ends when it was answered; a write without an answer may take effect at any time after its beginning, or never."
                + " Is this history linearizable? If it is not, which read is to blame, so that the rest without it is?";
    }

    @Override
    public List<Exhibit> exhibits() {
        List<RequestChart.Bar> bars = operations.stream()
                .map(each -> new RequestChart.Bar(
                        name(each) + "  " + words(each), each.write(), each.from(), each.to(), 0, OptionalLong.empty()))
                .toList();
        String words = IntStream.range(0, operations.size())
                .mapToObj(i -> name(operations.get(i)) + " " + operations.get(i))
                .collect(Collectors.joining("; "));
        return List.of(
                new Exhibit.Picture(
                        "", RequestChart.of(bars, "Requests on one key").toSvg(), words),
                new Exhibit.Listing("The same in numbers", times()));
    }

    /** Where a bar begins just before another ends, a picture is not enough. */
    private String times() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "request", "asked (ms)", "answered (ms)"));
        for (Operation each : operations) {
            String answered = each.to() == History.OPEN ? "never" : millis(each.to());
            rows.add(List.of(name(each), words(each), millis(each.from()), answered));
        }
        return StateTable.align(rows);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private static String words(Operation each) {
        return (each.write() ? "writes " : "reads ") + each.value().orElse("nothing");
    }

    @Override
    public List<String> choices() {
        return choices;
    }

    @Override
    public String reason() {
        if (isFine(operations)) {
            String order = Linearizability.of(operations).order().orElseThrow().stream()
                    .map(this::name)
                    .collect(Collectors.joining(", "));
            return "This order explains every answer: " + order + ".";
        }
        Operation culprit = culprits(this::isFine).get(0);
        return "Read " + name(culprit) + " found " + culprit.value().orElse("nothing")
                + ", and no order of all requests in which none moves out of its bar allows that; without it there is one.";
    }

    @Override
    public String source() {
        return "3 servers, seed " + seed + (asked ? ", rules of the paper" : ", leaders answer reads unasked");
    }
}
