package raftbook.book.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Glossary;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Mentions;
import raftbook.book.chapter.Plan;
import raftbook.book.source.Problem;

/** Each term of the glossary is told where it says, and is a word of that chapter. */
public final class WordsTold {
    private WordsTold() {}

    /** A book that shows no glossary owes nothing. */
    public static List<Problem> problems(Plan plan, Glossary glossary, Layout layout) {
        List<Problem> problems = new ArrayList<>();
        if (glossary.chapter(plan.chapters()).isEmpty()) return problems;
        List<String> sections = Layout.dataLines(layout.paper());
        for (Glossary.Term term : glossary.terms()) {
            wrong(plan, term, sections)
                    .ifPresent(message -> problems.add(
                            new Problem(layout.show(layout.glossary()), 0, "'" + term.name() + "': " + message)));
        }
        return problems;
    }

    private static Optional<String> wrong(Plan plan, Glossary.Term term, List<String> sections) {
        Optional<Chapter> chapter = plan.chapters().stream()
                .filter(each -> each.name().equals(term.chapter()))
                .findFirst();
        if (chapter.isEmpty()) return Optional.of("there is no chapter " + term.chapter());
        if (Mentions.section(chapter.get(), term.anchor()).isEmpty()) {
            return Optional.of("chapter " + term.chapter() + " has no section #" + term.anchor());
        }
        if (!Mentions.isIn(chapter.get(), term)) {
            return Optional.of("chapter " + term.chapter() + " does not use the word in its text");
        }
        boolean known = term.section().isEmpty()
                || sections.stream().anyMatch(section -> section.startsWith(term.section() + " "));
        return known ? Optional.empty() : Optional.of("§" + term.section() + " is no section of the Raft paper");
    }
}
