package raftbook.book.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * The classes of a class path as cells see them: with the JDK's around them and nothing else, and rewritten so that they
 * can be stopped. Several evaluators may share one, whatever part of it their cells may name: each class is then rewritten,
 * loaded and compiled to machine code once.
 */
public final class CellLibrary extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private final Class<?> guard;
    private final Set<CellLoader> stopping = new HashSet<>();

    /** @param classPath folders and jars */
    public CellLibrary(List<Path> classPath) {
        super(
                "library of cells",
                classPath.stream().map(CellLibrary::url).toArray(URL[]::new),
                getPlatformClassLoader());
        setDefaultAssertionStatus(true);
        byte[] bytes = bytes(CellGuard.class.getResource("CellGuard.class"));
        guard = defineClass(CellGuard.class.getName(), bytes, 0, bytes.length);
        Runnable ends = CellOutput::failIfOver;
        IntConsumer exits = CellLibrary::refuseExit;
        call("install", new Class<?>[] {Runnable.class, IntConsumer.class}, ends, exits);
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException failed) {
            throw new IllegalArgumentException("not a class path entry: " + entry, failed);
        }
    }

    private static byte[] bytes(URL resource) {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException failed) {
            throw new UncheckedIOException(resource.toString(), failed);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        URL found = findResource(name.replace('.', '/') + ".class");
        if (found == null) throw new ClassNotFoundException(name);
        byte[] bytes = CellCode.guarded(bytes(found), false);
        return defineClass(name, bytes, 0, bytes.length);
    }

    /** Whether threads of these cells ask on their way whether they are to end; those of others then ask as well, in vain. */
    synchronized void stopping(CellLoader cells, boolean now) {
        boolean changed = now ? stopping.add(cells) : stopping.remove(cells);
        if (changed) call("stopping", new Class<?>[] {boolean.class}, !stopping.isEmpty());
    }

    private void call(String method, Class<?>[] types, Object... arguments) {
        try {
            guard.getMethod(method, types).invoke(null, arguments);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("the guard of the cells has no " + method, failed);
        }
    }

    @Override
    public void close() {
        try {
            super.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void refuseExit(int status) {
        throw new ExitRefused(status);
    }

    /** Thrown where a cell, or the library in its name, wants to end the JVM in which all cells run. */
    @SuppressWarnings("serial")
    private static final class ExitRefused extends Error {
        ExitRefused(int status) {
            super("System.exit(" + status + ") would end the JVM in which all cells run: it has ended this cell alone");
        }
    }
}
