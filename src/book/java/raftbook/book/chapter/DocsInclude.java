package raftbook.book.chapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import raftbook.book.source.Problem;

/**
 * A line such as {@code include::docs:recorded/figures.txt[]}: the lines of a file below {@code docs/}, which a cell may hold as well. Of a
 * list with {@code |} between fields, {@code fields=4} takes the first four, and leaves out comments.
 *
 * @param line its number in the chapter
 * @param path relative to {@code docs/}
 * @param fields how many fields of each line; empty for the lines as they are
 */
record DocsInclude(int line, String path, String fields) {
    static final String SCHEME = "docs:";
    private static final Pattern DIRECTIVE = Pattern.compile("^include::docs:([^\\[]+)\\[(?:fields=(\\d+))?]\\s*$");

    /** The directives of a chapter, in order. */
    private static List<DocsInclude> in(Chapter chapter) {
        List<DocsInclude> found = new ArrayList<>();
        for (int i = 0; i < chapter.lines().size(); i++) {
            Matcher directive = DIRECTIVE.matcher(chapter.lines().get(i));
            if (directive.matches()) {
                String fields = directive.group(2) == null ? "" : directive.group(2);
                found.add(new DocsInclude(i + 1, directive.group(1), fields));
            }
        }
        return found;
    }

    /** The files that are not there, or not below {@code docs/}. */
    static List<Problem> problems(Chapter chapter, Layout layout) {
        return in(chapter).stream()
                .filter(each -> !each.isThere(layout))
                .map(each -> new Problem(chapter.file(), each.line, "there is no file docs/" + each.path))
                .toList();
    }

    /** All that a chapter takes in this way: it changes with these files. */
    static String texts(Chapter chapter, Layout layout) {
        return in(chapter).stream()
                .map(each -> each.path + "\n" + String.join("\n", each.lines(layout)))
                .collect(Collectors.joining("\n"));
    }

    /** None if the file is not there. */
    List<String> lines(Layout layout) {
        if (!isThere(layout)) return List.of();
        if (!fields.isEmpty())
            return Layout.dataLines(file(layout)).stream().map(this::cut).toList();
        try {
            return Files.readAllLines(file(layout));
        } catch (IOException failed) {
            throw new UncheckedIOException(file(layout) + " cannot be read", failed);
        }
    }

    private String cut(String line) {
        return Pattern.compile(" \\| ")
                .splitAsStream(line)
                .limit(Integer.parseInt(fields))
                .collect(Collectors.joining(" | "));
    }

    private boolean isThere(Layout layout) {
        Path file = file(layout);
        return file.startsWith(layout.root().resolve("docs")) && Files.isRegularFile(file);
    }

    private Path file(Layout layout) {
        return layout.root().resolve("docs").resolve(path).normalize();
    }
}
