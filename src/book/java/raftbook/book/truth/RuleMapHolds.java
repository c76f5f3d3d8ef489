package raftbook.book.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import raftbook.book.chapter.Layout;
import raftbook.book.chapter.Plan;
import raftbook.book.chapter.References;
import raftbook.book.chapter.RuleMap;
import raftbook.book.source.Library;
import raftbook.book.source.Problem;
import raftbook.book.source.SourceFile;

/**
 * Each rule of Figure 2 has a complete row in the map: a method of the library, a test, what breaks without it, and a
 * chapter. The chapter may be missing as long as {@code docs/untold.txt} says that some are not written yet.
 */
public final class RuleMapHolds {
    private static final String TEST = "@(Test|ParameterizedTest|RepeatedTest)\\b.*";

    private final Plan plan;
    private final References references;
    private final Layout layout;
    private final Map<String, Path> tests = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private RuleMapHolds(Plan plan, References references, Layout layout) {
        this.plan = plan;
        this.references = references;
        this.layout = layout;
    }

    /** A book without chapters owes nothing yet. */
    public static List<Problem> problems(Plan plan, References references, Layout layout) {
        RuleMapHolds map = new RuleMapHolds(plan, references, layout);
        if (!plan.chapters().isEmpty()) {
            map.findTests();
            map.check();
        }
        return map.problems;
    }

    private void findTests() {
        if (!Files.isDirectory(layout.tests())) return;
        try (Stream<Path> files = Files.walk(layout.tests())) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> tests.put(file.getFileName().toString().replaceFirst("\\.java$", ""), file));
        } catch (IOException failed) {
            throw new UncheckedIOException("The tests at " + layout.tests() + " cannot be listed", failed);
        }
    }

    private void check() {
        boolean unfinished = !Layout.dataLines(layout.untold()).isEmpty();
        Map<String, RuleMap.Row> rows = references.ruleMap().rows();
        for (String id : references.figure2().rules().keySet()) {
            List<String> missing = new ArrayList<>();
            RuleMap.Row row = rows.get(id);
            if (row == null || row.methods().isEmpty()) missing.add("method");
            if (row == null || row.tests().isEmpty()) missing.add("test");
            if (row == null || row.breaks().isEmpty()) missing.add("breaks");
            if (!unfinished && !plan.rules().containsKey(id)) missing.add("chapter, which says rule::" + id + "[]");
            if (!missing.isEmpty()) {
                fail(id, "its row is incomplete: it lacks " + String.join("; ", missing));
            }
            if (row != null) {
                check(id, row);
            }
        }
        for (String id : rows.keySet()) {
            if (!references.figure2().rules().containsKey(id)) {
                fail(id, "there is no such rule; docs/figure2.txt lists them");
            }
        }
    }

    private void check(String id, RuleMap.Row row) {
        for (String method : row.methods()) {
            try {
                plan.library().locate(method);
            } catch (IllegalArgumentException notThere) {
                fail(id, "there is no method " + method + " in the library: " + notThere.getMessage());
            }
        }
        for (String test : row.tests()) {
            if (!isTest(test)) {
                fail(id, "there is no test " + test + " in " + layout.show(layout.tests()));
            }
        }
        for (String campaign : row.campaigns()) {
            try {
                plan.library().locate(campaign);
            } catch (IllegalArgumentException notThere) {
                fail(id, "there is no broken variant " + campaign + " in the library: " + notThere.getMessage());
            }
        }
    }

    private boolean isTest(String name) {
        String type = name.replaceFirst("\\..*", "");
        String method = name.substring(name.indexOf('.') + 1);
        try {
            SourceFile file = SourceFile.parse(type, read(type));
            Library.Located found = Library.locate(file, name);
            return file.lines().stream()
                    .skip(found.part().line() - 1L)
                    .takeWhile(line -> !line.contains(" " + method + "("))
                    .anyMatch(line -> line.strip().matches(TEST));
        } catch (IllegalArgumentException notThere) {
            return false;
        }
    }

    /** The text of a test class; empty if there is none. */
    private String read(String type) {
        try {
            return tests.containsKey(type) ? Files.readString(tests.get(type)) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(tests.get(type) + " cannot be read", failed);
        }
    }

    private void fail(String id, String message) {
        problems.add(new Problem(layout.show(layout.figure2Map()), 0, "Figure 2's rule " + id + ": " + message));
    }
}
