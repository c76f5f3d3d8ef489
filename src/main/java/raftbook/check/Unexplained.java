package raftbook.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import raftbook.check.History.Operation;

/** The operations on a key that have no place in the order yet, and the value that those in it have left behind. */
final class Unexplained {

    /** Which operations are left. */
    record Situation(int firstLeft, BitSet takenAfterIt) {}

    /** A value, the writes of it that are left, and its reads in the order of asking, of which the first ones are taken. */
    private static final class Value {
        private final List<Integer> reads = new ArrayList<>();
        private int readsTaken;
        private int writesLeft;

        private List<Integer> readsLeft() {
            return reads.subList(readsTaken, reads.size());
        }
    }

    private final List<Operation> operations;
    private final List<Value> values = new ArrayList<>();
    private final BitSet taken = new BitSet();
    private final List<Integer> order = new ArrayList<>();
    /** For each operation in the order, the value before it. */
    private final List<Value> before = new ArrayList<>();

    private Value value;
    private int firstLeft;
    private int mustBeExplained;
    private long steps;

    /** @param operations sorted by the time of asking */
    Unexplained(List<Operation> operations) {
        this.operations = operations;
        Map<Optional<String>, Value> byContent = new HashMap<>();
        this.value = byContent.computeIfAbsent(Optional.empty(), content -> new Value());
        for (int i = 0; i < operations.size(); i++) {
            Operation operation = operations.get(i);
            Value its = byContent.computeIfAbsent(operation.value(), content -> new Value());
            values.add(its);
            if (operation.write()) its.writesLeft++;
            else its.reads.add(i);
            if (operation.to() != History.OPEN) mustBeExplained++;
        }
    }

    /** Whether nothing is left but writes of unknown outcome, which need not have happened. */
    boolean isEmpty() {
        return mustBeExplained == 0;
    }

    /** How many operations have been taken and taken back so far, and how often the next writes were looked for. */
    long steps() {
        return steps;
    }

    /** Puts an operation at the end of the order. */
    void explain(int next) {
        if (taken.get(next)) throw new IllegalStateException("operation " + next + " is in the order already");
        steps++;
        Operation operation = operations.get(next);
        order.add(next);
        before.add(value);
        taken.set(next);
        firstLeft = taken.nextClearBit(firstLeft);
        if (operation.to() != History.OPEN) mustBeExplained--;
        if (operation.write()) {
            value = values.get(next);
            value.writesLeft--;
        } else {
            value.readsTaken++;
        }
    }

    /** Takes operations back until so many are left in the order. */
    void goBackTo(int count) {
        while (order.size() > count) {
            steps++;
            int last = order.remove(order.size() - 1);
            if (operations.get(last).to() != History.OPEN) mustBeExplained++;
            if (operations.get(last).write()) value.writesLeft++;
            else value.readsTaken--;
            value = before.remove(before.size() - 1);
            taken.clear(last);
            firstLeft = Math.min(firstLeft, last);
        }
    }

    /** The writes that can come next. One that need not have happened, and that nobody left has seen, is not among them. */
    List<Integer> nextWrites() {
        steps++;
        long firstAnswer = firstAnswer();
        List<Integer> writes = new ArrayList<>();
        for (int i = firstLeft;
                i < operations.size() && operations.get(i).from() <= firstAnswer;
                i = taken.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            boolean wanted =
                    operation.to() != History.OPEN || !values.get(i).readsLeft().isEmpty();
            if (operation.write() && wanted) writes.add(i);
        }
        return writes;
    }

    /** Whatever comes next must have been asked before this. */
    private long firstAnswer() {
        long first = History.OPEN;
        for (int i = firstLeft;
                i < operations.size() && operations.get(i).from() <= first;
                i = taken.nextClearBit(i + 1)) {
            first = Math.min(first, operations.get(i).to());
        }
        return first;
    }

    /** The reads that are left and have seen the present value, in the order of asking. */
    List<Integer> readsOfValueLeft() {
        return value.readsLeft();
    }

    /** Whether an operation that is left was asked early enough to come next. */
    boolean isInTime(int next) {
        return operations.get(next).from() <= firstAnswer();
    }

    /** Whether a write is left that brings the present value back. */
    boolean canBeWrittenAgain() {
        return value.writesLeft > 0;
    }

    /**
     * What matters for what can follow once every read that fits has been taken. The value does not: whatever comes next
     * is a write.
     */
    Situation situation() {
        return new Situation(firstLeft, taken.get(firstLeft, Math.max(firstLeft, taken.length())));
    }

    int explainedCount() {
        return order.size();
    }

    /** The order so far. */
    List<Operation> explained() {
        return order.stream().map(operations::get).toList();
    }
}
