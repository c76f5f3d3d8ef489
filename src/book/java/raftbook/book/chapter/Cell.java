package raftbook.book.chapter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A live listing of a chapter.
 *
 * @param id unique within the chapter: {@code c1}, {@code c2} in order; those of a question are called after it, so that
 *     a question more does not rename the cells below
 * @param line the chapter's line of its first line of code
 * @param options what the author has promised or excused, see the constants
 * @param promise the output that the chapter prints below it
 * @param exercise the id of the exercise that it belongs to; empty outside
 * @param question the id of the question that it belongs to; empty outside
 * @param anchor the name that the author has given it, {@code [#anchor]}; empty without one
 */
public record Cell(
        String id,
        int line,
        String source,
        List<String> options,
        Optional<Promise> promise,
        String exercise,
        String question,
        String anchor) {

    /** The cell must end in an exception. */
    public static final String RAISES = "raises";

    /** Its output differs from run to run, as with real threads: nothing is compared but the promise's fixed parts. */
    public static final String VARIES = "varies";

    /** It must produce a picture. */
    public static final String FIGURE = "figure";

    /** What the reader completes. */
    public static final String STARTER = "starter";

    /** Tells in words whether the answer passes: its value begins with {@link #PASSED} if so. */
    public static final String CHECK = "check";

    /** Its run asserts the answer of the question that it belongs to. */
    public static final String KEY = "key";

    /** It needs what only a profile fetches. Builds show what it printed when somebody recorded it, see {@link Recorded}. */
    public static final String RECORDED = "recorded";

    public static final String PASSED = "Passed";

    public static final List<String> OPTIONS = List.of(RAISES, VARIES, FIGURE, STARTER, CHECK, KEY, RECORDED);

    public boolean is(String option) {
        return options.contains(option);
    }

    /** A digest of these cells' names and texts: whatever stands around them may change. */
    public static String digest(Stream<Cell> cells) {
        return Digest.of(cells.map(cell -> cell.id + "\n" + cell.source).collect(Collectors.joining("\n---\n")));
    }

    /**
     * Promised output.
     *
     * @param line the chapter's line of its first line
     */
    public record Promise(int line, String text) {}
}
