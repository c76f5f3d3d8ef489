package raftbook.check;

import java.util.List;

/**
 * Of states that differ in the servers' names alone a search needs one: they go on alike. Servers whose timers may run out
 * can change names with each other, and so can the others. The state that is kept is the one whose row is the smallest.
 */
final class Symmetry {

    final Moves moves;
    /** Under the first of them, all servers keep their names. */
    private final List<Renaming> renamings;

    private int[] smallest = new int[Moves.WIDEST];
    private int[] renamed = new int[Moves.WIDEST];

    private Symmetry(Moves moves, List<Renaming> renamings) {
        this.moves = moves;
        this.renamings = renamings;
    }

    /** Of states that can be reached by these moves. */
    static Symmetry of(Moves moves) {
        return new Symmetry(moves, moves.renamings);
    }

    /** As if no state were like another. */
    static Symmetry none(Moves moves) {
        return new Symmetry(moves, moves.renamings.subList(0, 1));
    }

    /** The same for another thread, which finds nothing out by itself. */
    Symmetry forOnlooker() {
        return new Symmetry(moves.forOnlooker(), renamings);
    }

    /** Gives the servers of this row the names under which it is the smallest. Returns the number of the renaming, 0 for none. */
    int settle(int[] row, int length) {
        int best = 0;
        for (int i = 1; i < renamings.size(); i++) {
            int[] leader = best == 0 ? row : smallest;
            if (!isSmaller(renamings.get(i), row, length, leader)) continue;
            int[] beaten = smallest;
            smallest = renamed;
            renamed = beaten;
            best = i;
        }
        if (best > 0) System.arraycopy(smallest, 0, row, 0, length);
        return best;
    }

    /** Whether the row is smaller than the leader under these names; then it has been {@link #renamed}. */
    private boolean isSmaller(Renaming renaming, int[] row, int length, int[] leader) {
        for (int i = 0; i < renaming.servers(); i++) renamed[i] = state(renaming, row[renaming.old(i)]);
        int order = compare(renamed, leader, renaming.servers());
        if (order > 0) return false;
        renamed[moves.ledgerAt] = ledger(renaming, row[moves.ledgerAt]);
        renamed[moves.budgetAt] = row[moves.budgetAt];
        for (int at = moves.mailAt; at < length; at++) moves.insert(mail(renaming, row[at]), renamed, at);
        return order < 0 || compare(renamed, leader, length) < 0;
    }

    private static int compare(int[] row, int[] other, int length) {
        for (int i = 0; i < length; i++) if (row[i] != other[i]) return Integer.compare(row[i], other[i]);
        return 0;
    }

    private int state(Renaming renaming, int number) {
        int known = renaming.states.get(number);
        return known != Numbers.UNKNOWN ? known : mayLearn(renaming).state(number);
    }

    private int ledger(Renaming renaming, int number) {
        int known = renaming.ledgerNumbers.get(number);
        return known != Numbers.UNKNOWN ? known : mayLearn(renaming).ledger(number);
    }

    private int mail(Renaming renaming, int number) {
        int known = renaming.mails.get(number);
        return known != Numbers.UNKNOWN ? known : mayLearn(renaming).mail(number);
    }

    private Renaming mayLearn(Renaming renaming) {
        if (moves.learns) return renaming;
        throw new Moves.Unknown();
    }

    /** The move that becomes this one when the servers are renamed so. */
    int undo(int renaming, int move) {
        Renaming done = renamings.get(renaming);
        for (Renaming each : renamings) if (each.undoes(done)) return each.move(move);
        throw new IllegalStateException("every renaming can be undone");
    }
}
