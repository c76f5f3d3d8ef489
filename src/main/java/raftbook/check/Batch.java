package raftbook.check;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A few states in a row, and what comes of each, found by an onlooker: so that the search itself need only keep what is new. What an
 * onlooker does not know, or what breaks an invariant, is left to the search.
 */
final class Batch implements Supplier<Batch> {

    /** So many states are worth another thread's while. */
    static final int STATES = 256;
    /** Stands where the search has to look for itself. */
    static final int LEFT = -1;

    private final Moves moves;
    private final Symmetry symmetry;
    private Rows states;
    private final int[] row = new int[Moves.WIDEST];
    private final int[] next = new int[Moves.WIDEST];
    private final int[] choices = new int[4 * Moves.WIDEST];
    /** For each state how many moves it has; for each of these the move, the length of the row that it leads to, and the row. */
    private int[] found = new int[1 << 14];

    private int end;
    private int at;

    /** To be filled, read, and filled again. */
    Batch(Symmetry symmetry) {
        this.moves = symmetry.moves;
        this.symmetry = symmetry;
    }

    /** Takes a copy of the states: the search goes on meanwhile. */
    Batch with(Rows seen, int first) {
        states = seen.part(first, STATES);
        end = 0;
        at = 0;
        return this;
    }

    @Override
    public Batch get() {
        for (int state = 0; state < STATES; state++) {
            int begin = end;
            try {
                expand(states.copy(state, row));
            } catch (Moves.Unknown | Ledger.Broken left) {
                end = begin;
                write(LEFT);
            }
        }
        return this;
    }

    private void expand(int length) {
        int count = moves.moves(row, length, choices);
        write(count);
        for (int i = 0; i < count; i++) {
            System.arraycopy(row, 0, next, 0, length);
            int nextLength = moves.make(choices[i], next, length);
            symmetry.settle(next, nextLength);
            write(choices[i]);
            write(nextLength);
            makeRoom(nextLength);
            System.arraycopy(next, 0, found, end, nextLength);
            end += nextLength;
        }
    }

    private void write(int number) {
        makeRoom(1);
        found[end++] = number;
    }

    private void makeRoom(int more) {
        if (end + more > found.length) found = Arrays.copyOf(found, 2 * found.length);
    }

    /** Reads on: the next of the numbers found. */
    int read() {
        return found[at++];
    }

    /** Reads on: the row that comes next, into this one. */
    void read(int[] to, int length) {
        System.arraycopy(found, at, to, 0, length);
        at += length;
    }
}
