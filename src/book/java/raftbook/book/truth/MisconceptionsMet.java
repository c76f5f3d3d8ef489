package raftbook.book.truth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Misconceptions;
import raftbook.book.chapter.Plan;
import raftbook.book.source.Problem;

/** Each misconception is met: those not yet met stand in {@code docs/unmet.txt}, which only shrinks. */
public final class MisconceptionsMet {
    private MisconceptionsMet() {}

    /** A book without chapters owes nothing yet. */
    public static List<Problem> problems(Plan plan, Misconceptions misconceptions, Layout layout) {
        List<Problem> problems = new ArrayList<>();
        if (plan.chapters().isEmpty()) return problems;
        String list = layout.show(layout.unmet());
        Set<String> unmet = new HashSet<>(Layout.dataLines(layout.unmet()));
        misconceptions.beliefs().forEach((id, belief) -> {
            boolean met = plan.misconceptions().containsKey(id);
            if (!met && !unmet.contains(id)) {
                problems.add(new Problem(
                        list,
                        0,
                        "misconception " + id + ", \"" + belief
                                + "\", is met in no chapter: meet it, or, while it waits, list it here"));
            } else if (met && unmet.contains(id)) {
                String file = plan.misconceptions().get(id).chapter().file();
                problems.add(
                        new Problem(list, 0, "misconception " + id + " is met in " + file + ": take it off this list"));
            }
        });
        for (String entry : unmet) {
            if (!misconceptions.beliefs().containsKey(entry)) {
                problems.add(new Problem(list, 0, entry + " is no misconception: take it off this list"));
            }
        }
        return problems;
    }
}
