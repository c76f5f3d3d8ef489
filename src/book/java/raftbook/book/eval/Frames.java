package raftbook.book.eval;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.UserException;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Stack frames in terms of cells. JShell alone knows which line of its wrapper classes is which line of a snippet, and
 * tells it only for exceptions that went through its own types: so a throwable is dressed as those, and afterwards what
 * JShell made of the frames is written back to the throwable itself.
 */
final class Frames {

    private static final String THIS_CELL = "cell";
    private static final String EARLIER_CELL = "earlier cell";

    private Frames() {}

    /** The throwable and its causes as the exceptions that an execution control may throw. */
    static RunException dress(Throwable thrown) {
        return dress(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static RunException dress(Throwable thrown, Set<Throwable> seen) {
        if (!seen.add(thrown)) {
            return null;
        }
        if (thrown instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), named(unresolved.getStackTrace()));
        }
        UserException dressed =
                new UserException(thrown.getMessage(), thrown.getClass().getName(), named(thrown.getStackTrace()));
        if (thrown.getCause() != null) {
            dressed.initCause(dress(thrown.getCause(), seen));
        }
        return dressed;
    }

    /** JShell of JDK 17 fails on a frame without a file name; "none" in brackets is what it expects instead. */
    private static StackTraceElement[] named(StackTraceElement[] frames) {
        return Arrays.stream(frames)
                .map(frame -> frame.getFileName() != null
                        ? frame
                        : new StackTraceElement(
                                frame.getClassName(), frame.getMethodName(), "<none>", frame.getLineNumber()))
                .toArray(StackTraceElement[]::new);
    }

    /**
     * Writes JShell's view of the frames back to the throwable and its causes.
     *
     * @param firstLines for each snippet of the running cell, by id, the line in the cell at which it starts
     */
    static void translate(Throwable thrown, JShellException seen, Map<String, Integer> firstLines) {
        Throwable real = thrown;
        Throwable view = seen;
        while (real != null && view instanceof JShellException) {
            real.setStackTrace(Arrays.stream(view.getStackTrace())
                    .map(frame -> inCell(frame, firstLines))
                    .toArray(StackTraceElement[]::new));
            real = real.getCause();
            view = view.getCause();
        }
    }

    private static StackTraceElement inCell(StackTraceElement frame, Map<String, Integer> firstLines) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) {
            return frame;
        }
        Integer first = firstLines.get(file.substring(1));
        int line = first == null ? frame.getLineNumber() : frame.getLineNumber() + first - 1;
        String method = frame.getMethodName().isEmpty() ? "run" : frame.getMethodName();
        return new StackTraceElement(frame.getClassName(), method, first == null ? EARLIER_CELL : THIS_CELL, line);
    }

    /** The line in the running cell at which this happened, seen from the top of the stack. */
    static Optional<Integer> line(Throwable translated) {
        return Arrays.stream(translated.getStackTrace())
                .filter(frame -> THIS_CELL.equals(frame.getFileName()))
                .map(StackTraceElement::getLineNumber)
                .findFirst();
    }

    /** A translated frame for a reader. */
    static String describe(StackTraceElement frame) {
        if (THIS_CELL.equals(frame.getFileName())) {
            return name(frame) + "line " + frame.getLineNumber() + " of this cell";
        }
        if (EARLIER_CELL.equals(frame.getFileName())) {
            return name(frame) + "an earlier cell";
        }
        return frame.toString();
    }

    private static String name(StackTraceElement frame) {
        if (frame.getMethodName().equals("run") && frame.getClassName().isEmpty()) {
            return "";
        }
        String type = frame.getClassName().isEmpty() ? "" : frame.getClassName() + ".";
        return type + frame.getMethodName() + ", ";
    }
}
