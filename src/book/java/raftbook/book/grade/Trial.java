package raftbook.book.grade;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import raftbook.book.chapter.Cell;
import raftbook.book.chapter.CellResult;
import raftbook.book.eval.CellLibrary;
import raftbook.book.eval.Evaluator;
import raftbook.book.eval.Outcome;
import raftbook.book.eval.Sink;

/** One exercise in a session of its own: cells of the chapter, an answer, the check. */
final class Trial implements AutoCloseable {
    /** What a check says is a sentence or two: more is cut off. */
    private static final int LONGEST = 2_000;

    private final Evaluator evaluator;

    Trial(List<Path> classPath, CellLibrary library) {
        evaluator = new Evaluator(classPath, library);
    }

    /**
     * What a cell said.
     *
     * @param failure how it failed; empty if it did not
     * @param words its value, or what it showed last that is a check's words; empty if it has neither
     */
    record Said(String failure, String words) {
        boolean passes() {
            return failure.isEmpty() && words.startsWith(Cell.PASSED);
        }
    }

    /** @param flood called when the cell has printed more than so many characters, each time that it prints */
    Said run(String source, long mostPrinted, Runnable flood) {
        AtomicLong printed = new AtomicLong();
        List<String> shown = new ArrayList<>();
        Outcome outcome = evaluator.run(source, new Sink() {
            @Override
            public void text(Stream stream, String text) {
                if (printed.addAndGet(text.length()) > mostPrinted) flood.run();
            }

            @Override
            public synchronized void display(String id, Map<String, String> data, boolean update) {
                String text = data.getOrDefault(CellResult.PLAIN, "");
                if (isVerdict(text)) shown.add(text);
                if (shown.size() > 1) shown.remove(0);
            }
        });
        Optional<String> value = outcome.value().map(Outcome.Value::text).filter(text -> !text.isEmpty());
        // An answer that runs within the check can show what it likes: the value, which is the check's, comes first.
        String words = value.orElseGet(() -> shown.isEmpty() ? "" : shown.get(0));
        return new Said(cut(outcome.failure().map(Outcome.Failure::summary).orElse("")), cut(words));
    }

    private static boolean isVerdict(String text) {
        return text.startsWith(Cell.PASSED) || text.startsWith(Verdict.NOT_YET);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
