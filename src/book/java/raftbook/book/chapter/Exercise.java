package raftbook.book.chapter;

/**
 * A question with a check: its cells carry its id.
 *
 * @param id names the solution, {@code docs/solutions/NN-name/ID.java} or {@code .jsh}
 * @param line where it begins
 */
public record Exercise(String id, int line) {}
