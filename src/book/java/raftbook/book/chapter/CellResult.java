package raftbook.book.chapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a cell did when it ran.
 *
 * @param outputs in the order in which they came
 */
public record CellResult(String id, List<Output> outputs) {
    public static final String SVG = "image/svg+xml";
    public static final String PLAIN = "text/plain";
    /** The run that a picture shows, for the pages alone. */
    public static final String RUN = "application/x-raftbook-run";

    public CellResult {
        outputs = List.copyOf(outputs);
    }

    public enum Kind {
        STREAM,
        DISPLAY,
        VALUE,
        ERROR
    }

    /**
     * One output.
     *
     * @param name the stream's name, the display's id, or the kind of failure
     * @param text as a reader sees it; for a display its plain form
     * @param data a display's forms by MIME type
     * @param line the cell's line of a failure, from 1; 0 otherwise
     */
    public record Output(Kind kind, String name, String text, Map<String, String> data, int line) {
        static Output stream(String name, String text) {
            return new Output(Kind.STREAM, name, text, Map.of(), 0);
        }

        static Output display(String id, Map<String, String> data) {
            return new Output(Kind.DISPLAY, id, data.getOrDefault(PLAIN, ""), data, 0);
        }

        public Optional<String> svg() {
            return Optional.ofNullable(data.get(SVG));
        }
    }

    public Optional<Output> failure() {
        return outputs.stream().filter(output -> output.kind() == Kind.ERROR).findFirst();
    }

    /** Whether a check, in its value or in what it shows, says that the answer passes. */
    public boolean passes() {
        return failure().isEmpty()
                && outputs.stream()
                        .filter(output -> output.kind() != Kind.STREAM)
                        .anyMatch(output -> output.text().startsWith(Cell.PASSED));
    }

    public boolean hasPicture() {
        return outputs.stream().anyMatch(output -> output.svg().isPresent());
    }

    /** All that can be printed: what a chapter's promise is held against. Pictures are not part of it. */
    public String transcript() {
        return outputs.stream()
                .filter(output -> output.svg().isEmpty())
                .map(output -> output.text().stripTrailing())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining("\n"));
    }
}
