package raftbook.book.truth;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.Showing;
import raftbook.book.source.Part;
import raftbook.book.source.Problem;
import raftbook.book.source.SourceFile;

/** Nothing of the library is left untold: files not yet told stand in {@code docs/untold.txt}, which only shrinks. */
public final class Coverage {
    private Coverage() {}

    /** A book without chapters owes nothing yet. */
    public static List<Problem> problems(Plan plan, Layout layout) {
        List<Problem> problems = new ArrayList<>();
        if (plan.chapters().isEmpty()) return problems;
        String list = layout.show(layout.untold());
        Set<String> untold = new HashSet<>(Layout.dataLines(layout.untold()));
        for (SourceFile file : plan.library().files().values()) {
            List<Showing> showings = plan.showings().stream()
                    .filter(showing -> showing.tells() && showing.file().equals(file))
                    .toList();
            if (showings.isEmpty()) {
                if (!untold.contains(file.path())) {
                    problems.add(new Problem(
                            list,
                            0,
                            file.path() + " is told in no chapter: tell it, or, while it waits, list it here"));
                }
                continue;
            }
            if (untold.contains(file.path())) {
                problems.add(new Problem(
                        list,
                        0,
                        file.path() + " is told in " + showings.get(0).chapter().file() + ": take it off this list"));
            }
            problems.addAll(missing(file, showings));
        }
        for (String entry : untold) {
            if (!plan.library().files().containsKey(entry)) {
                problems.add(new Problem(list, 0, entry + " does not exist in the library: take it off this list"));
            }
        }
        return problems;
    }

    private static List<Problem> missing(SourceFile file, List<Showing> showings) {
        Set<Part> shown = new HashSet<>();
        showings.forEach(showing -> shown.addAll(showing.parts()));
        Showing last = showings.get(showings.size() - 1);
        return file.parts().stream()
                .filter(part -> !shown.contains(part))
                .map(part -> new Problem(
                        last.chapter().file(),
                        last.line(),
                        "tells " + file.path() + " without " + part + " (its line " + part.line()
                                + "): every member is shown once"))
                .toList();
    }
}
