package raftbook.book.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;

/**
 * A snippet of a cell, as JShell wants it: one statement, expression or declaration at a time.
 *
 * @param source the snippet, completed by a semicolon where one may be left out
 * @param cell the whole cell
 * @param start where the snippet starts in the cell
 * @param complete whether the snippet has an end
 * @param published where, in the source, "public" has been put in, from the first
 */
record Piece(String source, String cell, int start, boolean complete, List<Integer> published) {

    private static final String PUBLIC = "public ";

    static List<Piece> split(String cell, SourceCodeAnalysis analysis) {
        List<Piece> pieces = new ArrayList<>();
        int start = skipBlank(cell, 0);
        while (start < cell.length()) {
            CompletionInfo info = analysis.analyzeCompletion(cell.substring(start));
            Completeness completeness = info.completeness();
            if (completeness == Completeness.EMPTY) break;
            // A loop without a body is CONSIDERED_INCOMPLETE: JShell would take an empty one.
            boolean complete = completeness != Completeness.DEFINITELY_INCOMPLETE
                    && completeness != Completeness.CONSIDERED_INCOMPLETE;
            String rest = info.remaining();
            pieces.add(new Piece(complete ? info.source() : cell.substring(start), cell, start, complete, List.of()));
            boolean last = !complete || rest.isEmpty() || rest.length() >= cell.length() - start;
            start = last ? cell.length() : skipBlank(cell, cell.length() - rest.length());
        }
        return pieces;
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The same snippet with "public" at these places. */
    Piece publish(List<Integer> offsets) {
        StringBuilder text = new StringBuilder(source);
        List<Integer> places = new ArrayList<>();
        for (int offset : offsets) {
            int place = offset + places.size() * PUBLIC.length();
            text.insert(place, PUBLIC);
            places.add(place);
        }
        return new Piece(text.toString(), cell, start, complete, places);
    }

    /** Where something stood before "public" was put in. */
    private int unpublished(int offset) {
        int before = (int) published.stream().filter(place -> place < offset).count();
        return offset - before * PUBLIC.length();
    }

    /** The line of the cell on which the snippet starts, from 1. */
    int firstLine() {
        return lineAt(start);
    }

    private int lineAt(int offset) {
        return 1
                + (int) cell.substring(0, offset).chars().filter(c -> c == '\n').count();
    }

    Outcome.Failure failure(Diag diagnostic) {
        StringBuilder message = new StringBuilder();
        for (String line : diagnostic.getMessage(Locale.ENGLISH).lines().toList()) {
            if (!line.strip().startsWith("location:")) {
                message.append(message.length() == 0 ? "" : "\n").append(line);
            }
        }
        return failure(message.toString(), (int) diagnostic.getPosition());
    }

    /** A compile error at this offset in the snippet. */
    Outcome.Failure failure(String message, int offset) {
        int at = Math.max(0, Math.min(start + Math.max(unpublished(offset), 0), cell.length()));
        int column = at - cell.lastIndexOf('\n', at - 1);
        return new Outcome.Failure(Outcome.Failure.COMPILE, message, lineAt(at), column, null, List.of());
    }

    /** @param missing as JShell names it: {@code "method f(int), class C"} */
    Outcome.Failure undeclared(String missing) {
        Matcher name = Pattern.compile("\\w+ (\\w+).*").matcher(missing);
        Matcher use = Pattern.compile(name.matches() ? "\\b" + name.group(1) + "\\b" : "")
                .matcher(source);
        return failure("cannot find symbol: " + missing, use.find() ? use.start() : 0);
    }

    Outcome.Failure unfinished() {
        String message =
                "the cell ends before this snippet does: a bracket, a quote, an operand or a loop's body is missing";
        return failure(message, 0);
    }
}
