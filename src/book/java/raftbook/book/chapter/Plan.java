package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import raftbook.book.source.Library;
import raftbook.book.source.Part;
import raftbook.book.source.Problem;
import raftbook.book.source.SourceFile;

/**
 * What the chapters tell, in order: read off their lines before any is parsed, as it needs all of them, while parsing
 * needs one at a time.
 *
 * @param showings in reading order
 * @param rules by the id of a rule of Figure 2 the chapter that tells it
 * @param misconceptions by id the place that meets it
 */
public record Plan(
        Library library,
        List<Chapter> chapters,
        List<Showing> showings,
        Map<String, Chapter> rules,
        Map<String, Place> misconceptions,
        List<Problem> problems) {

    private static final Pattern RULE = Pattern.compile("^rule::([\\w-]+)\\[.*]\\s*$");
    private static final Pattern MISCONCEPTION = Pattern.compile("^misconception::([\\w-]+)\\[.*]\\s*$");

    public static Plan of(Library library, List<Chapter> chapters) {
        return new Planner(library, chapters).plan();
    }

    public List<Showing> of(Chapter chapter) {
        return showings.stream()
                .filter(showing -> showing.chapter().equals(chapter))
                .toList();
    }

    /** The chapter that tells a file, or begins to: members may wait for a later one, where they matter. */
    public Optional<Chapter> teller(SourceFile file) {
        return telling(file).map(Showing::chapter);
    }

    /** Where it begins to. */
    Optional<Showing> telling(SourceFile file) {
        return showings.stream()
                .filter(showing -> showing.tells() && showing.file().equals(file))
                .findFirst();
    }

    /** The files that a chapter, or its workshop, is the first to tell. */
    public List<SourceFile> filesOf(Chapter chapter) {
        return library.files().values().stream()
                .filter(file -> teller(file).filter(chapter::sharesStage).isPresent())
                .toList();
    }

    private static final class Planner {
        private final Library library;
        private final List<Chapter> chapters;
        private final List<Showing> showings = new ArrayList<>();
        private final Map<String, Chapter> rules = new LinkedHashMap<>();
        private final Map<String, Place> misconceptions = new LinkedHashMap<>();
        private final Map<String, Showing> told = new HashMap<>();
        private final Set<String> met = new HashSet<>();
        private final List<Problem> problems = new ArrayList<>();

        Planner(Library library, List<Chapter> chapters) {
            this.library = library;
            this.chapters = chapters;
        }

        Plan plan() {
            for (Chapter chapter : chapters) {
                place(chapter);
                int id = 0;
                for (int i = 0; i < chapter.lines().size(); i++) {
                    int number = i + 1;
                    String line = chapter.lines().get(i);
                    Optional<CodeInclude> include = CodeInclude.parse(number, line);
                    if (include.isPresent()) {
                        show(++id, chapter, include.get());
                    }
                    Matcher rule = RULE.matcher(line);
                    if (rule.matches()) {
                        tellRule(chapter, number, rule.group(1));
                    }
                    Matcher misconception = MISCONCEPTION.matcher(line);
                    if (misconception.matches()) {
                        meet(chapter, number, misconception.group(1));
                    }
                }
            }
            return new Plan(library, chapters, List.copyOf(showings), rules, misconceptions, List.copyOf(problems));
        }

        /** A workshop comes right after its chapter, or its files would be told before what they need. */
        private void place(Chapter chapter) {
            int at = chapters.indexOf(chapter);
            if (chapter.isWorkshop() && (at == 0 || !chapters.get(at - 1).sharesStage(chapter))) {
                problems.add(
                        new Problem(
                                chapter.file(),
                                1,
                                "no chapter of this number stands right before the workshop: name the chapter so that it does"));
            }
        }

        private void tellRule(Chapter chapter, int line, String id) {
            Chapter before = rules.putIfAbsent(id, chapter);
            if (before != null) {
                problems.add(new Problem(
                        chapter.file(),
                        line,
                        "Figure 2's rule " + id + " is told in " + before.file()
                                + " already; a further mention is written rule:" + id + "[]"));
            }
        }

        private void meet(Chapter chapter, int line, String id) {
            Place before = misconceptions.putIfAbsent(id, Place.of(chapter, line));
            if (before != null) {
                problems.add(new Problem(
                        chapter.file(),
                        line,
                        "misconception " + id + " is met in " + before.chapter().file() + " already: once is enough"));
            }
        }

        private void show(int id, Chapter chapter, CodeInclude include) {
            SourceFile file = library.files().get(include.path());
            if (file == null) {
                fail(chapter, include, "there is no file " + include.path() + " in the library");
                return;
            }
            try {
                Set<Part> parts = file.select(include.selectors());
                boolean first = !include.again() && met.add(file.path());
                Showing showing = new Showing(id, chapter, include, file, parts, first);
                Showing.withCallouts(showing.excerpt().lines(), include.callouts());
                showings.add(showing);
                if (showing.tells()) {
                    tell(showing);
                }
            } catch (IllegalArgumentException refused) {
                fail(chapter, include, refused.getMessage());
            }
        }

        private void tell(Showing showing) {
            String path = showing.file().path();
            for (Part part : showing.parts()) {
                Showing before = told.putIfAbsent(path + "#" + part, showing);
                if (before != null) {
                    fail(
                            showing.chapter(),
                            showing.include(),
                            part + " of " + path + " is told at " + where(before, showing)
                                    + " already; to show it once more, add %again");
                }
            }
        }

        private static String where(Showing before, Showing again) {
            boolean samePage = before.chapter().equals(again.chapter());
            return samePage ? "line " + before.line() : before.chapter().file() + ":" + before.line();
        }

        private void fail(Chapter chapter, CodeInclude include, String message) {
            problems.add(new Problem(chapter.file(), include.line(), message));
        }
    }
}
