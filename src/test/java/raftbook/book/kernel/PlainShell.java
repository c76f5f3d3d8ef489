package raftbook.book.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * JShell as a Java kernel of other people uses it: the JDK's own engine, a cell cut into snippets, each handed over as it
 * is. It knows the library and the imports of JJava, the most widespread of these kernels, and nothing of our evaluator.
 *
 * <p>The engine is the one that JJava builds on, {@link DirectExecutionControl}. The one called "local" waits, now and then,
 * for the end of threads that a snippet has started (JDK 17 and 25), and clusters outlive their cell.
 */
public final class PlainShell implements AutoCloseable {

    private static final List<String> START = List.of(
            "import java.util.*;",
            "import java.io.*;",
            "import java.math.*;",
            "import java.net.*;",
            "import java.util.concurrent.*;",
            "import java.util.prefs.*;",
            "import java.util.regex.*;",
            "String display(Object shown, String... types) { return \"1\"; }",
            "void updateDisplay(String id, Object shown, String... types) { }");

    private final JShell shell;
    private String value;

    public PlainShell(String classPath) {
        shell = JShell.builder().executionEngine(new Direct(), Map.of()).build();
        shell.addToClasspath(classPath);
        START.forEach(snippet -> run(snippet).ifPresent(failed -> {
            throw new IllegalStateException(snippet + ": " + failed);
        }));
    }

    /** Runs a cell to its end, or to the first snippet that fails; tells how that failed. */
    public Optional<String> run(String cell) {
        CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(cell);
        while (info.completeness().isComplete()) {
            List<SnippetEvent> events = shell.eval(info.source());
            value = events.isEmpty() ? null : events.get(0).value();
            Optional<String> failed = events.stream().flatMap(this::failure).findFirst();
            if (failed.isPresent()) return failed;
            info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
        }
        return Optional.of(info.remaining().strip())
                .filter(rest -> !rest.isEmpty())
                .map(rest -> "unfinished: " + rest);
    }

    /** The value of the snippet that ran last, as JShell writes it; null if it has none. */
    public String value() {
        return value;
    }

    private Stream<String> failure(SnippetEvent event) {
        if (event.exception() instanceof EvalException thrown) {
            return Stream.of(thrown.getExceptionClassName() + ": " + thrown.getMessage() + " in: "
                    + event.snippet().source());
        }
        if (event.exception() != null)
            return Stream.of(event.exception() + " in: " + event.snippet().source());
        boolean waits = event.status() == Status.RECOVERABLE_NOT_DEFINED; // for what a later snippet declares
        if (event.causeSnippet() != null || waits || event.status().isDefined()) return Stream.empty();
        return shell.diagnostics(event.snippet())
                .map(problem ->
                        problem.getMessage(null) + " in: " + event.snippet().source())
                .limit(1);
    }

    @Override
    public void close() {
        shell.close();
    }

    private static final class Direct implements ExecutionControlProvider {
        @Override
        public String name() {
            return "direct";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return new DirectExecutionControl();
        }
    }
}
