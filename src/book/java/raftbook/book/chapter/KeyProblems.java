package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.List;
import raftbook.book.eval.LastSnippet;
import raftbook.book.source.Problem;

/** What keeps the keys of a chapter's questions from being compared with answers; what their runs say is {@link Key}'s. */
final class KeyProblems {
    private final ParsedChapter parsed;
    private final List<Problem> problems = new ArrayList<>();

    private KeyProblems(ParsedChapter parsed) {
        this.parsed = parsed;
    }

    static List<Problem> of(ParsedChapter parsed) {
        KeyProblems found = new KeyProblems(parsed);
        parsed.cells().stream().filter(cell -> cell.is(Cell.KEY)).forEach(found::check);
        return found.problems;
    }

    /** A key that varies could be wrong now and then, and one without a call is no run. */
    private void check(Cell key) {
        String name = "question " + key.question();
        if (key.question().isEmpty()) {
            fail(key, "%key is for the cell in a [question#id] block whose run asserts the answer");
        }
        if (key.is(Cell.VARIES)) {
            fail(key, name + " has a key that varies: compute it in virtual time, or from a seed");
        }
        if (!LastSnippet.of(key.source()).isExpression()) {
            fail(
                    key,
                    name + " has a key that ends in no expression, which a notebook could compare: end it in"
                            + " its value, or in System.out.println(value)");
        }
        if (!key.source().replaceAll("\\b(List\\.of|println|print)\\(", "").contains("(")) {
            fail(key, name + " has a key that is written down, not run: let the cell call the library");
        }
    }

    private void fail(Cell key, String message) {
        problems.add(new Problem(parsed.chapter().file(), key.line(), message));
    }
}
