package raftbook.book;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.Mark;

/** The pages' scripts know what Java writes by the names that Java gives it, and no Java keeps such a name to itself. */
class MarkTest {
    private static final Path RESOURCES = Path.of("src/book/resources/raftbook/book");
    private static final Path JAVA = Path.of("src/book/java/raftbook/book");

    private static final List<String> SCRIPTS = List.of(
            "book.js",
            "live.js",
            "copy.js",
            "progress.js",
            "turn.js",
            "large.js",
            "report.js",
            "colour.js",
            "complete.js");

    /** What scripts look for among what Java has written. Their own begins with live, or they have set it themselves. */
    private static final Pattern SOUGHT =
            Pattern.compile("(?:querySelector(?:All)?|closest|matches)\\((['\"`])(.*?)\\1");

    private static final Pattern NAME = Pattern.compile("\\.([a-z][a-z0-9-]*)|\\[(data-[a-z-]+)");

    /** Of the page's frame, which is a file beside the scripts; of the scripts themselves; and of Asciidoctor. */
    private static final Set<String> OTHERS = Set.of(
            "side",
            "whole",
            "conum",
            "linenos",
            "data-printed",
            "data-display",
            "bar",
            "turn",
            "chapters",
            "listingblock",
            "anchor",
            "progress",
            "data-still",
            "data-place");

    @Test
    void whatTheScriptsLookForIsAMark() throws IOException {
        Set<String> marks = new TreeSet<>(marks());
        Cell.OPTIONS.forEach(option -> marks.add(Mark.CELL_OPTION + option));
        Set<String> sought = new TreeSet<>();
        for (String script : SCRIPTS) {
            SOUGHT.matcher(Files.readString(RESOURCES.resolve(script)))
                    .results()
                    .forEach(call -> NAME.matcher(call.group(2).replaceAll("\\$\\{[^}]*}|\\[href[^\\]]*]", ""))
                            .results()
                            .map(name -> name.group(1) == null ? name.group(2) : name.group(1))
                            .filter(name -> !name.startsWith("live"))
                            .forEach(sought::add));
        }
        sought.removeAll(OTHERS);
        assertThat(sought).contains(Mark.OUTPUT, Mark.CELL, Mark.EXERCISE).isSubsetOf(marks);
    }

    @Test
    void theScriptsReadTheAttributesOfAPage() throws IOException {
        String live = Files.readString(RESOURCES.resolve("live.js"));
        for (String attribute : List.of(Mark.CELL_ID, Mark.CHAPTER, Mark.MADE)) {
            assertThat(live).contains("dataset." + attribute.substring("data-".length()));
        }
    }

    @Test
    void noOtherJavaSpellsAMark() throws IOException {
        Set<String> spelt = marks().stream()
                .filter(mark -> mark.contains("-")
                        || Set.of(Mark.PROMISED, Mark.SHOWN, Mark.COMING).contains(mark))
                .filter(mark -> !mark.equals(Mark.CELL_OPTION))
                .collect(toCollection(TreeSet::new));
        Pattern literal = Pattern.compile("\"[.\\[]?(" + String.join("|", spelt) + ")(?=[\"\\\\.\\] ])|[ .\"\\[]("
                + String.join("|", spelt) + ")(?=[=\\\\\\]])");
        try (Stream<Path> files = Files.walk(JAVA)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                // What a run in the page tells a script are names of JSON.
                if (file.endsWith("Mark.java") || file.startsWith(JAVA.resolve("world"))) continue;
                String code = Files.readString(file).replaceAll("(?m)^\\s*(?:/?\\*|//).*$", "");
                assertThat(literal.matcher(code).results().map(MatchResult::group))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private static Set<String> marks() {
        return Stream.of(Mark.class.getFields()).map(MarkTest::value).collect(toCollection(TreeSet::new));
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
