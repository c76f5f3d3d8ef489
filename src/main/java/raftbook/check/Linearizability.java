package raftbook.check;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import raftbook.check.History.Operation;

/**
 * Whether there is one order of all operations that explains every answer and in which none moves out of the time
 * between its request and its answer (Herlihy and Wing). Keys are independent of each other, so each is searched alone.
 *
 * <p>The search is Wing and Gong's with Lowe's memory: take any operation that could be next, see whether the rest works
 * out, else take another; and never enter the same situation twice.
 */
public final class Linearizability {

    private record Situation(BitSet taken, Optional<String> value) {}

    private final List<Operation> operations;
    private final Set<Situation> deadEnds = new HashSet<>();
    /** What explains has found, the first operation first. */
    private final Deque<Operation> order = new ArrayDeque<>();

    private Linearizability(List<Operation> operations) {
        Set<Optional<String>> observed = operations.stream()
                .filter(operation -> !operation.write())
                .map(Operation::value)
                .collect(Collectors.toSet());
        // A write that may never have happened, and that nobody saw, can be taken never to have happened.
        this.operations = operations.stream()
                .filter(operation -> operation.to() != History.OPEN || observed.contains(operation.value()))
                .sorted(Comparator.comparingLong(Operation::from).thenComparingInt(Operation::number))
                .toList();
    }

    /** The first key whose operations fit no order, if there is one. */
    public static Optional<String> firstBrokenKey(History history) {
        return history.byKey().entrySet().stream()
                .filter(key -> !isLinearizable(key.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether some order explains these operations on one key, which had no value at first. */
    public static boolean isLinearizable(List<Operation> operations) {
        return order(operations).isPresent();
    }

    /** An order that explains these operations on one key, if there is one; writes that need not have happened left out. */
    public static Optional<List<Operation>> order(List<Operation> operations) {
        Linearizability search = new Linearizability(operations);
        boolean found = search.explains(new BitSet(), Optional.empty());
        return found ? Optional.of(List.copyOf(search.order)) : Optional.empty();
    }

    private boolean explains(BitSet taken, Optional<String> value) {
        if (isComplete(taken)) return true;
        Situation situation = new Situation(taken, value);
        if (deadEnds.contains(situation)) return false;
        long firstAnswer = firstAnswer(taken);
        // A read that fits now may as well come now: it changes nothing for the others.
        int read = nextFitting(taken, 0, firstAnswer, operation -> isReadOf(operation, value));
        if (read >= 0) return goesOn(taken, read, value);
        for (int i = nextFitting(taken, 0, firstAnswer, Operation::write);
                i >= 0;
                i = nextFitting(taken, i + 1, firstAnswer, Operation::write)) {
            if (goesOn(taken, i, operations.get(i).value())) return true;
        }
        deadEnds.add(situation);
        return false;
    }

    private boolean goesOn(BitSet taken, int next, Optional<String> value) {
        BitSet more = (BitSet) taken.clone();
        more.set(next);
        if (!explains(more, value)) return false;
        order.addFirst(operations.get(next));
        return true;
    }

    private static boolean isReadOf(Operation operation, Optional<String> value) {
        return !operation.write() && operation.value().equals(value);
    }

    /** The first operation from an index on that is not taken, was asked before {@code latest}, and fits; -1 for none. */
    private int nextFitting(BitSet taken, int from, long latest, Predicate<Operation> fits) {
        for (int i = taken.nextClearBit(from); i < operations.size(); i = taken.nextClearBit(i + 1)) {
            if (operations.get(i).from() > latest) return -1;
            if (fits.test(operations.get(i))) return i;
        }
        return -1;
    }

    /** Writes of unknown outcome need not have happened. */
    private boolean isComplete(BitSet taken) {
        return firstAnswer(taken) == History.OPEN;
    }

    /** Whatever comes next must have been asked before this. */
    private long firstAnswer(BitSet taken) {
        long first = History.OPEN;
        for (int i = taken.nextClearBit(0); i < operations.size(); i = taken.nextClearBit(i + 1)) {
            first = Math.min(first, operations.get(i).to());
        }
        return first;
    }
}
