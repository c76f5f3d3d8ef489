package raftbook.book.eval;

import java.lang.reflect.Field;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/** The classes that cells can see: the JDK's, those of the class path, and the cells' own. */
final class CellLoader extends URLClassLoader implements LoaderDelegate {

    private final Map<String, byte[]> declared = new ConcurrentHashMap<>();

    CellLoader(List<Path> classPath) {
        super("cells", classPath.stream().map(CellLoader::url).toArray(URL[]::new), getPlatformClassLoader());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not a class path entry: " + entry, e);
        }
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (ClassBytecodes each : classes) {
            declared.put(each.name(), each.bytecodes());
        }
        try {
            for (ClassBytecodes each : classes) {
                loadClass(each.name());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            throw new ClassInstallException(e.toString(), new boolean[classes.length]);
        }
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = declared.get(name);
        return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
    }

    /** Gives a variable that a snippet has declared its value. */
    void assign(String variable, Object value) {
        try {
            for (String each : declared.keySet()) {
                for (Field field : loadClass(each).getDeclaredFields()) {
                    if (field.getName().equals(variable)) {
                        field.setAccessible(true);
                        field.set(null, value);
                        return;
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("JShell keeps a variable in a static field: " + variable, e);
        }
        throw new IllegalStateException("no snippet has declared the variable " + variable);
    }

    @Override
    public void classesRedefined(ClassBytecodes[] classes) {
        throw new UnsupportedOperationException("classes are replaced, never redefined");
    }

    @Override
    public void addToClasspath(String path) throws NotImplementedException {
        throw new NotImplementedException("the class path of the cells is fixed when their evaluator is made");
    }
}
