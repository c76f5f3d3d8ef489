package raftbook.book.eval;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;
import org.objectweb.asm.Type;

/** The cells' own classes, which see those of a library. */
final class CellLoader extends ClassLoader implements LoaderDelegate {

    private final Map<String, byte[]> declared = new ConcurrentHashMap<>();
    private final Map<String, Field> variables = new HashMap<>();
    private final Map<String, String> methods = new HashMap<>();
    private final CellLibrary library;

    CellLoader(CellLibrary library) {
        super("cells", library);
        setDefaultAssertionStatus(true);
        this.library = library;
    }

    /** See {@link CellGuard#stopping}. */
    void stopping(boolean now) {
        library.stopping(this, now);
    }

    @Override
    public void load(ClassBytecodes[] classes) throws ClassInstallException {
        for (ClassBytecodes each : classes) {
            declared.put(each.name(), CellCode.guarded(each.bytecodes(), true));
        }
        try {
            for (ClassBytecodes each : classes) {
                noteMembers(loadClass(each.name()));
            }
        } catch (ClassNotFoundException | LinkageError failed) {
            throw new ClassInstallException(failed.toString(), new boolean[classes.length]);
        }
    }

    /** JShell keeps a variable in a static field, and in another one when it has to compile it again; methods likewise. */
    private void noteMembers(Class<?> wrapper) {
        for (Field field : wrapper.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
                field.setAccessible(true);
                variables.put(field.getName(), field);
            }
        }
        for (Method method : wrapper.getDeclaredMethods()) {
            if (Modifier.isStatic(method.getModifiers()) && !method.isSynthetic()) {
                methods.put(
                        signature(method.getName(), Type.getMethodDescriptor(method)), Type.getInternalName(wrapper));
            }
        }
    }

    /** A method that returns something else takes the other's place all the same. */
    private static String signature(String method, String type) {
        return method + type.substring(0, type.indexOf(')'));
    }

    /** Whether the code of a cell from which this lambda or class comes calls such a method where it no longer is. */
    boolean callsEarlier(Class<?> type, String method) {
        byte[] code = declared.get(type.getName().replaceFirst("\\$\\$Lambda.*", ""));
        return code != null
                && CellCode.calls(code).anyMatch(call -> {
                    String current = methods.get(signature(call.method(), call.type()));
                    return call.method().equals(method) && current != null && !current.equals(call.owner());
                });
    }

    @Override
    public Class<?> findClass(String name) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) return known;
            byte[] bytes = declared.get(name);
            if (bytes == null) throw new ClassNotFoundException(name);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Where the variable of this name is kept now; null if there is none. */
    Field variable(String name) {
        return variables.get(name);
    }

    /** Gives a variable that a snippet has declared its value. */
    void assign(String variable, Object value) {
        try {
            variables.get(variable).set(null, value);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("JShell keeps a variable in a static field: " + variable, failed);
        }
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
