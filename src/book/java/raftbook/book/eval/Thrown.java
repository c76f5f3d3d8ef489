package raftbook.book.eval;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What a cell has thrown. Every method of a throwable may be a reader's, and do anything: each is asked once, on the
 * cells' thread, where it can be stopped, and from then on only the answers are used.
 *
 * @param real what was thrown
 * @param message its message; empty, never null
 * @param text what its toString says
 * @param frames where it happened, from the top
 * @param cause null if there is none, or none that has not been told already
 */
record Thrown(Throwable real, String message, String text, List<StackTraceElement> frames, Thrown cause) {

    /** How a cell comes to run is nothing to its reader. */
    private static final String OURS = Thrown.class.getPackageName() + ".";

    private static final int DEEPEST_CAUSE = 20;
    private static final int MOST_LINES = 200;
    private static final int LONGEST_ROUND = 10;

    /** Never fails. The exception in which reflection wraps another is left out. */
    static Thrown of(Throwable thrown) {
        Throwable real = thrown instanceof InvocationTargetException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : thrown;
        try {
            return of(real, Collections.newSetFromMap(new IdentityHashMap<>()));
        } catch (Throwable failed) { // no memory is left, or no stack
            return bare(real);
        }
    }

    /** Of which nothing more is known than that it was thrown. */
    static Thrown bare(Throwable real) {
        return new Thrown(real, "", real.getClass().getName(), List.of(), null);
    }

    private static Thrown of(Throwable real, Set<Throwable> told) {
        told.add(real);
        String name = real.getClass().getName();
        String message = ask(real, Throwable::getMessage, "getMessage");
        String text = ask(real, Throwable::toString, "toString");
        List<StackTraceElement> frames = frames(real);
        Throwable cause = cause(real);
        boolean goesOn = cause != null && !told.contains(cause) && told.size() < DEEPEST_CAUSE;
        return new Thrown(
                real,
                Bounded.text(message),
                Bounded.text(text.isEmpty() ? name : text),
                frames,
                goesOn ? of(cause, told) : null);
    }

    private static String ask(Throwable real, Function<Throwable, String> question, String name) {
        try {
            return Objects.requireNonNullElse(question.apply(real), "");
        } catch (Throwable failed) {
            return "(" + name + "() of " + real.getClass().getName() + " has itself thrown "
                    + failed.getClass().getName() + ")";
        }
    }

    private static Throwable cause(Throwable real) {
        try {
            return real.getCause();
        } catch (Throwable failed) {
            return null;
        }
    }

    private static List<StackTraceElement> frames(Throwable real) {
        try {
            return Arrays.stream(real.getStackTrace())
                    .filter(frame -> frame != null && !frame.getClassName().startsWith(OURS))
                    .toList();
        } catch (Throwable failed) {
            return List.of();
        }
    }

    /** The simple name of its class; the full one where there is none. */
    String kind() {
        String simple = real.getClass().getSimpleName();
        return simple.isEmpty() ? real.getClass().getName() : simple;
    }

    /** The same with other frames, and with another cause. */
    Thrown seenAs(List<StackTraceElement> otherFrames, Thrown otherCause) {
        return new Thrown(real, message, text, otherFrames, otherCause);
    }

    /** Where it happened and what caused it, a line each; frames that repeat themselves are told once. */
    List<String> trace() {
        List<String> lines = new ArrayList<>();
        for (Thrown each = this; each != null; each = each.cause) {
            if (each != this) {
                lines.addAll(("caused by " + each.text).lines().toList());
            }
            lines.addAll(folded(each.frames.stream()
                    .map(frame -> "    at " + Frames.describe(frame))
                    .toList()));
        }
        if (lines.size() <= MOST_LINES) return lines;
        List<String> first = new ArrayList<>(lines.subList(0, MOST_LINES));
        first.add("    … " + (lines.size() - MOST_LINES) + " lines more");
        return first;
    }

    /** A method that calls itself, or methods that call each other in turn, fill a stack with the same lines. */
    private static List<String> folded(List<String> frames) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < frames.size()) {
            int length = 1;
            while (length < LONGEST_ROUND && rounds(frames, at, length) < 3) {
                length++;
            }
            int rounds = rounds(frames, at, length);
            if (rounds < 3) {
                lines.add(frames.get(at++));
                continue;
            }
            lines.addAll(frames.subList(at, at + length));
            String what = length == 1 ? "the same line" : "the same " + length + " lines";
            lines.add("    … " + what + ", " + (rounds - 1) + " times more");
            at += rounds * length;
        }
        return lines;
    }

    /** How often the next so many lines come in a row from here. */
    private static int rounds(List<String> lines, int from, int length) {
        int at = from;
        while (at + length <= lines.size()
                && lines.subList(at, at + length).equals(lines.subList(from, Math.min(from + length, lines.size())))) {
            at += length;
        }
        return (at - from) / length;
    }
}
