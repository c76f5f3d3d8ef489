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
    Stories(Rules rules, Scope scope, Set<Invariant> wanted) {
        this.rules = rules;
        this.scope = scope;
        this.servers = new ServerStates(rules, scope);
        this.moves = new Moves(servers, scope, wanted, true);
        seen.add(row, moves.begin(row));
    }

    /** Other threads that look ahead. */
    Ahead ahead() {
        return new Ahead(moves, seen);
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
                reach(state, choices[i], moves.make(choices[i], next, length));
            } catch (Ledger.Broken broken) {
                story = new Story(
                        rules,
                        scope,
                        steps(state, choices[i]),
                        broken.breach().invariant(),
                        broken.breach().detail());
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

    private List<Story.Step> steps(int state, int lastMove) {
        List<Story.Step> steps = new ArrayList<>();
        for (int at = state, move = lastMove; ; move = reachedBy[at], at = parents[at]) {
            steps.add(step(at, move));
            if (at == 0) break;
        }
        Collections.reverse(steps);
        return steps;
    }

    private Story.Step step(int state, int move) {
        seen.copy(state, row);
        return moves.inWords(move, row);
    }
}
