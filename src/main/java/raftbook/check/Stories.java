package raftbook.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import raftbook.raft.Rules;

/** The stories that a search has told so far: the states that they have come to, each once, and how each was first reached. */
final class Stories {

    private final Rules rules;
    private final Scope scope;
    private final ServerStates servers;
    private final Moves moves;
    private final Symmetry symmetry;
    private final Rows seen = new Rows();
    /** From which state each was reached, and by which move. */
    private int[] parents = new int[1 << 8];

    private int[] reachedBy = new int[1 << 8];
    private final int[] row = new int[Moves.WIDEST];
    private final int[] next = new int[Moves.WIDEST];
    private final int[] choices = new int[4 * Moves.WIDEST];
    private long tried;
    private Story story;

    /** The one story in which nothing has happened. */
    Stories(Rules rules, Scope scope, Set<Invariant> wanted, boolean symmetric) {
        this.rules = rules;
        this.scope = scope;
        this.servers = new ServerStates(rules, scope);
        this.moves = new Moves(servers, scope, wanted, true, symmetric);
        this.symmetry = Symmetry.of(moves);
        seen.add(row, moves.begin(row));
    }

    /** Other threads that look ahead. */
    Ahead ahead() {
        return new Ahead(symmetry, seen);
    }

    /** How many states have been met. */
    int count() {
        return seen.count();
    }

    /** How many moves have been made. */
    long tried() {
        return tried;
    }

    /** How many different states single servers were in. */
    int serverStates() {
        return servers.count();
    }

    /** How much memory the states take. */
    long bytes() {
        return seen.bytes() + 4L * (parents.length + reachedBy.length);
    }

    /** The story in which something breaks, once there is one. */
    Optional<Story> broken() {
        return Optional.ofNullable(story);
    }

    /** Makes every move from a state. Returns whether one of them breaks what is wanted. */
    boolean expand(int state) {
        int length = seen.copy(state, row);
        int count = moves.moves(row, length, choices);
        for (int i = 0; i < count; i++) {
            System.arraycopy(row, 0, next, 0, length);
            tried++;
            try {
                int nextLength = moves.make(choices[i], next, length);
                symmetry.settle(next, nextLength);
                reach(state, choices[i], nextLength);
            } catch (Ledger.Broken broken) {
                story = story(state, choices[i]);
                return true;
            }
        }
        return false;
    }

    /** Takes what others have found of a state, if they have. Returns whether something breaks what is wanted. */
    boolean take(int state, Batch batch) {
        int count = batch.read();
        if (count == Batch.LEFT) return expand(state);
        for (int i = 0; i < count; i++) {
            tried++;
            int move = batch.read();
            int length = batch.read();
            batch.read(next, length);
            reach(state, move, length);
        }
        return false;
    }

    private void reach(int from, int move, int length) {
        if (!seen.add(next, length)) return;
        int number = seen.count() - 1;
        if (number == parents.length) {
            parents = Arrays.copyOf(parents, 2 * number);
            reachedBy = Arrays.copyOf(reachedBy, 2 * number);
        }
        parents[number] = from;
        reachedBy[number] = move;
    }

    /**
     * The story that ends with this move from this state. The states on its way may have gone by other names: it is told under
     * those that the servers have at the beginning.
     */
    private Story story(int end, int lastMove) {
        List<Story.Step> steps = new ArrayList<>();
        int length = seen.copy(0, row);
        for (int kept : movesTo(end, lastMove)) {
            System.arraycopy(row, 0, next, 0, length);
            int move = symmetry.undo(symmetry.settle(next, length), kept);
            steps.add(moves.inWords(move, row));
            try {
                length = moves.make(move, row, length);
            } catch (Ledger.Broken broken) {
                ServerState.Step.Breach breach = broken.breach();
                return new Story(rules, scope, steps, breach.invariant(), breach.detail());
            }
        }
        throw new IllegalStateException("nothing breaks when it is told once more");
    }

    private List<Integer> movesTo(int end, int lastMove) {
        List<Integer> all = new ArrayList<>(List.of(lastMove));
        for (int at = end; at > 0; at = parents[at]) all.add(reachedBy[at]);
        Collections.reverse(all);
        return all;
    }
}
