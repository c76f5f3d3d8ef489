package raftbook.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import raftbook.picture.RequestChart;

/** What clients asked and what they were told, key by key: the only view of a service that its users have. */
public final class History {

    /** An operation that may still take effect at any later time has this for its end. */
    public static final long OPEN = RequestChart.OPEN;

    /**
     * One request on one key.
     *
     * @param number its place in the order of asking, to tell it from others
     * @param write whether it sets the value (to {@code value}, empty for a delete) or observed it
     * @param from when it was asked
     * @param to when it was answered; {@link #OPEN} for a write of unknown outcome
     */
    public record Operation(int number, boolean write, Optional<String> value, long from, long to) {

        /** @throws IllegalArgumentException if the answer came before the question, or a read was never answered */
        public Operation {
            Objects.requireNonNull(value, "value: say Optional.empty() for a delete, or a read that found nothing");
            if (to < from) {
                throw new IllegalArgumentException(
                        "asked at " + from + ", answered at " + to + ": an answer comes later");
            }
            if (!write && to == OPEN) {
                throw new IllegalArgumentException("a read asked at " + from + " has no answer: leave it out");
            }
        }

        /** {@code writes v3 12.0–17.5 ms}, or without an end if its outcome is unknown. */
        @Override
        public String toString() {
            String end = to == OPEN ? "?" : String.format(Locale.ROOT, "%.1f", to / 1e6);
            return String.format(
                    Locale.ROOT,
                    "%s %s %.1f–%s ms",
                    write ? "writes" : "reads",
                    value.orElse("nothing"),
                    from / 1e6,
                    end);
        }
    }

    private final Map<String, List<Operation>> byKey = new TreeMap<>();
    private int count;
    /** What the checker has said of the keys; null if it was not asked since something was added. */
    private Map<String, Verdict> verdicts;

    /** A write that was done between two moments, or may be done at any time after the first. */
    public void wrote(String key, Optional<String> value, long from, long to) {
        add(key, new Operation(count++, true, value, from, to));
    }

    /** A read that was answered. */
    public void read(String key, Optional<String> value, long from, long to) {
        add(key, new Operation(count++, false, value, from, to));
    }

    private void add(String key, Operation operation) {
        Objects.requireNonNull(key, "key: which one was asked for?");
        byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(operation);
        verdicts = null;
    }

    /** The checker's verdict on each key, in order. It is asked once: its search can take long. */
    Map<String, Verdict> verdicts(Function<List<Operation>, Verdict> checker) {
        if (verdicts != null) return verdicts;
        verdicts = new TreeMap<>();
        byKey.forEach((key, operations) -> verdicts.put(key, checker.apply(operations)));
        return verdicts;
    }

    /** All operations by key. */
    public Map<String, List<Operation>> byKey() {
        return byKey;
    }
}
