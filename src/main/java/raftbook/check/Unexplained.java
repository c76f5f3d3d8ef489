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

        private int readsLeft() {
            return reads.size() - readsTaken;
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

    /** How many operations have been taken and taken back so far. */
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

    /** The read that comes next if the value is what it has seen, and it was asked in time; -1 if there is none. */
    int nextRead() {
        if (value.readsLeft() == 0) return -1;
        int read = value.reads.get(value.readsTaken);
        return operations.get(read).from() <= firstAnswer() ? read : -1;
    }

    /** The writes that can come next. One that need not have happened, and that nobody left has seen, is not among them. */
    List<Integer> nextWrites() {
        long firstAnswer = firstAnswer();
        List<Integer> writes = new ArrayList<>();
        for (int i = firstLeft;
                i < operations.size() && operations.get(i).from() <= firstAnswer;
                i = taken.nextClearBit(i + 1)) {
            Operation operation = operations.get(i);
            boolean wanted = operation.to() != History.OPEN || values.get(i).readsLeft() > 0;
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

    /** How many reads are left that have seen the present value. */
    int readsOfValueLeft() {
        return value.readsLeft();
    }

    /** Whether a write is left that brings the present value back. */
    boolean canBeWrittenAgain() {
        return value.writesLeft > 0;
    }

    /** Whether reads are left that this write's value may serve, but another write's as well. */
    boolean isNeededElsewhere(int write) {
        Value its = values.get(write);
        return its.readsLeft() > 0 && its.writesLeft > 1;
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
