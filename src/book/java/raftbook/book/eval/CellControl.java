package raftbook.book.eval;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.function.Function;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/** Runs JShell's snippets in this JVM, and keeps the real values and the real throwables. */
final class CellControl extends DirectExecutionControl implements ExecutionControlProvider {

    private final Function<Method, CellThread.Ended> runner;
    private CellThread.Ended last;

    /** @param runner runs a snippet's method, on whichever thread */
    CellControl(LoaderDelegate classes, Function<Method, CellThread.Ended> runner) {
        super(classes);
        this.runner = runner;
    }

    @Override
    public String name() {
        return "raftbook";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
        return this;
    }

    /** How the snippet that ran last ended; null if none has run since this was last asked. */
    CellThread.Ended takeLast() {
        CellThread.Ended taken = last;
        last = null;
        return taken;
    }

    @Override
    public String invoke(String className, String methodName)
            throws RunException, InternalException, EngineTerminationException {
        Method method;
        try {
            method = findClass(className).getDeclaredMethod(methodName);
            method.setAccessible(true);
        } catch (ReflectiveOperationException failed) {
            throw new InternalException(failed.toString());
        }
        last = runner.apply(method);
        if (last.abandoned()) throw new StoppedException();
        if (last.thrown() != null) throw Frames.dress(last.thrown());
        return "";
    }
}
