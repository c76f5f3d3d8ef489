package raftbook.book.eval;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.JShellException;
import jdk.jshell.spi.ExecutionControl.ResolutionException;
import jdk.jshell.spi.ExecutionControl.RunException;
import jdk.jshell.spi.ExecutionControl.UserException;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Stack frames in terms of cells. JShell alone knows which line of its wrapper classes is which line of a snippet, and
 * tells it only for exceptions that went through its own types: so a throwable is dressed as those, and what JShell made
 * of the frames is taken from there.
 */
final class Frames {

    private static final String THIS_CELL = "cell";
    private static final String WRAPPER = "REPL.$JShell$";
    private static final String WRAPPER_NAME = "REPL\\.\\$JShell\\$\\d+\\w*\\$";
    private static final String EARLIER_CELL = "earlier cell";

    private Frames() {}

    /** The throwable and its causes as the exceptions that an execution control may throw. */
    static RunException dress(Thrown thrown) {
        if (thrown.real() instanceof SPIResolutionException unresolved) {
            return new ResolutionException(unresolved.id(), named(thrown.frames()));
        }
        UserException dressed =
                new UserException(thrown.message(), thrown.real().getClass().getName(), named(thrown.frames()));
        if (thrown.cause() != null) {
            dressed.initCause(dress(thrown.cause()));
        }
        return dressed;
    }

    /** JShell of JDK 17 fails on a frame without a file name; "none" in brackets is what it expects instead. */
    private static StackTraceElement[] named(List<StackTraceElement> frames) {
        return frames.stream()
                .map(frame -> frame.getFileName() != null
                        ? frame
                        : new StackTraceElement(
                                frame.getClassName(), frame.getMethodName(), "<none>", frame.getLineNumber()))
                .toArray(StackTraceElement[]::new);
    }

    /**
     * What was thrown, with JShell's view of the frames of it and of its causes.
     *
     * @param firstLines for each snippet of the running cell, by id, the line in the cell at which it starts
     */
    static Thrown translate(Thrown thrown, Throwable seen, Map<String, Integer> firstLines) {
        if (thrown == null || !(seen instanceof JShellException)) return thrown;
        List<StackTraceElement> view = Arrays.stream(seen.getStackTrace())
                .map(frame -> inCell(frame, firstLines))
                .toList();
        return thrown.seenAs(view, translate(thrown.cause(), seen.getCause(), firstLines));
    }

    private static StackTraceElement inCell(StackTraceElement frame, Map<String, Integer> firstLines) {
        String file = frame.getFileName();
        if (file == null || !file.startsWith("#")) return frame;
        Integer first = firstLines.get(file.substring(1));
        int line = first == null ? frame.getLineNumber() : frame.getLineNumber() + first - 1;
        String method = frame.getMethodName().isEmpty() ? "run" : frame.getMethodName();
        return new StackTraceElement(frame.getClassName(), method, first == null ? EARLIER_CELL : THIS_CELL, line);
    }

    /** The line in the running cell at which this happened, seen from the top of the stack. */
    static Optional<Integer> line(Thrown translated) {
        return translated.frames().stream()
                .filter(frame -> THIS_CELL.equals(frame.getFileName()))
                .map(StackTraceElement::getLineNumber)
                .findFirst();
    }

    /** A translated frame for a reader. */
    static String describe(StackTraceElement frame) {
        if (THIS_CELL.equals(frame.getFileName())) {
            return name(frame) + "line " + frame.getLineNumber() + " of this cell";
        }
        if (EARLIER_CELL.equals(frame.getFileName())) return name(frame) + "an earlier cell";
        // What was not thrown by a snippet, but by a method of its value, JShell has not seen.
        return frame.getClassName().startsWith(WRAPPER)
                ? frame.getClassName().replaceFirst(WRAPPER_NAME, "") + "." + frame.getMethodName() + ", in a cell"
                : frame.toString();
    }

    private static String name(StackTraceElement frame) {
        if (frame.getMethodName().equals("run") && frame.getClassName().isEmpty()) return "";
        String type = frame.getClassName().isEmpty() ? "" : frame.getClassName() + ".";
        return type + frame.getMethodName() + ", ";
    }
}
