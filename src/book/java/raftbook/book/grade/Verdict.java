package raftbook.book.grade;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of one exercise of one submission.
 *
 * @param parts how many of the exercise's parts are right
 * @param of how many parts it has; 1 for a check that knows only right and wrong
 * @param words what the check said, or why it could not say anything
 * @param seed the number from which the check drew its worlds; empty for a check that draws none
 * @param remarks what else there is to say of the answer: where it was found, what in it a person should look at
 */
record Verdict(Task task, Kind kind, int parts, int of, String words, String seed, List<String> remarks) {
    static final String NOT_YET = "Not yet";

    private static final Pattern PARTS =
            Pattern.compile(NOT_YET + ": (\\d{1,3}) of (\\d{1,3}) are right\\b.*", Pattern.DOTALL);

    enum Kind {
        PASSED("right"),
        PARTLY("partly right"),
        WRONG("not yet"),
        FAILED("fails"),
        ENDED("was ended"),
        REFUSED("refused"),
        UNTOUCHED("untouched"),
        MISSING("missing");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    Verdict {
        remarks = List.copyOf(remarks);
    }

    /** Points of 1. Part of one exercise is rounded down to hundredths: nobody is given what is not there. */
    double points() {
        return kind == Kind.PASSED ? 1 : Math.floor(100.0 * parts / of) / 100;
    }

    /** What does not reach as far as the check: no parts. */
    static Verdict without(Task task, Kind kind, String words, List<String> remarks) {
        return new Verdict(task, kind, 0, 1, words, "", remarks);
    }

    /**
     * What a check's words are worth: {@code Not yet: 3 of 4 are right} is three parts of four. Parts that are right in the
     * starter as it stands count for nobody.
     */
    static Verdict of(Task task, Trial.Said said, String seed, List<String> remarks) {
        if (said.passes()) return new Verdict(task, Kind.PASSED, 1, 1, said.words(), seed, remarks);
        if (!said.failure().isEmpty()) {
            return new Verdict(task, Kind.FAILED, 0, 1, "the check fails: " + said.failure(), seed, remarks);
        }
        int given = parts(task.starterWords())[0];
        int[] parts = parts(said.words());
        int of = Math.max(1, parts[1] - given);
        int right = Math.max(0, Math.min(parts[0] - given, of - 1));
        String words = said.words().isEmpty() ? "the check said nothing" : said.words();
        return new Verdict(task, right > 0 ? Kind.PARTLY : Kind.WRONG, right, of, words, seed, remarks);
    }

    private static int[] parts(String words) {
        Matcher matcher = PARTS.matcher(words);
        return matcher.matches()
                ? new int[] {Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))}
                : new int[] {0, 1};
    }
}
