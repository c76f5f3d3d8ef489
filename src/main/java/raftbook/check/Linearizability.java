package raftbook.check;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import raftbook.check.History.Operation;

/**
 * Whether there is one order of all operations that explains every answer and in which none moves out of the time
 * between its request and its answer (Herlihy and Wing). Keys are independent of each other, so each is searched alone.
 *
 * <p>The search is Wing and Gong's with Lowe's memory: take any operation that could be next, see whether the rest works
 * out, else take another; and never enter the same situation twice. Some steps need no alternative, and where all values
 * differ, all steps are such. In the worst case the time still grows exponentially, so the search ends undecided after a
 * fixed number of steps: a number, and not a time, so that every machine decides alike.
 */
public final class Linearizability {

    /** So many steps are made on a key before its search is given up; a step takes an operation, takes one back, or looks. */
    public static final int MOST_STEPS = 1_000_000;

    private final Verdict verdict;
    private final List<Operation> order;

    private Linearizability(List<Operation> operations, int mostSteps) {
        Unexplained rest = new Unexplained(operations.stream()
                .sorted(Comparator.comparingLong(Operation::from).thenComparingInt(Operation::number))
                .toList());
        this.verdict = new OrderSearch(rest, mostSteps).run();
        this.order = verdict == Verdict.LINEARIZABLE ? rest.explained() : List.of();
    }

    /** Looks for an order of these operations on one key, which had no value at first. */
    public static Linearizability of(List<Operation> operations) {
        return of(operations, MOST_STEPS);
    }

    static Linearizability of(List<Operation> operations, int mostSteps) {
        return new Linearizability(operations, mostSteps);
    }

    /** What came of the search. */
    public Verdict verdict() {
        return verdict;
    }

    /** An order that explains the operations, if one was found; writes that need not have happened are left out. */
    public Optional<List<Operation>> order() {
        return verdict == Verdict.LINEARIZABLE ? Optional.of(order) : Optional.empty();
    }

    /** The first key whose operations fit no order, if there is one. A key without a decision is not among them. */
    public static Optional<String> firstBrokenKey(History history) {
        return firstKey(history, Verdict.BROKEN);
    }

    /** The first key for which this is the verdict, if there is one. */
    public static Optional<String> firstKey(History history, Verdict wanted) {
        return history.verdicts(operations -> of(operations).verdict()).entrySet().stream()
                .filter(key -> key.getValue() == wanted)
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
