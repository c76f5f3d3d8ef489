package raftbook.bench;

import java.util.List;
import java.util.function.Function;

/**
 * Something to measure, described so that any JVM can do it.
 *
 * @param title what it is, as its table is headed; no two have the same
 * @param entries who takes part
 * @param once measures one of them once, and returns a value for each measured quantity
 */
record Measurement(String title, List<Contestant.Entry> entries, Function<Contestant, double[]> once) {

    /** One of those who take part, by its name. */
    Contestant.Entry entry(String name) {
        return entries.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant '" + name + "' in " + title));
    }
}
