package raftbook.book.eval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * What may be written at a place in a cell.
 *
 * @param start where the text to replace starts; it ends at the cursor
 * @param candidates what may take its place, the likeliest first
 */
public record Completion(int start, List<String> candidates) {

    static Completion at(String source, int cursor, SourceCodeAnalysis analysis) {
        int from = startOfSnippet(source, cursor, analysis);
        int[] anchor = {cursor - from};
        List<String> candidates =
                analysis.completionSuggestions(source.substring(from, cursor), cursor - from, anchor).stream()
                        .sorted((a, b) -> Boolean.compare(b.matchesType(), a.matchesType()))
                        .map(Suggestion::continuation)
                        .distinct()
                        .toList();
        return new Completion(from + anchor[0], candidates);
    }

    static Optional<String> documentation(String source, int cursor, SourceCodeAnalysis analysis, Javadoc docs) {
        int from = startOfSnippet(source, cursor, analysis);
        int end = cursor;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        String snippet = source.substring(from, end);
        String found = documentation(snippet, analysis, docs);
        if (found.isEmpty()) {
            found = documentation(snippet + "(", analysis, docs);
        }
        return Optional.of(found).filter(text -> !text.isEmpty());
    }

    private static String documentation(String snippet, SourceCodeAnalysis analysis, Javadoc docs) {
        return analysis.documentation(snippet, snippet.length(), true).stream()
                .map(each -> Optional.ofNullable(each.javadoc())
                        .map(Javadoc::text)
                        .or(() -> docs.find(each.signature()))
                        .map(text -> each.signature() + "\n" + text)
                        .orElse(each.signature()))
                .distinct()
                .collect(Collectors.joining("\n\n"));
    }

    private static int startOfSnippet(String source, int cursor, SourceCodeAnalysis analysis) {
        int start = 0;
        for (Piece piece : Piece.split(source.substring(0, cursor), analysis)) {
            start = piece.start();
        }
        return start;
    }
}
