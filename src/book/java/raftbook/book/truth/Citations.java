package raftbook.book.truth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import raftbook.book.chapter.Chapter;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.References;
import raftbook.book.source.Problem;
import raftbook.book.source.SourceFile;

/**
 * What the book cites exists: sections of the paper, sections of the dissertation (written {@code dissertation §6.4}),
 * rules of Figure 2, and misconceptions. The sections are those listed in {@code docs/paper.txt}.
 */
public final class Citations {
    private static final Pattern SECTION =
            Pattern.compile("(?<thesis>[Dd]issertation,?\\s+|[Tt]hesis,?\\s+)?§§?\\s?(?<number>\\d+(?:\\.\\d+)*)");
    private static final Pattern RULE = Pattern.compile("\\brule::?([\\w-]+)\\[");

    private static final Pattern MISCONCEPTION = Pattern.compile("^misconception::([\\w-]+)\\[");

    private final Set<String> sections = new TreeSet<>();
    private final References references;
    private final List<Problem> problems = new ArrayList<>();

    private Citations(Layout layout, References references) {
        this.references = references;
        for (String line : Layout.dataLines(layout.paper())) {
            sections.add(line.replaceFirst("^(thesis \\S+|\\S+).*$", "$1"));
        }
    }

    public static List<Problem> problems(Plan plan, References references, Layout layout) {
        Citations citations = new Citations(layout, references);
        for (Chapter chapter : plan.chapters()) {
            citations.check(chapter.file(), chapter.lines());
        }
        if (!plan.chapters().isEmpty()) {
            for (SourceFile file : plan.library().files().values()) {
                citations.check(layout.show(plan.library().resolve(file.path())), file.lines());
            }
        }
        return citations.problems;
    }

    private void check(String file, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher section = SECTION.matcher(lines.get(i));
            while (section.find()) {
                boolean thesis = section.group("thesis") != null;
                if (!sections.contains((thesis ? "thesis " : "") + section.group("number"))) {
                    String work = thesis ? "dissertation" : "Raft paper";
                    problems.add(new Problem(
                            file,
                            i + 1,
                            "§" + section.group("number") + " is no section of the " + work
                                    + "; docs/paper.txt lists them"));
                }
            }
            Matcher rule = RULE.matcher(lines.get(i));
            while (rule.find()) {
                if (!references.figure2().rules().containsKey(rule.group(1))) {
                    problems.add(new Problem(
                            file,
                            i + 1,
                            "rule:" + rule.group(1) + "[] is no rule of Figure 2; docs/figure2.txt lists them"));
                }
            }
            Matcher misconception = MISCONCEPTION.matcher(lines.get(i));
            if (misconception.find() && !references.misconceptions().beliefs().containsKey(misconception.group(1))) {
                problems.add(new Problem(
                        file,
                        i + 1,
                        "misconception::" + misconception.group(1)
                                + "[] is no misconception; docs/misconceptions.txt lists them"));
            }
        }
    }
}
