package raftbook.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import raftbook.raft.Rules;

/**
 * Every order of events in a small scope, breadth first: what breaks first breaks in a shortest story, and what never
 * breaks does not in any. Stories that have come to the same state go on alike, so that each state is looked at once.
 *
 * @param rules what the servers follow
 * @param scope how much may happen
 * @param wanted the invariants that count; a step that breaks another is none, and left out
 */
public record Search(Rules rules, Scope scope, Set<Invariant> wanted) {

    /** How many states it looks at between two looks at the world outside. */
    private static final int BETWEEN_LOOKS = 1 << 14;

    /** @throws IllegalArgumentException if no invariant counts */
    public Search {
        Objects.requireNonNull(rules, "rules: say Rules.PAPER");
        Objects.requireNonNull(scope, "scope: say Scope.of(3)");
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("a search for no invariant finds nothing: name one or more");
        }
        wanted = Collections.unmodifiableSet(EnumSet.copyOf(wanted));
    }

    /** For whatever breaks first when servers follow these rules. */
    public static Search of(Rules rules, Scope scope) {
        return new Search(rules, scope, EnumSet.allOf(Invariant.class));
    }

    /** This search for the first story that breaks one of these, whatever else breaks. */
    public Search breaking(Invariant first, Invariant... others) {
        return new Search(rules, scope, EnumSet.of(first, others));
    }

    /** How a search ended. */
    public enum End {
        /** With a story in which an invariant breaks; there is no shorter one. */
        FOUND("broken"),
        /** It has seen every state that can be reached. */
        ALL_SEEN("nothing breaks"),
        /** As many states as the scope allows are kept. */
        FULL("nothing broken so far, and no room for more states: take a smaller scope, or withMostStates(…) more"),
        /** It was interrupted. */
        INTERRUPTED("nothing broken so far, and interrupted");

        private final String words;

        End(String words) {
            this.words = words;
        }
    }

    /**
     * What came of it.
     *
     * @param search what was looked for
     * @param end how it ended
     * @param states how many different states were met
     * @param moves how many moves were tried
     * @param depth so many steps have the longest stories that were all looked at
     * @param serverStates how many different states single servers were in
     * @param bytes how much memory the states took
     * @param story the shortest story in which something breaks, if there is one
     */
    public record Result(
            Search search,
            End end,
            int states,
            long moves,
            int depth,
            int serverStates,
            long bytes,
            Optional<Story> story) {

        /** A short account. */
        @Override
        public String toString() {
            String what = story.map(Story::toString).orElse(end.words);
            return String.format(
                    Locale.ROOT, "%s: %,d states, all stories of %d steps: %s", search.scope, states, depth, what);
        }
    }

    /** Runs without a word. */
    public Result run() {
        return run(null);
    }

    /**
     * Runs, and shows progress on the given stream, if there is one. If its thread is interrupted, it ends, says how far it
     * came, and leaves the thread interrupted.
     */
    public Result run(PrintStream progress) {
        return new Run(progress).run();
    }

    /** What a search keeps in mind while it runs. */
    private final class Run {

        private final PrintStream progress;
        private final ServerStates servers = new ServerStates(rules, scope);
        private final Moves moves = new Moves(servers, scope);
        private final Rows seen = new Rows();
        /** How each state was first reached: from which one, and by which move. */
        private int[] parents = new int[1 << 8];

        private int[] reachedBy = new int[1 << 8];
        private final int[] row = new int[Moves.WIDEST];
        private final int[] next = new int[Moves.WIDEST];
        private final int[] choices = new int[4 * Moves.WIDEST];
        private long tried;
        private int depth;
        private Story story;

        Run(PrintStream progress) {
            this.progress = progress;
        }

        Result run() {
            seen.add(row, moves.begin(row));
            End end = End.ALL_SEEN;
            int levelEnd = 1;
            for (int state = 0; state < seen.count(); state++) {
                if (state == levelEnd) {
                    depth++;
                    levelEnd = seen.count();
                }
                if (state % BETWEEN_LOOKS == 0) end = look(state);
                if (end == End.ALL_SEEN && expand(state)) end = End.FOUND;
                if (end == End.ALL_SEEN && seen.count() >= scope.mostStates()) end = End.FULL;
                if (end != End.ALL_SEEN) break;
            }
            long bytes = seen.bytes() + 4L * (parents.length + reachedBy.length);
            return new Result(
                    Search.this, end, seen.count(), tried, depth, servers.count(), bytes, Optional.ofNullable(story));
        }

        private End look(int state) {
            if (progress != null && state > 0) {
                progress.printf(
                        Locale.ROOT, "%,d states, %,d of them looked at, %d steps%n", seen.count(), state, depth);
            }
            return Thread.currentThread().isInterrupted() ? End.INTERRUPTED : End.ALL_SEEN;
        }

        /** Makes every move from a state. Returns whether one of them breaks what is wanted. */
        private boolean expand(int state) {
            int length = seen.copy(state, row);
            int count = moves.moves(row, length, choices);
            for (int i = 0; i < count; i++) {
                System.arraycopy(row, 0, next, 0, length);
                tried++;
                try {
                    reach(state, choices[i], moves.make(choices[i], next, length));
                } catch (Ledger.Broken broken) {
                    if (!wanted.contains(broken.breach().invariant())) continue;
                    story = new Story(
                            Search.this,
                            steps(state, choices[i]),
                            broken.breach().invariant(),
                            broken.breach().detail());
                    return true;
                }
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
}
