package raftbook.book.chapter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import raftbook.book.source.Excerpt;
import raftbook.book.source.Part;
import raftbook.book.source.SourceFile;
import raftbook.book.source.TypeSource;

/**
 * A place in a chapter that shows parts of a file.
 *
 * @param id its number in the chapter, from 1
 * @param first whether no reader has met the file before
 */
public record Showing(int id, Chapter chapter, CodeInclude include, SourceFile file, Set<Part> parts, boolean first) {

    public int line() {
        return include.line();
    }

    /** Whether the parts count as told here. */
    public boolean tells() {
        return !include.again();
    }

    public Excerpt excerpt() {
        return Excerpt.of(file, parts, first, include.foldJavadoc());
    }

    /** Where the code belongs: {@code in `LeaderElection`, after `observe`}. Empty where it is all of a top-level type. */
    public static String locator(Excerpt excerpt) {
        if (excerpt.scope().isEmpty()) return "";
        TypeSource scope = excerpt.scope().get();
        if (excerpt.wholeType()) return scope.path().contains(".") ? "in `" + outer(scope.path()) + "`" : "";
        String place = excerpt.after()
                .map(name -> ", after " + (name.equals("new") ? "the constructor" : "`" + name + "`"))
                .orElse(", at the top");
        return "in `" + scope.path() + "`" + place;
    }

    private static String outer(String path) {
        return path.substring(0, path.lastIndexOf('.'));
    }

    /**
     * The code with its callouts.
     *
     * @throws IllegalArgumentException for a pattern that fits no line, or several
     */
    static List<String> withCallouts(List<String> code, Map<Integer, String> callouts) {
        List<String> lines = new ArrayList<>(code);
        for (Map.Entry<Integer, String> callout : callouts.entrySet()) {
            List<Integer> found = new ArrayList<>();
            for (int i = 0; i < code.size(); i++) {
                if (code.get(i).contains(callout.getValue())) {
                    found.add(i);
                }
            }
            if (found.size() != 1) {
                throw new IllegalArgumentException("callout c" + callout.getKey() + "=\"" + callout.getValue()
                        + "\" fits " + found.size() + " lines of the code shown; it must fit exactly one");
            }
            int at = found.get(0);
            String mark = lines.get(at).contains(" // <") ? " <" : " // <";
            lines.set(at, lines.get(at) + mark + callout.getKey() + ">");
        }
        return lines;
    }
}
