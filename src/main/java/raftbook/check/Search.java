package raftbook.check;

import java.io.PrintStream;
import java.util.Collections;
import java.util.EnumSet;
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
 * @param wanted the invariants that count; where another breaks, the story goes on
 * @param symmetric whether states that differ in the servers' names alone are taken for one; where rules tell servers apart by their names, they
 *     are not
 */
public record Search(Rules rules, Scope scope, Set<Invariant> wanted, boolean symmetric) {

    /** How many states it looks at between two lines of progress. */
    private static final int BETWEEN_LINES = 1 << 14;
    /** More states than these of single servers, about 2 kB each, are those of a story that goes on for ever. */
    private static final int MOST_OF_SERVERS = 10_000;

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
        return new Search(rules, scope, EnumSet.allOf(Invariant.class), true);
    }

    /**
     * For a shortest story in which servers that follow these rules break something: the first of the {@link Scope#usual usual
     * scopes} that has one gives it, and the last says that it has none.
     */
    public static Result shortest(Rules rules) {
        return shortest(rules, EnumSet.allOf(Invariant.class));
    }

    /** For a shortest story of what a campaign has found; if none of the usual scopes has one, there is only the shrunk one. */
    public static Result shortest(Campaign.Failure failure) {
        return shortest(
                failure.behaviour().rules(), EnumSet.of(failure.violation().invariant()));
    }

    private static Result shortest(Rules rules, Set<Invariant> wanted) {
        Result result = null;
        for (Scope scope : Scope.usual()) {
            result = new Search(rules, scope, wanted, true).run();
            if (result.story().isPresent() || result.end() == End.INTERRUPTED) break;
        }
        return result;
    }

    /** This search for the first story that breaks one of these, whatever else breaks. */
    public Search breaking(Invariant first, Invariant... others) {
        return new Search(rules, scope, EnumSet.of(first, others), symmetric);
    }

    /** This search with a state for each way in which the servers can be named. */
    public Search withoutSymmetry() {
        return new Search(rules, scope, wanted, false);
    }

    /** How a search ended. */
    public enum End {
        /** With a story in which an invariant breaks; there is no shorter one. */
        FOUND("broken"),
        /** It has seen every state that can be reached. */
        ALL_SEEN("nothing breaks"),
        /** As many states as the scope allows are kept, or ten thousand of single servers. */
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
     * Runs on all cores, and shows progress on the given stream, if there is one. If its thread is interrupted, it ends, says how
     * far it came, and leaves the thread interrupted, and nothing else behind.
     */
    public Result run(PrintStream progress) {
        Stories stories = new Stories(rules, scope, wanted, symmetric);
        try (Ahead ahead = stories.ahead()) {
            return new Run(progress, stories, ahead).run();
        } catch (Renaming.NamesMatter nobodyIsLikeAnother) {
            return withoutSymmetry().run(progress);
        }
    }

    /** Runs without other threads, where there are none, and comes to the same. */
    public Result runAlone(PrintStream progress) {
        try {
            return new Run(progress, new Stories(rules, scope, wanted, symmetric), null).run();
        } catch (Renaming.NamesMatter nobodyIsLikeAnother) {
            return withoutSymmetry().runAlone(progress);
        }
    }

    /** A search on its way: which states come next, and how it ends. */
    private final class Run {

        private final PrintStream progress;
        private final Stories stories;
        /** Those who look ahead, null if nobody does. */
        private final Ahead ahead;
        /** What they have found of the states that come next, and of how many; null if they have not. */
        private Batch batch;

        private int inBatch;
        private int depth;

        Run(PrintStream progress, Stories stories, Ahead ahead) {
            this.progress = progress;
            this.stories = stories;
            this.ahead = ahead;
        }

        Result run() {
            End end = End.ALL_SEEN;
            int levelEnd = 1;
            for (int state = 0; state < stories.count(); state++) {
                if (state == levelEnd) {
                    depth++;
                    levelEnd = stories.count();
                }
                end = goOn(state);
                if (end != End.ALL_SEEN) break;
            }
            return new Result(
                    Search.this,
                    end,
                    stories.count(),
                    stories.tried(),
                    depth,
                    stories.serverStates(),
                    stories.bytes(),
                    stories.broken());
        }

        private End goOn(int state) {
            if (state % BETWEEN_LINES == 0 && state > 0 && progress != null) {
                progress.printf(
                        Locale.ROOT, "%,d states, %,d of them looked at, %d steps%n", stories.count(), state, depth);
            }
            if (Thread.currentThread().isInterrupted()) return End.INTERRUPTED;
            lookAhead(state);
            if (batch == null ? stories.expand(state) : stories.take(state, batch)) return End.FOUND;
            boolean full = stories.count() >= scope.mostStates() || stories.serverStates() >= MOST_OF_SERVERS;
            return full ? End.FULL : End.ALL_SEEN;
        }

        private void lookAhead(int state) {
            if (ahead == null || inBatch-- > 0) return;
            batch = ahead.from(state);
            inBatch = batch == null ? 0 : Batch.STATES - 1;
        }
    }
}
