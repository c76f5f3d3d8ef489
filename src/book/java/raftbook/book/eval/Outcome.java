package raftbook.book.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a cell ended: with a failure, or with the value of its last expression, or with neither when it ends with a
 * declaration, an assignment, a statement or null.
 */
public record Outcome(Optional<Value> value, Optional<Failure> failure) {

    /**
     * A cell's value.
     *
     * @param object the object itself, not a copy
     * @param text its text form; empty when the value is a picture, which has then gone to the sink as a display
     */
    public record Value(Object object, String text) {}

    /**
     * Why a cell did not end well.
     *
     * @param kind {@link #COMPILE}, {@link #STOPPED}, or the simple class name of the exception
     * @param message what went wrong, in the compiler's or the exception's words; may be empty, never null
     * @param line the line in the cell, from 1
     * @param column the column in that line, from 1; 0 where only the line is known
     * @param cause what was thrown; null for a compile error. Its methods may be a reader's, and do anything: what it
     *     says has already been asked
     * @param trace where it happened, in terms of cells, and what caused it, a line each
     */
    public record Failure(String kind, String message, int line, int column, Throwable cause, List<String> trace) {

        public static final String COMPILE = "compile error";
        public static final String STOPPED = "stopped";

        /** Kind, message and line in one sentence. */
        public String summary() {
            return kind + " in line " + line + (message.isEmpty() ? "" : ": " + message);
        }

        /** The summary, then where it happened and what caused it, one line each, for a reader. */
        public List<String> report() {
            List<String> lines = new ArrayList<>(summary().lines().toList());
            lines.addAll(trace);
            return lines;
        }
    }

    static Outcome done() {
        return new Outcome(Optional.empty(), Optional.empty());
    }

    static Outcome of(Value value) {
        return new Outcome(Optional.of(value), Optional.empty());
    }

    static Outcome failed(Failure failure) {
        return new Outcome(Optional.empty(), Optional.of(failure));
    }
}
