package raftbook.book.eval;

import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * A cell cut before its last statement or expression, which gives the cell its value.
 *
 * @param before all but the last snippet, with its comments and line breaks
 */
public record LastSnippet(String before, String last) {
    private static final String PRINT = "System.out.println(";

    /** Starts when it is first needed: it looks at code, and runs none. */
    private static final class Shared {
        static final JShell SHELL = JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build();
    }

    public static LastSnippet of(String cell) {
        synchronized (LastSnippet.class) {
            List<Piece> pieces = Piece.split(cell, Shared.SHELL.sourceCodeAnalysis());
            int start = pieces.isEmpty() ? 0 : pieces.get(pieces.size() - 1).start();
            return new LastSnippet(
                    cell.substring(0, start), cell.substring(start).strip());
        }
    }

    /** What it evaluates, or prints in one line, as an expression; a loop or a declaration stays as it is. */
    public String expression() {
        String bare = last.replaceFirst(";\\s*$", "");
        return bare.startsWith(PRINT) && bare.endsWith(")")
                ? bare.substring(PRINT.length(), bare.length() - 1).strip()
                : bare;
    }

    /** Whether a variable could take it as its value, as far as its first word tells. */
    public boolean isExpression() {
        return !expression().isEmpty()
                && !last.endsWith("}")
                && !expression().startsWith("System.out.")
                && !last.matches(
                        "(?s)(for|while|do|if|switch|try|class|record|enum|interface|import|return|throw)\\b.*")
                && !last.matches("(?s)[\\w.<>\\[\\], ]+\\s+\\w+\\s*=[^=].*");
    }
}
